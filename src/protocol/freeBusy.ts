import * as z from "zod/mini";
import { EmailAddress } from "./person.ts";
import { Time } from "./presence.ts";

/** What a stretch of a calendar is marked as: the words of Graph and of RFC 5545's FBTYPE that are not "free". */
export const SlotStatus = z.enum(["working-elsewhere", "tentative", "busy", "out-of-office"]);
export type SlotStatus = z.output<typeof SlotStatus>;

/** One stretch of a calendar, from `start` until before `end`. It has no subject, whoever asks. */
export const Slot = z.readonly(z.object({ start: Time, end: Time, status: SlotStatus }));
export type Slot = z.output<typeof Slot>;

/** When somebody works, by the clock of their own zone. */
export const WorkingHours = z.readonly(
  z.object({
    /** IANA name, as in "Europe/Berlin". */
    timeZone: z.string(),
    /** ISO 8601: 1 is Monday. */
    days: z.readonly(z.array(z.number())),
    /** Minutes since midnight. */
    start: z.number(),
    end: z.number(),
  }),
);
export type WorkingHours = z.output<typeof WorkingHours>;

/** Why nobody can say when a person is busy. */
export const FreeBusyReason = z.enum(["unreachable", "not-shared", "no-calendar", "external", "not-in-directory"]);
export type FreeBusyReason = z.output<typeof FreeBusyReason>;

/** When a person is busy, as far as the user may know; or why that is not known. */
export const FreeBusy = z.union([
  z.readonly(
    z.object({
      address: EmailAddress,
      /** By start, none over another, cut to what was asked for. What none covers is free. */
      slots: z.readonly(z.array(Slot)),
      workingHours: z.optional(WorkingHours),
      /** A network that may know of more did not answer. */
      incomplete: z.optional(z.literal(true)),
    }),
  ),
  z.readonly(z.object({ address: EmailAddress, reason: FreeBusyReason })),
]);
export type FreeBusy = z.output<typeof FreeBusy>;
