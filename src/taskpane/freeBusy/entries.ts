import type { EmailAddress, FreeBusy, Person } from "../../protocol/index.ts";
import type { Row } from "../people/rows.ts";
import type { Known } from "./gap.ts";

/** Somebody, or a list, whose time is looked for; the reader is the first. */
export interface Entry {
  readonly key: string;
  readonly name: string;
  readonly address?: EmailAddress;
  readonly person?: Person;
  readonly you: boolean;
  /** Need not be there: on Cc, or an optional attendee. */
  readonly optional: boolean;
  /** A list that is not open: nobody in it is asked for. */
  readonly list: boolean;
}

/** Everyone on the item as its list shows them, and the reader. Rooms do not talk. */
export function entriesOf(rows: readonly Row[], me: Person): readonly Entry[] {
  const entries: Entry[] = [];
  let optional = false;
  for (const row of rows) {
    if (row.kind === "group") optional = row.role === "cc" || row.role === "optional";
    else if (row.kind === "list") {
      if (!row.opened?.open) entries.push({ ...named(row), optional, you: false, list: true });
    } else if (!row.you && row.person?.kind !== "room") {
      entries.push({ ...named(row), person: row.person, optional, you: false, list: false });
    }
  }
  const reader = { key: "you", name: me.name || me.address, address: me.address, person: me, you: true, optional: false, list: false };
  return [reader, ...entries];
}

const named = ({ key, name, address }: Exclude<Row, { kind: "group" }>) => ({ key, name, address });

/** Whom there is something to ask about. */
export function addressesOf(entries: readonly Entry[]): readonly EmailAddress[] {
  return entries.flatMap(({ address, list }) => (address && !list ? address : []));
}

/** Those whose calendar is known, and those of whom nothing is: a person who is not asked for is never taken to be free. */
export function sortOut(
  entries: readonly Entry[],
  answers: ReadonlyMap<EmailAddress, FreeBusy>,
): { readonly known: readonly Known[]; readonly unknown: readonly Entry[] } {
  const known: Known[] = [];
  const unknown: Entry[] = [];
  for (const entry of entries) {
    const answer = entry.address && answers.get(entry.address);
    if (answer && "slots" in answer && !entry.list) known.push(answer);
    else unknown.push(entry);
  }
  return { known, unknown };
}
