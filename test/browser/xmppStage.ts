import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { localhostCertificate } from "../../src/emulator/certificates.ts";
import { officeMounts, officeScripts } from "../../src/emulator/officejs.ts";
import { ownPostOffice } from "../../src/emulator/postoffice.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { startGateway } from "../../src/gateway/index.ts";
import type { XmppServer } from "../servers/server.ts";
import { takeSeat, type Seat, type SeatOptions } from "./talk.ts";

/** Outlook around a gateway that has an XMPP server for its network; Alice's mail to Bob is open, and one to Bob and Carol is there. */
export interface XmppStage {
  seat(mailbox: "alice" | "bob", options?: SeatOptions): Promise<Seat>;
  close(): Promise<void>;
}

const mail = (subject: string, to: string): string =>
  [
    "From: Alice <alice@example.org>",
    `To: ${to}`,
    `Subject: ${subject}`,
    "Date: Fri, 27 Feb 2026 09:15:00 +0000",
    `Message-ID: <${subject}@example.org>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Shall we talk?",
    "",
  ].join("\r\n");

export async function openXmppStage(browser: Browser, { domain, muc, ws, secret, folder }: XmppServer): Promise<XmppStage> {
  const data = await mkdtemp(join(tmpdir(), "rollcall-"));
  await mkdir(join(data, "mail"));
  await writeFile(join(data, "mail", "budget.eml"), mail("Budget", "Bob <bob@example.org>"));
  await writeFile(join(data, "mail", "lunch.eml"), mail("Lunch", "Bob <bob@example.org>, Carol <carol@example.org>"));
  const key = join(folder, "key");
  await writeFile(key, secret);
  const { directories, mailboxes } = await ownPostOffice(join(data, "mail"), data);
  const certificate = await localhostCertificate();
  let origin = "";
  const emulator = await startEmulator({ port: 0, certificate, gateway: () => origin, mailboxes });
  const gateway = await startGateway(
    {
      port: 0,
      tls: { cert: certificate.cert, key: certificate.key },
      networks: [{ kind: "xmpp", domain, rooms: muc, services: [ws], credentials: { kind: "jwt", key } }],
      officeJs: [...officeScripts],
      frameAncestors: [emulator.origin],
      retry: { first: 100, longest: 1000 },
      log: "warn",
    },
    { mounts: officeMounts, directories },
  );
  origin = gateway.origin;
  return {
    seat: (mailbox, options) => takeSeat(`${emulator.origin}/`, mailbox, { browser, item: "budget", ...options }),
    async close() {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await gateway.close();
      await emulator.close();
      for (const directory of directories) await directory.close?.();
      await rm(data, { recursive: true, force: true });
    },
  };
}
