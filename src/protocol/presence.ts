import * as z from "zod/mini";
import { EmailAddress } from "./person.ts";

/** Milliseconds since 1970, UTC. */
export const Time = z.number();
export type Time = z.output<typeof Time>;

/** The coarse state, in Fluent UI's words, so that `<PresenceBadge status>` takes them unchanged. */
export const Availability = z.enum(["available", "busy", "do-not-disturb", "away", "offline", "unknown"]);
export type Availability = z.output<typeof Availability>;

/** What they are doing: the words of RFC 4480 section 3.2 that some network can tell. */
export const Activity = z.enum([
  "meeting",
  "on-the-phone",
  "presentation",
  "working",
  "travel",
  "holiday",
  "vacation",
  "permanent-absence",
]);
export type Activity = z.output<typeof Activity>;

/** From where they work today (RFC 4480 section 3.7, place-type), as far as an office cares. */
export const Place = z.enum(["office", "remote"]);
export type Place = z.output<typeof Place>;

/** Why nothing is known. Every `unknown` carries one. */
export const Reason = z.readonly(
  z.object({
    code: z.enum(["not-in-directory", "external", "not-shared", "hidden", "unreachable", "pending", "no-network"]),
    network: z.optional(z.string()),
    since: z.optional(Time),
  }),
);
export type Reason = z.output<typeof Reason>;

/** One network's view, kept so that the pane can say who said what, and how old it is. */
export const Source = z.readonly(
  z.object({
    network: z.string(),
    availability: Availability,
    activity: z.optional(Activity),
    observed: Time,
    /** True where the source has not confirmed this within its own time; shown as stale, never as fresh. */
    stale: z.optional(z.boolean()),
  }),
);
export type Source = z.output<typeof Source>;

export const OutOfOffice = z.readonly(z.object({ message: z.optional(z.string()), until: z.optional(Time) }));
export type OutOfOffice = z.output<typeof OutOfOffice>;

/** A person's presence, composed of one or more sources (RFC 2778: presence information). */
export const Presence = z.readonly(
  z.object({
    address: EmailAddress,
    availability: Availability,
    activity: z.optional(Activity),
    /** Their own words. */
    note: z.optional(z.string()),
    /** Orthogonal to availability, as in Fluent UI and Graph. */
    outOfOffice: z.optional(OutOfOffice),
    place: z.optional(Place),
    /** When this availability began. */
    since: z.optional(Time),
    /** The next known change. */
    until: z.optional(Time),
    idleSince: z.optional(Time),
    reason: z.optional(Reason),
    sources: z.readonly(z.array(Source)),
  }),
);
export type Presence = z.output<typeof Presence>;

/** What the user chose for themselves. `automatic` follows the pane: available while active, away when idle. */
export const OwnStatus = z.readonly(
  z.object({
    availability: z.enum(["automatic", "available", "busy", "do-not-disturb", "away", "offline"]),
    note: z.optional(z.string().check(z.maxLength(280))),
  }),
);
export type OwnStatus = z.output<typeof OwnStatus>;
