import type { EmailAddress, OutOfOffice, Presence, Reason, Time } from "../../../protocol/index.ts";
import { applySchedule, unknown, type Schedule } from "../../compose.ts";
import type { Absence } from "./absence.ts";
import { mapPresence, type TeamsView } from "./mapping.ts";
import type { Failing } from "./pull.ts";
import type { View } from "./view.ts";

export const network = "microsoft365";

/** Everything that one person's presence is made of. */
export interface Known {
  readonly address: EmailAddress;
  /** Why Graph cannot be asked for them. */
  readonly reason?: Reason;
  readonly view?: View;
  readonly schedule?: Schedule;
  /** By Outlook's word; Teams' own goes before it. */
  readonly absence?: Absence;
  readonly failing?: Failing;
}

/** How many milliseconds Graph's word counts without being confirmed: as fresh, and at all. */
export interface Trust {
  readonly fresh: number;
  readonly atAll: number;
}

/** Presence, and until when it stays so by itself. */
export interface Described {
  readonly presence: Presence;
  readonly until: Time;
  /** Teams tells nothing of them: what Outlook knows is all there is. */
  readonly withoutTeams?: true;
}

/** What Teams tells now, with the moment until which that is to be believed, or why it tells nothing. */
type Word =
  { readonly view: TeamsView; readonly observed: Time; readonly stale: boolean; readonly until: Time } | { readonly reason: Reason };

/** Undefined while nothing is known yet. `before` is what was told last: only whoever saw a change knows when it was. */
export function describe(known: Known, before: Presence | undefined, trust: Trust, now: Time): Described | undefined {
  const { address, reason, view, schedule = [], absence } = known;
  if (reason) return { presence: unknown(address, reason), until: Infinity };
  if (view?.gone) return { presence: unknown(address, { code: "not-in-directory", network }), until: Infinity };
  const word = wordOf(known, trust, now);
  if (!word) return undefined;
  const plain = "view" in word ? fromTeams(address, word, before, now) : unknown(address, word.reason);
  const outOfOffice = plain.outOfOffice ?? absent(absence, now);
  const presence = applySchedule(outOfOffice ? { ...plain, outOfOffice } : plain, schedule, now);
  const own = "view" in word ? [word.until, word.view.noteUntil ?? Infinity] : [];
  const others = [absence?.from ?? 0, absence?.until ?? 0, ...schedule.flatMap(({ start, end }) => [start, end])];
  const until = Math.min(...[...own, ...others].filter((time) => time > now));
  return { presence, until, ...(plain.availability === "unknown" && { withoutTeams: true as const }) };
}

function wordOf({ view, failing }: Known, trust: Trust, now: Time): Word | undefined {
  if (!view?.presence) return failing && { reason: whyNot(failing) };
  const { presence, observed } = view;
  if (now - observed >= trust.atAll) return { reason: whyNot({ since: observed, error: failing?.error }) };
  const stale = now - observed >= trust.fresh;
  return { view: mapPresence(presence), observed, stale, until: observed + (stale ? trust.atAll : trust.fresh) };
}

function fromTeams(
  address: EmailAddress,
  { view, observed, stale }: Extract<Word, { observed: Time }>,
  before: Presence | undefined,
  now: Time,
): Presence {
  const { availability, activity, note, noteUntil = Infinity, outOfOffice, place } = view;
  const since = sinceOf(before, availability, now);
  return {
    address,
    availability,
    ...(activity && { activity }),
    ...(note !== undefined && noteUntil > now && { note }),
    ...(outOfOffice && { outOfOffice }),
    ...(place && { place }),
    ...(since !== undefined && { since }),
    // Teams does not say whether it may not tell, or has nothing to tell.
    ...(availability === "unknown" && { reason: { code: "not-shared", network } }),
    sources: [{ network, availability, ...(activity && { activity }), observed, ...(stale && { stale }) }],
  };
}

const absent = ({ message, from = 0, until = Infinity }: Absence = {}, now: Time): OutOfOffice | undefined =>
  message !== undefined && from <= now && now < until ? { message, ...(until !== Infinity && { until }) } : undefined;

/** What Teams itself said last is in the source; a meeting may have changed the rest. */
function sinceOf(before: Presence | undefined, availability: Presence["availability"], now: Time): Time | undefined {
  const [source] = before?.sources ?? [];
  if (!source || source.availability === "unknown") return undefined;
  if (source.availability !== availability) return now;
  return before?.availability === availability ? before.since : undefined;
}

const whyNot = ({ error, since }: Partial<Failing>): Reason =>
  error?.code === "forbidden" ? { code: "not-shared", network } : { code: "unreachable", network, since };
