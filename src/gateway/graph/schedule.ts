import * as z from "zod/mini";
import { type EmailAddress, type FreeBusyReason, type Slot, type SlotStatus, type Time, type WorkingHours } from "../../protocol/index.ts";
import { type Ask, chunks } from "./client.ts";
import type { Graph } from "./index.ts";
import type { NetworkError } from "../network.ts";
import { DateTime, inUtc, timeOf, zoneOf } from "./time.ts";

/** Somebody's free/busy, or why there is none. */
export type Busy = { readonly slots: readonly Slot[]; readonly workingHours?: WorkingHours } | { readonly reason: FreeBusyReason };

const text = z.optional(z.nullable(z.string()));
const Information = z.object({
  scheduleId: z.string(),
  availabilityView: text,
  error: z.optional(z.nullable(z.object({ responseCode: text }))),
  scheduleItems: z.optional(z.array(z.object({ status: text, start: DateTime, end: DateTime }))),
  workingHours: z.optional(
    z.nullable(
      z.object({
        daysOfWeek: z.optional(z.array(z.nullable(z.string()))),
        startTime: text,
        endTime: text,
        timeZone: z.optional(z.nullable(z.object({ name: text }))),
      }),
    ),
  ),
});
type Information = z.output<typeof Information>;
const Schedules = z.object({ value: z.array(Information) });

/** Graph takes so many people in one request. */
const inOneRequest = 20;
/** Minutes of one digit of `availabilityView`. */
const interval = 15;

/** When these people are busy, as the mailbox of `asker` may know it. Each is answered for; one's error is that one's reason. */
export async function getSchedules(
  { client }: Graph,
  asker: string,
  people: readonly EmailAddress[],
  from: Time,
  to: Time,
): Promise<ReadonlyMap<EmailAddress, Busy>> {
  const parts = chunks(people, inOneRequest);
  const answers = await client.askAll(parts.map((some) => asking(asker, some, from, to)));
  return new Map(
    answers.flatMap((answer, index) => {
      const some = parts[index] ?? [];
      const failed = answer.status === "rejected" ? { reason: whyNot(answer.reason as NetworkError) } : undefined; // nothing else is thrown there
      const found = answer.status === "fulfilled" ? byAddress(answer.value.value) : undefined;
      return some.map((address) => {
        const information = found?.get(address);
        return [address, failed ?? (information ? read(information, from) : { reason: "no-calendar" as const })] as const;
      });
    }),
  );
}

const asking = (asker: string, schedules: readonly EmailAddress[], from: Time, to: Time): Ask<z.output<typeof Schedules>> => ({
  path: `/users/${asker}/calendar/getSchedule`,
  body: { schedules, startTime: inUtc(from), endTime: inUtc(to), availabilityViewInterval: interval },
  schema: Schedules,
  workload: `mailbox ${asker}`,
  permission: "Calendars.ReadBasic",
});

const byAddress = (all: readonly Information[]) => new Map(all.map((each) => [each.scheduleId.toLowerCase(), each]));

const whyNot = ({ code }: NetworkError): FreeBusyReason => (code === "forbidden" ? "not-shared" : "unreachable");

/** What Exchange calls them; anything else passes, maybe. */
const reasons: Readonly<Record<string, FreeBusyReason>> = {
  ErrorMailRecipientNotFound: "no-calendar",
  ErrorNoFreeBusyAccess: "not-shared",
  ErrorAccessDenied: "not-shared",
};

const statuses: Readonly<Record<string, SlotStatus>> = {
  tentative: "tentative",
  busy: "busy",
  oof: "out-of-office",
  workingelsewhere: "working-elsewhere",
};
/** The same, as the digits of `availabilityView`. */
const digits: readonly (SlotStatus | undefined)[] = [undefined, "tentative", "busy", "out-of-office", "working-elsewhere"];

function read({ error, scheduleItems = [], availabilityView, workingHours }: Information, from: Time): Busy {
  if (error) return { reason: reasons[error.responseCode ?? ""] ?? "unreachable" };
  const slots = scheduleItems.flatMap(({ status, start, end }) => {
    const [known, begin, finish] = [statuses[(status ?? "").toLowerCase()], timeOf(start), timeOf(end)];
    return known && begin !== undefined && finish !== undefined && finish > begin ? [{ start: begin, end: finish, status: known }] : [];
  });
  // Who shares nothing but free and busy may have no items, and a view of them.
  const all = scheduleItems.length > 0 ? slots : slotsInView(availabilityView ?? "", from);
  const hours = workingHours ? hoursIn(workingHours) : undefined;
  return { slots: all.toSorted((a, b) => a.start - b.start), ...(hours && { workingHours: hours }) };
}

function slotsInView(view: string, from: Time): readonly Slot[] {
  return [...view.matchAll(/([1-4])\1*/g)].flatMap(({ 0: run, index }) => {
    const status = digits[Number(run[0])];
    const at = (place: number) => from + place * interval * 60_000;
    return status ? [{ start: at(index), end: at(index + run.length), status }] : [];
  });
}

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

function hoursIn({ daysOfWeek = [], startTime, endTime, timeZone }: NonNullable<Information["workingHours"]>): WorkingHours | undefined {
  const zone = zoneOf(timeZone?.name ?? "");
  const [start, end] = [minutesIn(startTime), minutesIn(endTime)];
  if (zone === undefined || start === undefined || end === undefined) return undefined;
  const numbers = daysOfWeek.map((day) => days.indexOf((day ?? "").toLowerCase()) + 1).filter((day) => day > 0);
  return { timeZone: zone, days: numbers, start, end };
}

function minutesIn(time: string | null | undefined): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(time ?? "") ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
