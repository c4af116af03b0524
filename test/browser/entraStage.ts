import { EventEmitter, once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { localhostCertificate } from "../../src/emulator/certificates.ts";
import { officeMounts, officeScripts } from "../../src/emulator/officejs.ts";
import { ownPostOffice } from "../../src/emulator/postoffice.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { startGateway } from "../../src/gateway/index.ts";
import { startGraph, type GraphOptions, type GraphStandIn } from "../graph/index.ts";
import { takeSeat, type Seat, type SeatOptions } from "./talk.ts";

/** Outlook around a gateway that signs people in with Entra; Alice's mail to Bob is open. */
export interface EntraStage {
  readonly standIn: GraphStandIn;
  /** Settles when Outlook is asked for a token the next time. */
  asked(): Promise<unknown>;
  seat(options?: SeatOptions): Promise<Seat>;
  close(): Promise<void>;
}

const mail = [
  "From: Alice <alice@example.org>",
  "To: Bob <bob@example.org>",
  "Subject: Budget",
  "Date: Fri, 27 Feb 2026 09:15:00 +0000",
  "Message-ID: <budget@example.org>",
  "",
  "Shall we talk?",
  "",
].join("\r\n");

const people = ["Alice", "Bob"].map((name) => ({ mail: `${name.toLowerCase()}@example.org`, name }));

export async function openEntraStage(browser: Browser, options: GraphOptions = {}): Promise<EntraStage> {
  const data = await mkdtemp(join(tmpdir(), "rollcall-"));
  await mkdir(join(data, "mail"));
  await writeFile(join(data, "mail", "budget.eml"), mail);
  const { directories, mailboxes } = await ownPostOffice(join(data, "mail"), data);
  const standIn = await startGraph({ people }, options);
  standIn.tenant.setPresence("bob@example.org", { availability: "Available", activity: "Available" });
  const { app, tenant, hosts, login } = standIn;
  const certificate = await localhostCertificate();
  const questions = new EventEmitter();
  let origin = "";
  const emulator = await startEmulator({
    port: 0,
    certificate,
    gateway: () => origin,
    mailboxes,
    nested({ mailbox, request, interactive }) {
      questions.emit("question");
      return login.people.nested(mailbox, request, interactive);
    },
  });
  const gateway = await startGateway(
    {
      port: 0,
      tls: { cert: certificate.cert, key: certificate.key },
      signIn: { kind: "microsoft365" },
      microsoft365: { tenant: tenant.id, client: app.id, secret: app.secret, cloud: hosts },
      directories: [{ kind: "microsoft365" }],
      networks: [{ kind: "microsoft365", chat: true }],
      officeJs: [...officeScripts],
      frameAncestors: [emulator.origin],
      grace: 0,
      log: "warn",
    },
    { mounts: officeMounts },
  );
  origin = gateway.origin;
  return {
    standIn,
    asked: () => once(questions, "question"),
    seat: (seat) => takeSeat(`${emulator.origin}/`, "alice", { browser, item: "budget", ...seat }),
    async close() {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await gateway.close();
      await emulator.close();
      await standIn.close();
      for (const directory of directories) await directory.close?.();
      await rm(data, { recursive: true, force: true });
    },
  };
}
