import type { Time } from "../../../protocol/index.ts";
import type { GraphPresence } from "./mapping.ts";

/** What is known of somebody's presence. */
export interface View {
  /** Undefined: not known yet, or Graph knows nobody of that id any more. */
  readonly presence?: GraphPresence;
  readonly gone?: true;
  readonly observed: Time;
  /** When Graph told of it by itself, where that is later than what it was asked for. */
  readonly told?: Time;
}

/** Graph was asked, from `began` to `observed`. */
export function afterPull(before: View | undefined, presence: GraphPresence | undefined, began: Time, observed: Time): View {
  if (!presence) return { gone: true, observed };
  const { presence: known, told } = before ?? {};
  if (!known || !overtaken(presence, known, told, began)) return { presence, observed };
  if (told === undefined) return { presence: known, observed };
  // What was told is later, but says less.
  const { availability, activity, sequenceNumber } = known;
  return { presence: { ...presence, availability, activity, sequenceNumber }, observed, told };
}

/** Graph has told by itself; undefined where something later is known. Documented are availability and activity: all else is as it was. */
export function afterTelling(before: View | undefined, presence: GraphPresence, told: Time): View | undefined {
  const known = before?.presence;
  if (known && isOlder(presence, known)) return undefined;
  const { outOfOfficeSettings, statusMessage, workLocation } = { ...known, ...defined(presence) };
  return { presence: { ...presence, outOfOfficeSettings, statusMessage, workLocation }, observed: told, told };
}

/** Numbers decide where both have one; without, what was told after the question was asked is later than the answer. */
function overtaken(presence: GraphPresence, known: GraphPresence, told: Time | undefined, began: Time): boolean {
  if (presence.sequenceNumber && known.sequenceNumber) return isOlder(presence, known);
  return told !== undefined && told >= began;
}

/** What is absent says nothing; null says that there is none. */
const defined = (presence: GraphPresence): Partial<GraphPresence> =>
  Object.fromEntries(Object.entries(presence).filter(([, value]) => value !== undefined));

const isOlder = ({ sequenceNumber: a }: GraphPresence, { sequenceNumber: b }: GraphPresence): boolean => Boolean(a && b && a < b);
