import { mkdir, readFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { file } from "../gateway/directories/file/index.ts";
import { startGateway, type Gateway } from "../gateway/index.ts";
import type { Person } from "../protocol/index.ts";
import { localhostCertificate } from "./certificates.ts";
import { bringColleagues } from "./colleagues.ts";
import { DemoError, codeOf } from "./error.ts";
import type { MailboxData } from "./items.ts";
import { readMail, type Mail } from "./mail.ts";
import { deliver, frequentPeople } from "./mailboxes.ts";
import { officeMounts, officeScripts } from "./officejs.ts";
import { aged, sampleAge, sampleDirectory, sampleMail, sampleOwners, writeCalendars } from "./samples.ts";
import { startEmulator } from "./server.ts";

export interface DemoOptions {
  /** The gateway's; the mail client has the next one. 0: any two that are free. */
  readonly port?: number;
  /** A folder of the reader's own `.eml` files, instead of the samples. */
  readonly mail?: string;
  /** Where chats, calendars and the directory are kept. */
  readonly data?: string;
  /** Where the certificate for https://localhost is kept. */
  readonly certificates?: string;
  /** False: nobody but those who open a mailbox is there. */
  readonly colleagues?: boolean;
}

export interface Demo {
  /** The mail client's address. */
  readonly url: string;
  readonly gateway: Gateway;
  /** What the reader should know and needs not act on: a file that could not be read, say. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/** So many of the reader's correspondents get a mailbox, too, so that both ends of a chat can be seen. */
const mostOwners = 4;

/** Starts a gateway with the built-in network, and a mail client around its pane. Rejects with DemoError or StartError. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { port = 3000, data = join(homedir(), ".rollcall", "demo"), colleagues = true } = options;
  const started = Date.now();
  const age = sampleAge(started);
  const mail = await readOrRefuse(options.mail ?? sampleMail);
  const running: { close(): unknown }[] = [];
  const close = async () => {
    for (const each of running.splice(0).toReversed()) await each.close();
  };
  try {
    await keepIn(data);
    const own = options.mail === undefined ? [] : frequentPeople(mail.items, mostOwners);
    const directory = await file({ path: await writeDirectory(data, own) });
    running.push({ close: () => directory.close?.() });
    const owners = own.length > 0 ? own : [...(await directory.find(new Set(sampleOwners))).values()];
    const calendars = await writeCalendars(join(data, "calendars"), age);
    const certificate = await localhostCertificate(options.certificates);

    async function mailboxes(): Promise<readonly MailboxData[]> {
      const { items } = await readMail(options.mail ?? sampleMail);
      if (options.mail !== undefined) return deliver(items, owners, directory, owners[0]?.address);
      return deliver(
        items.map((item) => aged(item, age, started)),
        owners,
        directory,
      );
    }

    let gateway: Gateway | undefined;
    const emulator = await startEmulator({ port: port && port + 1, certificate, gateway: () => gateway?.origin ?? "", mailboxes });
    running.push(emulator);
    gateway = await startGateway(
      {
        port,
        tls: { cert: certificate.cert, key: certificate.key },
        signIn: "loopback",
        networks: [{ kind: "local", store: join(data, "rollcall.sqlite"), calendars }],
        officeJs: [...officeScripts],
        frameAncestors: [emulator.origin],
        log: "warn",
      },
      { mounts: officeMounts, directories: [directory] },
    );
    running.push(gateway);
    if (colleagues) running.push(bringColleagues({ gateway: gateway.origin, authority: certificate.authority }));
    return { url: `${emulator.origin}/`, gateway, notes: notesOn(mail, options.mail), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readOrRefuse(folder: string): Promise<Mail> {
  const mail = await readMail(folder).catch((error: unknown) => {
    const why = { ENOENT: "does not exist", ENOTDIR: "is not a folder", EACCES: "cannot be read: permission denied" }[codeOf(error)];
    throw why ? new DemoError("mail", `The folder ${folder} ${why}.`, { cause: error }) : error;
  });
  if (mail.found === 0) throw new DemoError("mail", `There is no .eml file in the folder ${folder}.`);
  return mail;
}

async function keepIn(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new DemoError("data", `The demo cannot keep its data in ${folder} (${codeOf(error)}).`, { cause: error });
  });
}

/** The samples' organisation, with those whom the reader's own mail makes mailboxes for: only whom the directory knows can be talked to. */
async function writeDirectory(folder: string, own: readonly Person[]): Promise<string> {
  if (own.length === 0) return sampleDirectory;
  // Our own file; the directory checks what is written here.
  const { people, lists } = JSON.parse(await readFile(sampleDirectory, "utf8")) as { people: readonly Person[]; lists: readonly object[] };
  const known = new Set(people.flatMap((person) => [person.address, ...(person.aliases ?? [])]));
  const path = join(folder, "directory.json");
  await writeFile(path, JSON.stringify({ people: [...people, ...own.filter((person) => !known.has(person.address))], lists }));
  return path;
}

function notesOn(mail: Mail, folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  const unreadable = mail.items.filter((item) => item.problems.length > 0);
  return [
    ...(mail.found > mail.items.length ? [`The latest ${mail.items.length} of ${mail.found} files are shown.`] : []),
    ...unreadable.slice(0, 5).map((item) => `${item.id}.eml: ${item.problems.join(" ")}`),
    ...(unreadable.length > 5 ? [`… and ${unreadable.length - 5} more files that are not quite in order.`] : []),
  ];
}
