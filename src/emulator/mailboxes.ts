import type { Directory } from "../gateway/directory.ts";
import { parseAddress, type EmailAddress, type Person } from "../protocol/index.ts";
import type { Folder, Item, MailboxData, Recipient } from "./items.ts";

/**
 * Each owner's mailbox, filled as a mail server would deliver: one copy to everybody it is from, to, or in a list of.
 * `reader` gets a copy of everything: whose mail a folder holds, no mail server says any more.
 */
export async function deliver(
  items: readonly Item[],
  owners: readonly Person[],
  directory: Directory,
  reader?: EmailAddress,
): Promise<readonly MailboxData[]> {
  const known = new Map([
    ...owners.map((owner) => [owner.address, owner] as const),
    ...(await directory.find(new Set(items.flatMap(addressesOf)))),
  ]);
  const lists = await membersOf(known, directory);
  const classified = items.map((item) => classify(item, known));
  return owners.map((owner) => {
    const folders = foldersOf(classified, owner.address, namesOf(owner, lists), owner.address === reader);
    return { address: owner.address, name: owner.name ?? owner.address, folders };
  });
}

/** The people whom most of these items went to, or came from; the first one is most likely the reader. */
export function frequentPeople(items: readonly Item[]): readonly Person[] {
  const people = new Map<EmailAddress, Person>();
  const counts = new Map<EmailAddress, number>();
  for (const item of items) {
    const copyOf = { address: item.deliveredTo ?? "", name: "" };
    for (const recipient of [...item.to, ...item.cc, item.from, copyOf]) {
      const address = parseAddress(recipient?.address ?? "");
      if (!address) continue;
      counts.set(address, (counts.get(address) ?? 0) + 1);
      if (people.get(address)?.name) continue;
      const name = recipient?.name === recipient?.address ? undefined : recipient?.name;
      people.set(address, { address, kind: "person", ...(name && { name }) });
    }
  }
  const count = (person: Person) => counts.get(person.address) ?? 0;
  return [...people.values()].toSorted((a, b) => count(b) - count(a));
}

const recipientsOf = (item: Item) => [...item.to, ...item.cc, ...item.bcc, ...(item.resources ?? [])];

function addressesOf(item: Item): readonly EmailAddress[] {
  const everyone = [item.from, item.sender, ...recipientsOf(item)];
  return everyone.flatMap((recipient) => parseAddress(recipient?.address ?? "") ?? []);
}

async function membersOf(
  known: ReadonlyMap<EmailAddress, Person>,
  directory: Directory,
): Promise<ReadonlyMap<EmailAddress, ReadonlySet<EmailAddress>>> {
  const lists = [...known].filter(([, person]) => person.kind === "list");
  const members = lists.map(async ([address, list]) => {
    const people = await directory.members(list.address);
    return [address, new Set(people.map((person) => person.address))] as const;
  });
  return new Map(await Promise.all(members));
}

/** All the addresses by which mail reaches the owner: their own, and their lists'. */
function namesOf(owner: Person, lists: ReadonlyMap<EmailAddress, ReadonlySet<EmailAddress>>): ReadonlySet<string> {
  const joined = [...lists].filter(([, members]) => members.has(owner.address)).map(([list]) => list);
  return new Set([owner.address, ...(owner.aliases ?? []), ...joined]);
}

function foldersOf(items: readonly Item[], address: EmailAddress, mine: ReadonlySet<string>, everything: boolean): readonly Folder[] {
  const isMine = (recipient: Recipient | undefined) => mine.has(parseAddress(recipient?.address ?? "") ?? "");
  const sent = (item: Item) => isMine(item.from) || isMine(item.sender);
  const received = (item: Item) =>
    recipientsOf(item).some(isMine) || mine.has(parseAddress(item.deliveredTo ?? "") ?? "") || (everything && !sent(item));
  const copies = (keep: (item: Item) => boolean) => items.filter(keep).map((item) => ({ ...item, id: `${address}/${item.id}` }));
  const meetings = copies((item) => item.kind !== "message" && (sent(item) || received(item)));
  return [
    // Only the sender's copy says whom a mail went to in secret.
    { name: "Inbox", items: copies((item) => isMail(item) && received(item) && !item.unsent).map((item) => ({ ...item, bcc: [] })) },
    { name: "Drafts", items: copies((item) => isMail(item) && sent(item) && item.unsent === true) },
    { name: "Sent", items: copies((item) => isMail(item) && sent(item) && !item.unsent) },
    { name: "Calendar", items: meetings.map(asAppointment).toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0)) },
  ];
}

/** An invitation stands in the calendar too, as an item of its own. */
function asAppointment(item: Item): Item {
  return item.kind === "appointment" ? item : { ...item, id: `${item.id}/event`, kind: "appointment" };
}

/** Exchange's view of who a recipient is; whoever has the organisation's domain but no entry is "other". */
function classify(item: Item, known: ReadonlyMap<EmailAddress, Person>): Item {
  const domains = new Set([...known.values()].map((person) => domainOf(person.address)));
  const typed = (recipient: Recipient): Recipient => {
    const address = parseAddress(recipient.address);
    const person = address && known.get(address);
    const unknown = address && !domains.has(domainOf(address)) ? 3 : 0;
    return { ...recipient, recipientType: person ? (person.kind === "list" ? 1 : 2) : unknown };
  };
  const each = (recipients: readonly Recipient[]) => recipients.map(typed);
  return {
    ...item,
    from: item.from && typed(item.from),
    sender: item.sender && typed(item.sender),
    to: each(item.to),
    cc: each(item.cc),
    bcc: each(item.bcc),
    resources: item.resources && each(item.resources),
  };
}

const isMail = (item: Item) => item.kind !== "appointment";
const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1);
