import type { EmailAddress, FreeBusy, SlotStatus, Time } from "../../protocol/index.ts";
import type { Span } from "./workday.ts";

/** Somebody whose calendar is known. */
export type Known = Extract<FreeBusy, { readonly slots: unknown }>;

/** When to talk: the whole time that it could last, and whoever cannot be there. */
export interface CommonTime extends Span {
  readonly without: readonly EmailAddress[];
}

/** Meetings begin at full five minutes. */
const step = 5 * 60_000;

/** Tentative counts as busy: "everyone is free" must be true. Whoever works elsewhere can talk. */
const blocks: Readonly<Record<SlotStatus, boolean>> = {
  busy: true,
  tentative: true,
  "out-of-office": true,
  "working-elsewhere": false,
};

/**
 * The earliest time of this length within the spans, from `now` on, at which everyone is free; where there is none, the earliest at which
 * the most are. The reader is one of them in any case, and not the only one.
 */
export function commonTime(
  people: readonly Known[],
  me: EmailAddress,
  spans: readonly Span[],
  length: number,
  now: Time,
): CommonTime | undefined {
  const others = people.filter(({ address }) => address !== me).length;
  let best: CommonTime | undefined;
  for (const span of spans) {
    for (let start = aligned(Math.max(span.start, now)); start + length <= span.end; start += step) {
      const without = people.filter((person) => !isFree(person, start, start + length)).map(({ address }) => address);
      if (without.includes(me) || without.length >= (best?.without.length ?? others)) continue;
      best = { start, end: endOf(people, without, start, span.end), without };
      if (without.length === 0) return best;
    }
  }
  return best;
}

/** Every time within a span, from `now` on and of at least this length, at which all of them are free. */
export function freeTimes(people: readonly Known[], span: Span, length: number, now: Time): readonly Span[] {
  const times: Span[] = [];
  let start = aligned(Math.max(span.start, now));
  for (const busy of [...busyTimes(people, span), { start: span.end, end: Infinity }]) {
    if (busy.start - start >= length) times.push({ start, end: busy.start });
    start = Math.max(start, aligned(busy.end));
  }
  return times;
}

/** When at least one of them is busy, within a span. */
export function busyTimes(people: readonly Known[], span: Span): readonly Span[] {
  const busy = people
    .flatMap(({ slots }) => slots.filter(({ status, start, end }) => blocks[status] && start < span.end && end > span.start))
    .map(({ start, end }) => ({ start: Math.max(start, span.start), end: Math.min(end, span.end) }))
    .toSorted((a, b) => a.start - b.start);
  const times: Span[] = [];
  for (const { start, end } of busy) {
    const last = times.at(-1);
    if (last && start <= last.end) times[times.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else times.push({ start, end });
  }
  return times;
}

const aligned = (time: Time): Time => Math.ceil(time / step) * step;

const isFree = ({ slots }: Known, start: Time, end: Time): boolean =>
  !slots.some((slot) => blocks[slot.status] && slot.start < end && slot.end > start);

/** Until the first of those who are there has something else. */
function endOf(people: readonly Known[], without: readonly EmailAddress[], start: Time, latest: Time): Time {
  const next = people
    .filter(({ address }) => !without.includes(address))
    .flatMap(({ slots }) => slots.filter((slot) => blocks[slot.status] && slot.start >= start).map((slot) => slot.start));
  return Math.min(latest, ...next);
}
