import type { EmailAddress, Person, Photo } from "../../../protocol/index.ts";
import type { Entry, Located, Mistake } from "./entry.ts";

/** The people and lists of a file, by address. */
export interface Book {
  /** By primary address or alias. */
  find(address: EmailAddress): Person | undefined;
  /** Nested lists opened, each person once; undefined where it is no list. */
  members(list: EmailAddress): readonly Person[] | undefined;
  /** The JID that the file gives to somebody, and whose it is. */
  jid(person: EmailAddress): string | undefined;
  owner(jid: string): EmailAddress | undefined;
  photo(person: EmailAddress): Photo | undefined;
}

/** Refuses a file in which one address belongs to two. */
export function book(entries: readonly Located[]): Book | { readonly mistakes: readonly Mistake[] } {
  const byAddress = new Map<EmailAddress, Located>();
  const byJid = new Map<string, Located>();
  const mistakes: Mistake[] = [];
  for (const located of entries) {
    const { address, aliases = [] } = located.entry;
    for (const name of new Set([address, ...aliases])) {
      const other = byAddress.get(name);
      if (other) mistakes.push({ where: located.where, what: `${name} is taken by ${other.where}` });
      else byAddress.set(name, located);
    }
    const jid = jidOf(located);
    if (jid === undefined) continue;
    const other = byJid.get(jid);
    if (other) mistakes.push({ where: located.where, what: `${jid} is taken by ${other.where}` });
    else byJid.set(jid, located);
  }
  if (mistakes.length > 0) return { mistakes };

  const people = new Map<EmailAddress, Person>();
  const lists = new Map<EmailAddress, readonly Person[]>();
  for (const { entry } of entries) {
    if (entry.kind === "list") continue;
    const { photo, ...rest } = entry;
    people.set(entry.address, clean({ ...rest, ...(photo && { photo: true }) }));
  }
  for (const { entry } of entries) {
    if (entry.kind !== "list") continue;
    const members = [...open(entry.address)].map((address) => people.get(address) ?? { address, kind: "person" as const });
    lists.set(entry.address, members);
    const { members: _, ...rest } = entry;
    people.set(entry.address, clean({ ...rest, size: members.length }));
  }

  /** Lists may hold each other, so a list is opened once. */
  function open(list: EmailAddress, opened = new Set<EmailAddress>(), found = new Set<EmailAddress>()): ReadonlySet<EmailAddress> {
    opened.add(list);
    for (const member of membersOf(list) ?? []) {
      const address = byAddress.get(member)?.entry.address ?? member;
      if (!membersOf(address)) found.add(address);
      else if (!opened.has(address)) open(address, opened, found);
    }
    return found;
  }

  function membersOf(address: EmailAddress): readonly EmailAddress[] | undefined {
    const entry = byAddress.get(address)?.entry;
    return entry?.kind === "list" ? entry.members : undefined;
  }

  const primary = (address: EmailAddress) => byAddress.get(address)?.entry.address ?? address;
  return {
    find: (address) => people.get(primary(address)),
    members: (list) => lists.get(primary(list)),
    jid: (person) => jidOf(byAddress.get(person)),
    owner: (jid) => byJid.get(jid)?.entry.address,
    photo: (person) => photoIn(byAddress.get(person)?.entry),
  };
}

const jidOf = (located: Located | undefined): string | undefined => (located?.entry.kind === "list" ? undefined : located?.entry.jid);

const photoIn = (entry: Entry | undefined): Photo | undefined => (entry?.kind === "list" ? undefined : entry?.photo);

/** Without what the file leaves empty. */
function clean(person: Person): Person {
  const { name, title, department, aliases, phones, timeZone, size, photo } = person;
  return {
    address: person.address,
    kind: person.kind,
    ...(name && { name }),
    ...(title && { title }),
    ...(department && { department }),
    ...(aliases?.length && { aliases }),
    ...(phones?.length && { phones }),
    ...(timeZone && { timeZone }),
    ...(size !== undefined && { size }),
    ...(photo && { photo }),
  };
}
