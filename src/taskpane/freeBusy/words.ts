import type { FreeBusy, Person, Slot, SlotStatus, Time, WorkingHours } from "../../protocol/index.ts";
import type { Text } from "../texts/text.ts";
import type { Span } from "./workday.ts";

const statuses: readonly SlotStatus[] = ["busy", "tentative", "out-of-office", "working-elsewhere"];

/** "14:30–15:00", as the language writes it. */
export function rangeText(text: Text, { start, end }: Span): string {
  return new Intl.DateTimeFormat(text.language, { hour: "numeric", minute: "2-digit" }).formatRange(start, end);
}

/** "Today", "Tomorrow", "Thursday". */
export function dayText(text: Text, time: Time, now: Time): string {
  const days = [0, 1].map((ahead) => {
    const date = new Date(now);
    date.setDate(date.getDate() + ahead);
    return date.toDateString();
  });
  const index = days.indexOf(new Date(time).toDateString());
  return text(["day-today", "day-tomorrow"][index] ?? "day-later", { time });
}

/** A person's day in words: when they are busy and how, or that they are free. What the strip shows is all in it. */
export function slotsText(text: Text, slots: readonly Slot[], span: Span): string {
  const within = slots.filter(({ start, end }) => start < span.end && end > span.start);
  const groups = statuses.flatMap((status) => {
    const some = within.filter((slot) => slot.status === status);
    if (some.length === 0) return [];
    const word = text(`slot-${status}`);
    if (some.some(({ start, end }) => start <= span.start && end >= span.end)) return text("slot-all-day", { word });
    const times = some.map(({ start, end }) => rangeText(text, { start: Math.max(start, span.start), end: Math.min(end, span.end) }));
    return text("slot-times", { word, times: text.list(times) });
  });
  return groups.length > 0 ? groups.join(" · ") : text("slot-none");
}

/** What is known of somebody, or why nothing is. */
export function freeBusyText(text: Text, answer: FreeBusy | undefined, span: Span): string {
  if (!answer) return text("calendar-asking");
  if ("reason" in answer) return text(`calendar-${answer.reason}`);
  const words = slotsText(text, answer.slots, span);
  return answer.incomplete ? text("calendar-incomplete", { words }) : words;
}

/** When they work, as a network tells; else what most people would call a day, on their own clock. Unknown where they are unknown to be. */
export function hoursOf(person: Person | undefined, told: WorkingHours | undefined): WorkingHours | undefined {
  if (told) return told;
  const timeZone = person?.timeZone;
  if (!timeZone || !isZone(timeZone)) return undefined;
  return { timeZone, days: [1, 2, 3, 4, 5, 6, 7], start: 8 * 60, end: 18 * 60 };
}

export function clockText(text: Text, time: Time, timeZone: string): string {
  return new Intl.DateTimeFormat(text.language, { timeZone, hour: "numeric", minute: "2-digit" }).format(time);
}

/** A name that this browser's time zone data lacks is none. */
function isZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}
