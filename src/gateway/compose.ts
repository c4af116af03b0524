import { isDeepStrictEqual } from "node:util";
import type { Availability, EmailAddress, Presence, Reason, SlotStatus, Source, Time } from "../protocol/index.ts";

/** A person's calendar, sorted by start: what presence needs of it, and no subjects. */
export type Schedule = readonly {
  readonly start: Time;
  readonly end: Time;
  readonly status: SlotStatus;
  readonly note?: string;
}[];

/** Stronger first: what keeps somebody from talking outweighs what lets them. */
const strength: Readonly<Record<Availability, number>> = {
  "do-not-disturb": 5,
  busy: 4,
  available: 3,
  away: 2,
  offline: 1,
  unknown: 0,
};

/** A meeting that begins later than this is no news about now. */
const horizon = 8 * 3_600_000;

/** A presence of which nothing is known, and why. */
export const unknown = (address: EmailAddress, reason: Reason): Presence => ({ address, availability: "unknown", reason, sources: [] });

/** When something was observed is no change of it. */
export const unchanged = (before: Presence | undefined, now: Presence): boolean =>
  before === now || (before !== undefined && isDeepStrictEqual({ ...before, sources: [] }, { ...now, sources: [] }));

/**
 * Many presences of one person → one, whether they come from several clients, tuples or whole networks. The order of `parts` does not matter;
 * a single part is returned as it is, because frames are encoded once by identity.
 */
export function compose(parts: readonly Presence[], now: Time): Presence {
  if (parts.length === 1 && parts[0]) return parts[0];
  const ordered = parts.toSorted(strongerFirst);
  const [winner] = ordered;
  if (!winner) throw new RangeError("compose needs at least one presence");
  const equals = ordered.filter((part) => part.availability === winner.availability);
  return {
    address: winner.address,
    availability: winner.availability,
    activity: first(equals, (part) => part.activity),
    note: first(ordered, (part) => part.note),
    outOfOffice: first(ordered, (part) => part.outOfOffice),
    place: first(ordered, (part) => part.place),
    since: winner.since,
    // A weaker part may change without anybody seeing it: only the winner and its equals have a say.
    until: earliest(equals.flatMap(({ until }) => (until !== undefined && until > now ? [until] : []))),
    idleSince: winner.idleSince,
    reason: winner.reason,
    sources: [...new Set(ordered.flatMap((part) => part.sources))],
  };
}

/**
 * What a calendar adds: a running meeting turns available and away into busy and explains offline, but never turns offline into online; out of
 * office is orthogonal; while available, the next meeting is the next change. Returns the same object where it adds nothing.
 */
export function applySchedule(presence: Presence, schedule: Schedule, now: Time): Presence {
  const absence = running(schedule, "out-of-office", now);
  return during(absence ? absent(presence, absence) : presence, schedule, now);
}

/** What they said themselves goes before what the calendar knows. */
function absent(presence: Presence, { note, end }: Schedule[number]): Presence {
  const { message = note, until = end } = presence.outOfOffice ?? {};
  if (presence.outOfOffice?.message === message && presence.outOfOffice?.until === until) return presence;
  return { ...presence, outOfOffice: { message, until } };
}

function during(presence: Presence, schedule: Schedule, now: Time): Presence {
  const meeting = running(schedule, "busy", now);
  switch (presence.availability) {
    case "available":
    case "away":
      if (meeting) return { ...presence, availability: "busy", activity: "meeting", since: meeting.start, until: meeting.end };
      return presence.availability === "available" ? untilNextMeeting(presence, schedule, now) : presence;
    case "offline":
      return meeting && !presence.activity ? { ...presence, activity: "meeting", until: meeting.end } : presence;
    default:
      return presence;
  }
}

function untilNextMeeting(presence: Presence, schedule: Schedule, now: Time): Presence {
  const next = schedule.find((slot) => slot.status === "busy" && slot.start > now && slot.end > slot.start);
  if (!next || next.start - now > horizon || (presence.until !== undefined && presence.until <= next.start)) return presence;
  return { ...presence, until: next.start };
}

/** The slot that runs now; those that follow without a gap prolong it. Tentative ones do not count: the person may well not be there. */
function running(schedule: Schedule, status: "busy" | "out-of-office", now: Time) {
  let found: Schedule[number] | undefined;
  for (const slot of schedule) {
    if (slot.status !== status) continue;
    if (!found) found = slot.start <= now && now < slot.end ? slot : undefined;
    else if (slot.start <= found.end && slot.end > found.end) found = { ...found, end: slot.end };
  }
  return found;
}

function strongerFirst(a: Presence, b: Presence): number {
  return (
    strength[b.availability] - strength[a.availability] ||
    (b.since ?? 0) - (a.since ?? 0) ||
    observed(b.sources) - observed(a.sources) ||
    // Whole ties are rare; any order will do as long as it is always the same.
    (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
  );
}

const observed = (sources: readonly Source[]): Time => Math.max(0, ...sources.map((source) => source.observed));

function first<T>(parts: readonly Presence[], pick: (part: Presence) => T | undefined): T | undefined {
  for (const part of parts) {
    const value = pick(part);
    if (value !== undefined) return value;
  }
  return undefined;
}

const earliest = (times: readonly Time[]): Time | undefined => (times.length > 0 ? Math.min(...times) : undefined);
