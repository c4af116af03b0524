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

/** The part of a calendar that is asked for, and the zone of its times that name none. */
interface Window {
  readonly from: Time;
  readonly to: Time;
  readonly floating: ICAL.Timezone;
}

/** Throws where `text` is no iCalendar (RFC 5545). `timeZone` is the person's own: for whole days, and for times without a zone. */
export function readCalendar(text: string, timeZone?: string): Calendar {
  const jcal = ICAL.parse(text.replace(/^\uFEFF/, ""));
  // RFC 5545 section 3.4: a file may hold several calendars; ical.js then answers with an array of them.
  const parts: readonly unknown[][] = typeof jcal[0] === "string" ? [jcal] : jcal;
  const calendars = parts.map((part) => new ICAL.Component(part));
  if (!calendars.some((calendar) => calendar.name === "vcalendar")) throw new Error("it holds no calendar");
  calendars.forEach(learnZones);
  const readers = calendars.flatMap((calendar) => {
    const named = calendar.getFirstPropertyValue("x-wr-timezone");
    const own = [timeZone, typeof named === "string" ? named : undefined].find((name) => name !== undefined && isZone(name));
    const floating = zone(own ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
    const series = seriesOf(calendar).map((events) => (window: Window) => slotsOf(events, window));
    const published = calendar.getAllSubcomponents("vfreebusy").map((times) => (window: Window) => publishedSlots(times, window));
    return [...series, ...published].map((read) => (from: Time, to: Time) => read({ from, to, floating }));
  });
  return {
    schedule(from, to) {
      const schedule: Slot[] = [];
      let unreadable = 0;
      for (const read of readers) {
        try {
          schedule.push(...read(from, to));
        } catch {
          unreadable += 1; // ical.js throws plain errors for values that it cannot read, as late as they are asked for
        }
      }
      return { schedule: schedule.toSorted((a, b) => a.start - b.start), unreadable };
    },
  };
}

/** The events of a calendar by UID: an occurrence that was moved or cancelled is an event of its own with the UID of its series. */
function seriesOf(calendar: ICAL.Component): readonly (readonly ICAL.Component[])[] {
  const byUid = new Map<unknown, ICAL.Component[]>();
  for (const event of calendar.getAllSubcomponents("vevent")) {
    const uid = event.getFirstPropertyValue("uid") ?? event;
    const others = byUid.get(uid);
    if (others) others.push(event);
    else byUid.set(uid, [event]);
  }
  return [...byUid.values()];
}

/** A rule may have begun decades ago or have no end; beyond this many occurrences it is nobody's calendar. */
const mostOccurrences = 10_000;

function* slotsOf(events: readonly ICAL.Component[], window: Window): Generator<Slot> {
  const exceptions = events.filter((event) => event.hasProperty("recurrence-id"));
  const masters = events.filter((event) => !event.hasProperty("recurrence-id"));
  // A moved occurrence may come from anywhere, from beyond the window too: each stands for itself.
  for (const event of exceptions.map((exception) => new ICAL.Event(exception))) {
    if (masters.length === 0 || !event.modifiesFuture()) yield* slotOf(event, event, window);
  }
  for (const master of masters) {
    const event = new ICAL.Event(master, { exceptions });
    if (event.isRecurring()) yield* occurrences(event, window);
    else yield* slotOf(event, event, window);
  }
}

function* occurrences(event: ICAL.Event, window: Window): Generator<Slot> {
  const iterator = event.iterator();
  for (let count = 0; count < mostOccurrences; count++) {
    const occurrence = iterator.next();
    if (!occurrence || instant(occurrence, window.floating) >= window.to) return;
    const details = event.getOccurrenceDetails(occurrence);
    const moved = details.item !== event && !details.item.modifiesFuture();
    if (!moved) yield* slotOf(details.item, details, window);
  }
}

function* slotOf(event: ICAL.Event, times: Pick<ICAL.Event, "startDate" | "endDate">, window: Window): Generator<Slot> {
  const status = statusOf(event.component);
  const start = instant(times.startDate, window.floating);
  const end = instant(times.endDate, window.floating);
  if (!status || !overlaps(start, end, window)) return;
  const note = status === "out-of-office" && isPublic(event.component) ? event.summary : undefined;
  yield { start, end, status, ...(note && { note: note.slice(0, 280) }) };
}

/** FBTYPE (RFC 5545 section 3.2.9): what those publish who tell when they are busy and not with what. */
const freeBusy: Readonly<Record<string, Slot["status"] | undefined>> = {
  BUSY: "busy",
  "BUSY-TENTATIVE": "tentative",
  "BUSY-UNAVAILABLE": "out-of-office",
};

function* publishedSlots(times: ICAL.Component, window: Window): Generator<Slot> {
  for (const property of times.getAllProperties("freebusy")) {
    const status = freeBusy[(property.getFirstParameter("fbtype") ?? "BUSY").toUpperCase()];
    for (const period of property.getValues()) {
      if (!status || !(period instanceof ICAL.Period)) continue;
      const [start, end] = [instant(period.start, window.floating), instant(period.getEnd(), window.floating)];
      if (overlaps(start, end, window)) yield { start, end, status };
    }
  }
}

/** Microsoft's words (MS-OXCICAL section 2.1.3.1.1.20.31), which Outlook and Exchange write beside the standard ones and mean more exactly. */
const microsoft: Readonly<Record<string, Slot["status"] | undefined>> = {
  BUSY: "busy",
  TENTATIVE: "tentative",
  OOF: "out-of-office",
  WORKINGELSEWHERE: "working-elsewhere",
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

const overlaps = (start: Time, end: Time, { from, to }: Window): boolean => start < end && end > from && start < to;

function instant(time: ICAL.Time, floating: ICAL.Timezone): Time {
  if (time.zone !== ICAL.Timezone.localTimezone && !time.isDate) return time.toUnixTime() * 1000;
  const placed = time.clone();
  placed.zone = floating;
  return placed.toUnixTime() * 1000;
}
