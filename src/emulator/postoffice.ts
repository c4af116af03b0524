import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { file } from "../gateway/directories/file/index.ts";
import type { Directory } from "../gateway/directory.ts";
import type { EmailAddress, Person } from "../protocol/index.ts";
import { codeOf, DemoError } from "./error.ts";
import type { Item, MailboxData } from "./items.ts";
import { readMail, type Mail } from "./mail.ts";
import { deliver, frequentPeople } from "./mailboxes.ts";
import { aged, sampleAge, sampleDirectory, sampleMail, sampleOwners } from "./samples.ts";

/** Where the mail of a demo comes from, and who its people are. */
export interface PostOffice {
  readonly directories: readonly Directory[];
  /** Whose mailboxes there are. */
  readonly owners: readonly Person[];
  /** Reads the mail again, each time. */
  mailboxes(): Promise<readonly MailboxData[]>;
  /** What the reader should know of the mail and need not act on. */
  readonly notes: readonly string[];
}

/** The mail that comes with Rollcall, as if written just before `now`. */
export async function samplePostOffice(now: number): Promise<PostOffice> {
  const organisation = await file({ path: sampleDirectory });
  const owners = [...(await organisation.find(new Set(sampleOwners))).values()];
  const age = sampleAge(now);
  return {
    directories: [organisation],
    owners,
    async mailboxes() {
      const { items } = await readMail(sampleMail);
      const fresh = items.map((item) => aged(item, age, now));
      return deliver(fresh, owners, organisation);
    },
    notes: [],
  };
}

/** So many of the reader's correspondents get a mailbox, too, so that both ends of a chat can be seen. */
const mostOwners = 4;

/** The reader's own mail from `folder`. Rejects with DemoError where there is none. */
export async function ownPostOffice(folder: string, data: string): Promise<PostOffice> {
  const mail = await readOrRefuse(folder);
  const organisation = await file({ path: sampleDirectory });
  const owners = await ownersOf(mail.items, organisation);
  return {
    directories: [organisation, await directoryOf(owners, data)],
    owners,
    mailboxes: async () => deliver((await readMail(folder)).items, owners, organisation, owners[0]?.address),
    notes: notesOn(mail),
  };
}

async function readOrRefuse(folder: string): Promise<Mail> {
  const mail = await readMail(folder).catch((error: unknown) => {
    const why = { ENOENT: "does not exist", ENOTDIR: "is not a folder", EACCES: "cannot be read: permission denied" }[codeOf(error)];
    throw why ? new DemoError("mail", `The folder ${folder} ${why}.`, { cause: error }) : error;
  });
  if (mail.found === 0) throw new DemoError("mail", `There is no .eml file in the folder ${folder}.`);
  return mail;
}

/** The people of the mail, the reader first; the samples' where it names nobody. */
async function ownersOf(items: readonly Item[], organisation: Directory): Promise<readonly Person[]> {
  const people = frequentPeople(items);
  const known = await organisation.find(new Set([...people.map((person) => person.address), ...sampleOwners]));
  const owners = new Map<EmailAddress, Person>();
  for (const person of people) {
    const owner = known.get(person.address) ?? person; // one person, also under an alias
    if (owner.kind === "person" && owners.size < mostOwners) owners.set(owner.address, owner);
  }
  return owners.size > 0 ? [...owners.values()] : sampleOwners.flatMap((address) => known.get(address) ?? []);
}

/** Only whom a directory knows can be talked to, and the samples' does not know the reader. A file, because that cleans strangers' names. */
async function directoryOf(owners: readonly Person[], folder: string): Promise<Directory> {
  const path = join(folder, "owners.json");
  // Who has a photo is in the samples' directory, and found there.
  await writeFile(path, JSON.stringify({ people: owners.map((owner) => ({ ...owner, photo: undefined })) }));
  return file({ path });
}

function notesOn({ items, found }: Mail): readonly string[] {
  const odd = items.filter((item) => item.problems.length > 0);
  return [
    ...(found > items.length ? [`The latest ${items.length} of ${found} files are shown.`] : []),
    ...odd.slice(0, 5).map((item) => `${item.id}.eml: ${item.problems.join(" ")}`),
    ...(odd.length > 5 ? [`… and ${odd.length - 5} more files that are not quite in order.`] : []),
  ];
}
