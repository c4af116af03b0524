import { readFileSync } from "node:fs";
import { copyFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { localhostCertificate, type Certificate } from "../../src/emulator/certificates.ts";
import { startDemo, type Demo, type DemoOptions } from "../../src/emulator/demo.ts";
import type { EmulatorSettings, MailboxData } from "../../src/emulator/items.ts";
import { EmailAddress } from "../../src/protocol/index.ts";
import { ask, openPane, type Pane } from "./client.ts";
import { temporaryFolders } from "./stage.ts";

const folder = temporaryFolders();
let certificates: string;
let certificate: Certificate;
beforeAll(async () => {
  certificates = await folder();
  certificate = await localhostCertificate(certificates);
});

const running: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).toReversed()) await each.close();
});

async function start(options: DemoOptions = {}): Promise<Demo> {
  const demo = await startDemo({ port: 0, data: await folder(), certificates, colleagues: false, ...options });
  running.push(demo);
  return demo;
}

/** What the server answers, which is built from the same types. */
const read = async <T>(address: string) => JSON.parse((await ask(address, certificate)).body.toString()) as T;

function enter(gateway: string, address: string): Pane {
  const pane = openPane(gateway, address, certificate);
  running.push(pane);
  return pane;
}

test("the mail client has the mailboxes of four people, and says where the pane is", async () => {
  const { url, gateway } = await start();
  const mailboxes = await read<MailboxData[]>(`${url}api/mailboxes`);
  expect(mailboxes).toHaveLength(4);
  expect(mailboxes[0]?.folders.map(({ name }) => name)).toEqual(["Inbox", "Drafts", "Sent", "Calendar"]);
  const settings = await read<EmulatorSettings>(`${url}api/settings`);
  expect(settings).toEqual({ manifest: `${gateway.origin}/manifest.xml`, taskpane: `${gateway.origin}/taskpane.html` });
  expect((await ask(settings.manifest, certificate)).body.toString()).toContain(settings.taskpane);
});

test("office.js is served byte for byte, between the two scripts that stand around it", async () => {
  const { gateway } = await start();
  const folder = join(createRequire(import.meta.url).resolve("@microsoft/office-js/package.json"), "../dist");
  for (const file of ["office.js", "outlook-web-16.01.js", "en-us/outlook_strings.js"]) {
    const { body } = await ask(`${gateway.origin}/officejs/${file}`, certificate);
    expect(body.equals(readFileSync(join(folder, file)))).toBe(true);
  }
  for (const shim of ["MicrosoftAjax.js", "newer.js"])
    expect((await ask(`${gateway.origin}/officejs-shims/${shim}`, certificate)).status).toBe(200);
  const page = (await ask(`${gateway.origin}/taskpane.html`, certificate)).body.toString();
  const scripts = [...page.matchAll(/<script src="(\/officejs[^"]*)"/g)].map(([, address]) => address);
  expect(scripts).toEqual(["/officejs-shims/MicrosoftAjax.js", "/officejs/office.js", "/officejs-shims/newer.js"]);
});

test("the pane may stand in the mail client, and strangers' mail may not run there", async () => {
  const { url, gateway } = await start();
  const pane = await ask(`${gateway.origin}/taskpane.html`, certificate);
  expect(pane.headers["content-security-policy"]).toContain(new URL(url).origin);
  const client = await ask(`${url}api/settings`, certificate);
  expect(client.headers["content-security-policy"]).toContain("default-src 'self'");
});

test("the colleagues are there, and one of them answers", async () => {
  const { gateway } = await start({ colleagues: true });
  const anna = enter(gateway.origin, "anna.berg@example.org");
  await anna.hear("welcome");
  const robin = EmailAddress.parse("robin.park@example.org");
  anna.tell({ type: "watch", people: [robin] });
  const isThere = (presence: readonly { readonly availability: string; readonly address: string }[]) =>
    presence.some(({ address, availability }) => address === robin && availability === "available");
  await Promise.race([
    anna.hear("watched", ({ presence }) => isThere(presence)),
    anna.hear("presence", ({ presence }) => isThere(presence)),
  ]);
  anna.tell({ type: "open", id: 1, people: [robin], context: { subject: "Hello" } });
  const { conversation } = await anna.hear("ok", ({ id }) => id === 1);
  anna.tell({ type: "send", id: 2, conversation: conversation!.id, text: "Are you there?", key: "1" });
  const { message } = await anna.hear("message", ({ message }) => message.from === robin);
  expect(message.text).not.toBe("");
});

