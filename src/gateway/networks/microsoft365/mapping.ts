import * as z from "zod/mini";
import type { Activity, Availability, OutOfOffice, Place } from "../../../protocol/index.ts";
import { DateTime, timeOf } from "../../graph/time.ts";
import { messageIn, noteIn } from "./words.ts";

const text = z.optional(z.nullable(z.string()));

/** Graph's presence. Its words are plain strings: old and new documents spell them differently, and neither list is complete. */
export const GraphPresence = z.object({
  id: z.string(),
  availability: text,
  activity: text,
  outOfOfficeSettings: z.optional(z.nullable(z.object({ isOutOfOffice: z.optional(z.nullable(z.boolean())), message: text }))),
  /** Sortable as text: of two presences, that with the greater one is the later. */
  sequenceNumber: text,
  statusMessage: z.optional(
    z.nullable(
      z.object({ message: z.optional(z.nullable(z.object({ content: text }))), expiryDateTime: z.optional(z.nullable(DateTime)) }),
    ),
  ),
  workLocation: z.optional(z.nullable(z.object({ workLocationType: text }))),
});
export type GraphPresence = z.output<typeof GraphPresence>;

/** What Teams tells of a person, in our words. */
export interface TeamsView {
  readonly availability: Availability;
  readonly activity?: Activity;
  readonly note?: string;
  /** When the note is to go. */
  readonly noteUntil?: number;
  readonly outOfOffice?: OutOfOffice;
  readonly place?: Place;
}

/** Both spellings in small letters. New documents have in availability what old ones have in activity, so either may hold any of them. */
const words: Readonly<Record<string, { readonly availability?: Availability; readonly activity?: Activity }>> = {
  available: { availability: "available" },
  availableidle: { availability: "available" },
  away: { availability: "away" },
  berightback: { availability: "away" },
  inactive: { availability: "away" },
  busy: { availability: "busy" },
  busyidle: { availability: "busy" },
  inacall: { availability: "busy", activity: "on-the-phone" },
  inaconferencecall: { availability: "busy", activity: "on-the-phone" },
  inameeting: { availability: "busy", activity: "meeting" },
  donotdisturb: { availability: "do-not-disturb" },
  focusing: { availability: "do-not-disturb" },
  presenting: { availability: "do-not-disturb", activity: "presentation" },
  urgentinterruptionsonly: { availability: "do-not-disturb" },
  offline: { availability: "offline" },
  offwork: { availability: "offline" },
  outofoffice: {},
  presenceunknown: { availability: "unknown" },
};

export function mapPresence(presence: GraphPresence): TeamsView {
  const main = words[lower(presence.availability)];
  const more = words[lower(presence.activity)];
  // Where availability says nothing that we know, activity may.
  const availability = main?.availability ?? more?.availability ?? "unknown";
  const online = availability !== "offline" && availability !== "unknown";
  const activity = (online ? (main?.activity ?? more?.activity) : undefined) ?? activityOf(presence.workLocation?.workLocationType);
  const { content } = presence.statusMessage?.message ?? {};
  const note = noteIn(content);
  const expiry = presence.statusMessage?.expiryDateTime;
  const noteUntil = note !== undefined && expiry ? timeOf(expiry) : undefined;
  const outOfOffice = outOfOfficeOf(presence);
  const place = places[lower(presence.workLocation?.workLocationType)];
  return {
    availability,
    ...(activity && { activity }),
    ...(note !== undefined && { note }),
    ...(noteUntil !== undefined && { noteUntil }),
    ...(outOfOffice && { outOfOffice }),
    ...(place && { place }),
  };
}

function outOfOfficeOf({ outOfOfficeSettings, availability, activity }: GraphPresence): OutOfOffice | undefined {
  const said = [availability, activity].some((word) => lower(word) === "outofoffice");
  if (!outOfOfficeSettings?.isOutOfOffice && !said) return undefined;
  const message = messageIn(outOfOfficeSettings?.message);
  return { ...(message !== undefined && { message }) };
}

const places: Readonly<Record<string, Place>> = { office: "office", remote: "remote" };

/** Among places there is also that somebody does not work today. */
const activityOf = (workLocation: string | null | undefined): Activity | undefined =>
  lower(workLocation) === "timeoff" ? "vacation" : undefined;

const lower = (word: string | null | undefined): string => (word ?? "").toLowerCase();
