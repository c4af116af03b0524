import type { EmailAddress, OutOfOffice, Presence, Reason, Time } from "../../../protocol/index.ts";
import { applySchedule, type Schedule } from "../../compose.ts";
import type { Absence } from "./absence.ts";
import { mapPresence } from "./mapping.ts";
import type { Failing, View } from "./pull.ts";

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

/** Undefined while nothing is known yet. `before` is what was told last: only whoever saw a change knows when it was. */
export function describe(known: Known, before: Presence | undefined, trust: Trust, now: Time): Described | undefined {
  const { address, reason, view, failing } = known;
  if (reason) return forLong(unknown(address, reason));
  if (view?.gone) return forLong(unknown(address, { code: "not-in-directory", network }));
  if (!view?.presence) return failing && forLong(unknown(address, whyNot(failing)));
  const age = now - view.observed;
  if (age >= trust.atAll) return forLong(unknown(address, whyNot({ since: view.observed, error: failing?.error })));
  return fromTeams(known, view, before, trust, now);
}

function fromTeams(
  { address, schedule, absence }: Known,
  view: View,
  before: Presence | undefined,
  trust: Trust,
  now: Time,
): Described | undefined {
  if (!view.presence) return undefined;
  const { noteUntil = Infinity, note, outOfOffice = absent(absence, now), availability, activity } = mapPresence(view.presence);
  const stale = now - view.observed >= trust.fresh;
  const since = sinceOf(before, availability, now);
  const plain: Presence = {
    address,
    availability,
    ...(activity && { activity }),
    ...(note !== undefined && noteUntil > now && { note }),
    ...(outOfOffice && { outOfOffice }),
    ...(since !== undefined && { since }),
    // Teams does not say whether it may not tell, or has nothing to tell.
    ...(availability === "unknown" && { reason: { code: "not-shared", network } }),
    sources: [{ network, availability, ...(activity && { activity }), observed: view.observed, ...(stale && { stale }) }],
  };
  const presence = schedule ? applySchedule(plain, schedule, now) : plain;
  const trusted = view.observed + (stale ? trust.atAll : trust.fresh);
  const changes = [
    trusted,
    noteUntil,
    absence?.from ?? 0,
    absence?.until ?? 0,
    ...(schedule ?? []).flatMap(({ start, end }) => [start, end]),
  ].filter((time) => time > now);
  return { presence, until: Math.min(...changes), ...(availability === "unknown" && { withoutTeams: true as const }) };
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

const forLong = (presence: Presence): Described => ({ presence, until: Infinity });

const unknown = (address: EmailAddress, reason: Reason): Presence => ({ address, availability: "unknown", reason, sources: [] });
