import type { EmailAddress, Person } from "../../protocol/index.ts";
import type { Addressee, OpenItem, Role } from "../item.ts";
import type { OpenedList, People } from "./state.ts";

interface Common {
  readonly key: string;
  /** Among the rows that are somebody, from 1; groups have none. */
  readonly position: number;
}

/** The heading over everyone with one role. */
export interface GroupRow extends Common {
  readonly kind: "group";
  readonly role: Role;
  readonly count: number;
}

export interface PersonRow extends Common {
  readonly kind: "person";
  readonly name: string;
  /** The primary address where the directory has told it; absent where the item carries no address. */
  readonly address?: EmailAddress;
  /** The alias by which the item names them, where it is not the primary address. */
  readonly matched?: EmailAddress;
  readonly person?: Person;
  readonly you: boolean;
  /** 1 on the item itself, 2 in a list on it, and so on. */
  readonly level: number;
}

export interface ListRow extends Common {
  readonly kind: "list";
  readonly name: string;
  readonly address: EmailAddress;
  readonly size?: number;
  readonly opened?: OpenedList;
  /** Members who have a row of their own elsewhere. */
  readonly elsewhere: number;
  readonly level: number;
}

export type Row = GroupRow | PersonRow | ListRow;

const order: readonly Role[] = ["from", "organizer", "to", "required", "cc", "optional"];

/**
 * The rows of an item, in an order that presence never changes. Each person has one row, however often and under however many
 * aliases they appear: the first role wins, and a role on the item wins over being in a list.
 */
export function toRows(item: OpenItem, known: Pick<People, "found" | "lists">, me: EmailAddress): readonly Row[] {
  const rows: Row[] = [];
  const taken = new Set<string>();
  let position = 0;

  const groups = order.map((role) => ({ role, members: item.addressees.filter((one) => one.role === role && take(one)) }));
  for (const { role, members } of groups) {
    if (members.length === 0) continue;
    rows.push({ kind: "group", key: role, position: 0, role, count: members.length });
    for (const addressee of members) addAddressee(addressee);
  }
  return rows;

  /** True the first time that somebody appears. */
  function take(addressee: { readonly address?: EmailAddress; readonly name: string }): boolean {
    const key = keyOf(addressee);
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  }

  function keyOf({ address, name }: { readonly address?: EmailAddress; readonly name: string }): string {
    return address ? (known.found.get(address)?.address ?? address) : `name:${name}`;
  }

  function addAddressee(addressee: Addressee): void {
    const { address, name } = addressee;
    const person = address && known.found.get(address);
    if (address && (person ? person.kind === "list" : addressee.list)) addList(person?.address ?? address, name, person, 1);
    else addPerson(person?.address ?? address, name, person, 1, address);
  }

  function addPerson(address: EmailAddress | undefined, name: string, person: Person | undefined, level: number, asked = address): void {
    rows.push({
      kind: "person",
      key: keyOf({ address, name }),
      position: ++position,
      name: person?.name || name || address || "",
      address,
      matched: asked === address ? undefined : asked,
      person,
      you: address === me,
      level,
    });
  }

  function addList(address: EmailAddress, name: string, person: Person | undefined, level: number): void {
    const opened = known.lists.get(address);
    const members = opened?.open ? opened.members.filter((member) => take({ ...member, name: "" })) : [];
    rows.push({
      kind: "list",
      key: address,
      position: ++position,
      name: person?.name || name || address,
      address,
      size: opened?.state === "loaded" ? opened.members.length : person?.size,
      opened,
      elsewhere: opened?.open ? opened.members.length - members.length : 0,
      level,
    });
    for (const member of members) {
      if (member.kind === "list") addList(member.address, member.name ?? "", member, level + 1);
      else addPerson(member.address, member.name ?? "", member, level + 1);
    }
  }
}

/** All that must be watched for these rows: the addresses as the item names them, and the members of opened lists. */
export function addressesOf(item: OpenItem | null | undefined, lists: People["lists"]): readonly EmailAddress[] {
  const named = item?.addressees.flatMap(({ address }) => address ?? []) ?? [];
  const members = [...lists.values()].flatMap((list) => (list.open ? list.members.map(({ address }) => address) : []));
  return [...named, ...members];
}
