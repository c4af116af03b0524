import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { startGateway, type Gateway } from "../gateway/index.ts";
import { localhostCertificate } from "./certificates.ts";
import { bringColleagues } from "./colleagues.ts";
import { codeOf, DemoError } from "./error.ts";
import { startStandIn } from "./microsoft365.ts";
import { officeMounts, officeScripts } from "./officejs.ts";
import { ownPostOffice, samplePostOffice } from "./postoffice.ts";
import { sampleAge, writeCalendars } from "./samples.ts";
import { startEmulator } from "./server.ts";

export type DemoNetwork = "local" | "microsoft365-demo";

export interface DemoOptions {
  /** The gateway's; the mail client has the next one. 0: any two that are free. */
  readonly port?: number;
  /** A folder of the reader's own `.eml` files, instead of the samples. */
  readonly mail?: string;
  /** Where chats and calendars are kept. */
  readonly data?: string;
  /** Where the certificate for https://localhost is kept. */
  readonly certificates?: string;
  /** Where presence comes from: the built-in network alone, or a stand-in for Microsoft 365 beside it. */
  readonly network?: DemoNetwork;
  /** False: nobody but those who open a mailbox is there. */
  readonly colleagues?: boolean;
}

export interface Demo {
  /** The mail client's address. */
  readonly url: string;
  readonly gateway: Gateway;
  /** What the reader should know of the mail and need not act on. */
  readonly notes: readonly string[];
  /** What the pane of that mailbox's owner says hello with. */
  token(address: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts a gateway with the built-in network, and a mail client around its pane. Rejects with DemoError or StartError. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { port = 3000, data = join(homedir(), ".rollcall", "demo") } = options;
  const now = Date.now();
  const running: { close?(): unknown }[] = [];
  const close = async () => {
    for (const each of running.splice(0).toReversed()) await each.close?.();
  };
  try {
    await keepIn(data);
    const { directories, owners, mailboxes, notes } = await (options.mail === undefined
      ? samplePostOffice(now)
      : ownPostOffice(options.mail, data));
    running.push(...directories);
    const certificate = await localhostCertificate(options.certificates);

    let gateway: Gateway | undefined;
    const calendars = await writeCalendars(join(data, "calendars"), sampleAge(now));
    const standIn =
      options.network === "microsoft365-demo"
        ? await startStandIn({ calendars, more: owners, now, authority: certificate.authority })
        : undefined;
    if (standIn) running.push(standIn);
    const emulator = await startEmulator({
      port: port && port + 1,
      certificate,
      gateway: () => gateway?.origin ?? "",
      mailboxes,
      nested: standIn?.nested,
    });
    running.push(emulator);
    const token = standIn ? standIn.token : async (address: string) => `loopback:${address}`;
    const local = { kind: "local" as const, store: join(data, "rollcall.sqlite") };
    gateway = await startGateway(
      {
        port,
        tls: { cert: certificate.cert, key: certificate.key },
        ...(standIn
          ? {
              signIn: { kind: "microsoft365" },
              microsoft365: standIn.microsoft365,
              directories: [{ kind: "microsoft365" }],
              networks: [{ kind: "microsoft365", chat: true, meetings: true }, local],
            }
          : { signIn: "loopback", networks: [{ ...local, calendars }] }),
        officeJs: [...officeScripts],
        frameAncestors: [emulator.origin],
        log: "warn",
      },
      { mounts: officeMounts, directories: standIn ? [] : directories },
    );
    running.push(gateway);
    if (options.colleagues !== false) running.push(bringColleagues({ gateway: gateway.origin, authority: certificate.authority, token }));
    return { url: `${emulator.origin}/`, gateway, notes, token, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Readable by this user alone: it holds their chats. */
async function keepIn(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new DemoError("data", `The demo cannot keep its data in ${folder} (${codeOf(error)}).`, { cause: error });
  });
}
