import type { Time, WorkingHours } from "../../protocol/index.ts";

/** A stretch of time, from `start` until before `end`. */
export interface Span {
  readonly start: Time;
  readonly end: Time;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** From eight to six, where no network tells when the reader works. */
const usual = { start: 8 * 60, end: 18 * 60 } as const;
const everyDay: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** The zone that the reader's computer is in. */
export const readersZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When the reader works: as a network tells, else by the habits of their language's region. The clock is that of the zone they are in. */
export function readersHours(language: string, timeZone: string, known?: WorkingHours): WorkingHours {
  const weekend = weekendOf(language);
  const { start, end } = known ?? usual;
  const days = everyDay.filter((weekday) => (known ? known.days.includes(weekday) : !weekend.includes(weekday)));
  return { timeZone, start, end, days: days.length > 0 ? days : everyDay };
}

/** Days off, 1 being Monday: what the runtime knows of the region, else Saturday and Sunday. */
function weekendOf(language: string): readonly number[] {
  // Runtimes have it as a method, as a property, or not at all; our library types have neither.
  const locale = new Intl.Locale(language) as Intl.Locale & {
    readonly getWeekInfo?: () => { readonly weekend: readonly number[] };
    readonly weekInfo?: { readonly weekend: readonly number[] };
  };
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.weekend ?? [6, 7];
}

/** The working hours that go on now or come next, each whole, one for each of so many days. */
export function workdays(now: Time, { timeZone, days, start, end }: WorkingHours, count: number): readonly Span[] {
  const today = Math.floor(wallClock(now, timeZone) / day) * day;
  const length = end > start ? end - start : end - start + day / minute; // over midnight
  const spans: Span[] = [];
  // A night that began yesterday may still go on.
  for (let date = today - day; spans.length < count; date += day) {
    const opens = date + start * minute;
    const span = { start: instant(opens, timeZone), end: instant(opens + length * minute, timeZone) };
    if (days.includes(weekdayOf(date)) && span.end > now) spans.push(span);
  }
  return spans;
}

/** From midnight before these spans to midnight after them: the same question all day long. */
export function wholeDays(spans: readonly Span[], timeZone: string): Span {
  const midnight = (time: Time, days: number): Time => instant((Math.floor(wallClock(time, timeZone) / day) + days) * day, timeZone);
  return { start: midnight(Math.min(...spans.map(({ start }) => start)), 0), end: midnight(Math.max(...spans.map(({ end }) => end)), 1) };
}

/** Whether a moment lies in somebody's working hours. */
export function isWorking(time: Time, { timeZone, days, start, end }: WorkingHours): boolean {
  const wall = wallClock(time, timeZone);
  const minutes = Math.floor((wall % day) / minute);
  const today = days.includes(weekdayOf(wall));
  if (end > start) return today && minutes >= start && minutes < end;
  return minutes >= start ? today : minutes < end && days.includes(weekdayOf(wall - day));
}

/** Full hours of the clock within a span, every so many. */
export function fullHours({ start, end }: Span, timeZone: string, every: number): readonly Time[] {
  const hour = 60 * minute;
  const past = wallClock(start, timeZone) % hour;
  const hours: Time[] = [];
  for (let time = past === 0 ? start : start + hour - past; time <= end; time += every * hour) hours.push(time);
  return hours;
}

/** 1 is Monday. 1970 began on a Thursday. */
const weekdayOf = (wall: number): number => ((Math.floor(wall / day) + 3) % 7) + 1;

/** What a clock in the zone shows, as if it were UTC. */
function wallClock(time: Time, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/** When a clock in the zone shows this. The second look is for the days on which clocks are changed. */
function instant(wall: number, timeZone: string): Time {
  const guess = wall - (wallClock(wall, timeZone) - wall);
  return guess - (wallClock(guess, timeZone) - wall);
}
