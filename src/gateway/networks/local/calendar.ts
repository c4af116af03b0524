import ICAL from "ical.js";
import type { Time } from "../../../protocol/index.ts";
import type { Schedule } from "../../compose.ts";
import { isZone, learnZones, zone } from "./zones.ts";

type Slot = Schedule[number];

/** An `.ics` file, read once; a schedule is a window of it. */
export interface Calendar {
  /** What of it overlaps the window. `unreadable` counts the events that make no sense: they are left out, and the others stand. */
  schedule(from: Time, to: Time): { readonly schedule: Schedule; readonly unreadable: number };
}

/** Throws where `text` is no iCalendar (RFC 5545). `timeZone` is the person's own: for whole days, and for times without a zone. */
export function readCalendar(text: string, timeZone?: string): Calendar {
  const jcal = ICAL.parse(text.replace(/^\uFEFF/, ""));
  // RFC 5545 section 3.4: a file may hold several calendars; ical.js then answers with an array of them.
  const parts: readonly unknown[][] = typeof jcal[0] === "string" ? [jcal] : jcal;
  const calendars = parts.map((part) => new ICAL.Component(part));
  calendars.forEach(learnZones);
  const groups = calendars.flatMap((calendar) => {
    const named = calendar.getFirstPropertyValue("x-wr-timezone");
    const own = [timeZone, typeof named === "string" ? named : undefined].find((name) => name !== undefined && isZone(name));
    const floating = zone(own ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
    return [...series(calendar)].map((events) => ({ events, floating }));
  });
  return {
    schedule(from, to) {
      const schedule: Slot[] = [];
      let unreadable = 0;
      for (const { events, floating } of groups) {
        try {
          schedule.push(...slots(events, from, to, floating));
        } catch {
          unreadable += 1; // ical.js throws plain errors for values that it cannot read, as late as they are asked for
        }
      }
      return { schedule: schedule.toSorted((a, b) => a.start - b.start), unreadable };
    },
  };
}

/** The events of a calendar by UID: an occurrence that was moved or cancelled is an event of its own with the UID of its series. */
function series(calendar: ICAL.Component): Iterable<readonly ICAL.Component[]> {
  const byUid = new Map<unknown, ICAL.Component[]>();
  for (const event of calendar.getAllSubcomponents("vevent")) {
    const uid = event.getFirstPropertyValue("uid") ?? event;
    const others = byUid.get(uid);
    if (others) others.push(event);
    else byUid.set(uid, [event]);
  }
  return byUid.values();
}

/** A rule may have begun decades ago or have no end; beyond this many occurrences it is nobody's calendar. */
const mostOccurrences = 20_000;

function* slots(events: readonly ICAL.Component[], from: Time, to: Time, floating: ICAL.Timezone): Generator<Slot> {
  const exceptions = events.filter((event) => event.hasProperty("recurrence-id"));
  const masters = events.filter((event) => !event.hasProperty("recurrence-id"));
  if (masters.length === 0) for (const event of exceptions) yield* slot(new ICAL.Event(event), undefined, from, to, floating);
  for (const master of masters) {
    const event = new ICAL.Event(master, { exceptions });
    if (!event.isRecurring()) {
      yield* slot(event, undefined, from, to, floating);
      continue;
    }
    const occurrences = event.iterator();
    for (let count = 0; count < mostOccurrences; count++) {
      const occurrence = occurrences.next();
      // A moved occurrence may lie anywhere, so all that are listed are looked at; the rule itself ends with the window.
      if (!occurrence || instant(occurrence, floating) >= to) break;
      const details = event.getOccurrenceDetails(occurrence);
      yield* slot(details.item, details, from, to, floating);
    }
  }
}

function* slot(
  event: ICAL.Event,
  times: { readonly startDate: ICAL.Time; readonly endDate: ICAL.Time } = event,
  from: Time,
  to: Time,
  floating: ICAL.Timezone,
): Generator<Slot> {
  const status = statusOf(event.component);
  const start = instant(times.startDate, floating);
  const end = instant(times.endDate, floating);
  if (!status || start >= end || end <= from || start >= to) return;
  const note = status === "out-of-office" && isPublic(event.component) ? event.summary : undefined;
  yield { start, end, status, ...(note && { note: note.slice(0, 280) }) };
}

/** Microsoft's words (MS-OXCICAL section 2.1.3.1.1.20.31), which Outlook and Exchange write beside the standard ones and mean more exactly. */
const microsoft: Readonly<Record<string, Slot["status"] | undefined>> = {
  BUSY: "busy",
  TENTATIVE: "tentative",
  OOF: "out-of-office",
};

function statusOf(event: ICAL.Component): Slot["status"] | undefined {
  const status = textOf(event, "status");
  if (status === "CANCELLED") return undefined;
  const theirs = textOf(event, "x-microsoft-cdo-busystatus");
  if (theirs) return microsoft[theirs];
  if (textOf(event, "transp") === "TRANSPARENT") return undefined;
  return status === "TENTATIVE" ? "tentative" : "busy";
}

/** Subjects of meetings are nobody's business; that of an absence is its text, unless it is marked as private. */
const isPublic = (event: ICAL.Component): boolean => (textOf(event, "class") ?? "PUBLIC") === "PUBLIC";

function textOf(event: ICAL.Component, property: string): string | undefined {
  const value = event.getFirstPropertyValue(property);
  return typeof value === "string" ? value.toUpperCase() : undefined;
}

function instant(time: ICAL.Time, floating: ICAL.Timezone): Time {
  if (time.zone !== ICAL.Timezone.localTimezone && !time.isDate) return time.toUnixTime() * 1000;
  const placed = time.clone();
  placed.zone = floating;
  return placed.toUnixTime() * 1000;
}
