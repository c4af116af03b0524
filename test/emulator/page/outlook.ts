/// <reference types="office-js" />
import { readFile, mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import files from "@fastify/static";
import fastify from "fastify";
import type { Frame, Page } from "playwright-core";
import { localhostCertificate } from "../../../src/emulator/certificates.ts";
import type { MailboxData } from "../../../src/emulator/items.ts";
import { officeMounts } from "../../../src/emulator/officejs.ts";
import { startEmulator } from "../../../src/emulator/server.ts";
import { launch } from "../../browser/chromium.ts";

declare global {
  // What addin.js puts into its pages, and so into the functions that a test runs there.
  var heard: readonly { readonly type: string; readonly [field: string]: unknown }[];
  function ask(target: object, method: string, ...args: unknown[]): Promise<{ readonly value?: unknown; readonly code?: number }>;
  function openDialog(options: Office.DialogOptions): Promise<void>;
  var dialog: Office.Dialog;
  function listen(target: object, event: string): Promise<{ readonly code?: number }>;
}

/** The emulator with a small add-in, and a browser in front of it. */
export interface Outlook {
  /** The mail client in a browser profile of its own. */
  open(query?: string): Promise<Page>;
  close(): Promise<void>;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export async function startOutlook(mailboxes: readonly MailboxData[]): Promise<Outlook> {
  const folder = await mkdtemp(join(tmpdir(), "rollcall-"));
  const certificate = await localhostCertificate(folder);
  const addIn = fastify({ https: { cert: certificate.cert, key: certificate.key }, forceCloseConnections: true });
  for (const mount of [...officeMounts, { prefix: "/assets/", root: here("../../../assets") }, { prefix: "/", root: here("addin") }]) {
    await addIn.register(files, { ...mount, decorateReply: false });
  }
  const manifest = await readFile(here("../../../manifest.xml"), "utf8");
  addIn.get("/manifest.xml", (_request, reply) =>
    reply.header("access-control-allow-origin", "*").send(manifest.replaceAll("https://localhost:3000", origin())),
  );
  await addIn.listen({ port: 0, host: "localhost" });
  // A TCP server's address, never a pipe's.
  const origin = () => `https://localhost:${(addIn.server.address() as AddressInfo).port}`;
  const emulator = await startEmulator({ port: 0, certificate, gateway: origin, mailboxes: async () => mailboxes });
  const browser = await launch();
  return {
    async open(query = "") {
      const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1400, height: 800 } });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(`${emulator.origin}/${query}`);
      await page.getByRole("listbox").or(page.getByRole("main")).or(page.locator("aside")).first().waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await emulator.close();
      await addIn.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The add-in's page in the pane (the first, or the second mail client's), once Office is ready in it. */
export async function paneOf(page: Page, place = 0): Promise<Frame> {
  return ready(page, "aside iframe", place);
}

export async function dialogOf(page: Page): Promise<Frame> {
  return ready(page, "dialog iframe", 0);
}

async function ready(page: Page, selector: string, place: number): Promise<Frame> {
  const element = await page.locator(selector).nth(place).elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error(`no frame at ${selector}`);
  await frame.locator("html[data-ready]").waitFor();
  return frame;
}

/** Waits until the pane has heard so many events, and answers with them. */
export async function heardBy(pane: Frame, count: number): Promise<typeof heard> {
  await pane.waitForFunction((most) => globalThis.heard.length >= most, count);
  return pane.evaluate(() => globalThis.heard);
}

export const choose = (page: Page, subject: string): Promise<void> => page.getByRole("option", { name: subject }).click();
