import type { EmailAddress, Person, Presence } from "../../protocol/index.ts";
import type { Row } from "./rows.ts";

/** The answer to the reader's question. */
export interface Summary {
  /** Those who can talk now, by name, in the order of the rows. */
  readonly names: readonly string[];
  /** Everyone who was looked at: persons on the item, the reader left out, lists only as far as they are open. */
  readonly people: number;
  /** Of whom nothing has been heard yet. */
  readonly pending: number;
}

/** Available and not out of office: whoever would expect to be spoken to. */
export function canTalk(presence: Presence | undefined): boolean {
  return presence?.availability === "available" && !presence.outOfOffice;
}

export function summarise(rows: readonly Row[], presence: ReadonlyMap<string, Presence>): Summary {
  const names: string[] = [];
  let people = 0;
  let pending = 0;
  for (const row of rows) {
    if (row.kind !== "person" || row.you || row.person?.kind === "room") continue;
    const known = row.address && presence.get(row.address);
    people += 1;
    if (row.address && (!known || known.reason?.code === "pending")) pending += 1;
    if (known && canTalk(known)) names.push(row.name);
  }
  return { names, people, pending };
}

const unreachable = new Set(["not-in-directory", "external", "no-network"]);

/** Somebody that some network of ours can carry a chat or a call to. */
export function canBeReached(person: Person | undefined, presence: Presence | undefined): boolean {
  return person?.kind === "person" && !person.external && !unreachable.has(presence?.reason?.code ?? "");
}

/** Everybody among these rows, opened lists included, whom a chat or a call can be carried to. */
export function reachable(rows: readonly Row[], presence: ReadonlyMap<string, Presence>): readonly EmailAddress[] {
  return rows.flatMap((row) =>
    row.kind === "person" && !row.you && row.address && canBeReached(row.person, presence.get(row.address)) ? row.address : [],
  );
}

/** A phone that would ring on nobody's desk is not worth ringing. */
export function canBeCalled(person: Person | undefined, presence: Presence | undefined): boolean {
  return (
    canBeReached(person, presence) && presence !== undefined && presence.availability !== "offline" && presence.availability !== "unknown"
  );
}