test("the reader's own mail has its most frequent people as owners, who can write to each other", async () => {
  const mail = await folder();
  for (const number of [1, 2, 3]) {
    const to = number === 3 ? "" : ", Carol <carol@example.net>";
    await writeFile(join(mail, `${number}.eml`), `From: Bob <bob@example.net>\r\nTo: Alice\0 <alice@example.net>${to}\r\n\r\n.`);
  }
  await writeFile(join(mail, "4.eml"), "From: dave@example.net\r\nTo: alice@example.net\r\n\r\n.");
  const { url, gateway, notes } = await start({ mail });
  const mailboxes = await read<MailboxData[]>(`${url}api/mailboxes`);
  expect(mailboxes.map(({ address }) => address.split("@")[0])).toEqual(["alice", "bob", "carol", "dave"]);
  expect(mailboxes[0]?.folders[0]?.items).toHaveLength(4);
  expect(notes).toEqual([]);

  const alice = enter(gateway.origin, "alice@example.net");
  const { user } = await alice.hear("welcome");
  expect(user.name).toBe("Alice");
  alice.tell({ type: "open", id: 1, people: [EmailAddress.parse("bob@example.net")], context: {} });
  expect(await alice.hear("ok")).toMatchObject({ id: 1 });
});

test("a changed folder shows on the next load, and what is wrong with a file is in its item", async () => {
  const mail = await folder();
  await copyFile(new URL("mail/plain.eml", import.meta.url), join(mail, "plain.eml"));
  await writeFile(join(mail, "empty.eml"), "");
  const { url, notes } = await start({ mail });
  expect(notes).toHaveLength(1);
  await writeFile(join(mail, "new.eml"), "From: alice@example.org\r\n\r\n.");
  const [first] = await read<MailboxData[]>(`${url}api/mailboxes`);
  const problems = first?.folders.flatMap(({ items }) => items).map((item) => [item.id.split("/")[1], item.problems.length]);
  expect(Object.fromEntries(problems ?? [])).toEqual({ plain: 0, empty: 1, new: 0 });
});

test("mail that names nobody is in the first sample owner's mailbox", async () => {
  const mail = await folder();
  await writeFile(join(mail, "nobody.eml"), "Subject: Nobody\r\n\r\n.");
  const { url } = await start({ mail });
  const [first] = await read<MailboxData[]>(`${url}api/mailboxes`);
  expect(first?.address).toBe("anna.berg@example.org");
  expect(first?.folders[0]?.items).toHaveLength(1);
});

test.each([
  ["a folder that is not there", async () => join(await folder(), "missing")],
  ["a folder without mail", () => folder()],
  [
    "a file",
    async () => {
      const file = join(await folder(), "file");
      await writeFile(file, "");
      return file;
    },
  ],
])("%s is refused as mail", async (_name, make) => {
  await expect(start({ mail: await make() })).rejects.toMatchObject({ code: "mail" });
});

test("data that cannot be kept is refused", async () => {
  const file = join(await folder(), "file");
  await writeFile(file, "");
  await expect(start({ data: join(file, "data") })).rejects.toMatchObject({ code: "data" });
});

test.each([
  ["gateway", 0],
  ["mail client", 1],
])("a demo whose %s finds its port taken is refused", async (_which, offset) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "localhost", resolve));
  running.push({ close: () => new Promise((resolve) => other.close(resolve)) });
  const { port } = other.address() as AddressInfo; // a TCP server's
  await expect(start({ port: port - offset })).rejects.toMatchObject({ code: "port-taken" });
});
