import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Network } from "../../../../src/gateway/network.ts";
import type { Presence } from "../../../../src/protocol/index.ts";
import { ears } from "../../../contract/ears.ts";
import { rejection, signIn, type Actor } from "../../../contract/stage.ts";
import { network, user } from "../../../servers/network.ts";
import { rogue, type Rogue, type RogueOptions } from "../../../servers/rogue.ts";

const alice = user("alice");
const bob = user("bob");
const mallory = user("mallory");
const is = (availability: Presence["availability"]) => (presence: Presence) => presence.availability === availability;

let folder: string;
let server: Rogue;
let net: Network;
let her: Actor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollcall-rogue-"));
  await writeFile(join(folder, "key"), Buffer.alloc(32, 1).toString("base64url"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Alice, on a server that has Bob on her roster and lies. */
const roster = (items: string): RogueOptions => ({
  answer: (iq) =>
    iq.getChild("query", "jabber:iq:roster")
      ? `<iq type="result" id="${String(iq.attrs.id)}"><query xmlns="jabber:iq:roster">${items}</query></iq>`
      : undefined,
});
async function begin(options: RogueOptions = roster(`<item jid="bob@example.org" subscription="both"/>`)): Promise<void> {
  server = await rogue(options);
  const entry = { domain: "example.org", services: [server.service], credentials: { kind: "jwt", key: join(folder, "key") } };
  net = await network(entry, [alice, bob, mallory]);
  her = await signIn(net, alice);
  her.presence.watch(new Set([bob.address, mallory.address]));
  await her.sees(mallory.address, is("unknown"));
  her.clear();
}
afterEach(async () => {
  await her.account.close();
  await net.close?.();
  await server.close();
});

const comes = `<presence from="bob@example.org/phone"/>`;
const stillThere = async (): Promise<void> => {
  server.send(comes);
  expect(await her.sees(bob.address, is("available"))).toMatchObject({ availability: "available" });
};

it.each([
  [
    "an external entity (XXE)",
    `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><presence from="bob@example.org/x"><status>&e;</status></presence>`,
  ],
  [
    "a billion laughs",
    `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><presence from="bob@example.org/x"><status>&b;</status></presence>`,
  ],
  ["an entity that nobody declared", `<presence from="bob@example.org/x"><status>&e;</status></presence>`],
  ["a comment", `<!-- hello -->`],
  ["a processing instruction", `<?php hello ?>`],
  ["tags that do not match", `<presence></message>`],
  ["a stanza without an end", `<message from="bob@example.org/x"><body>${"x".repeat(1_100_000)}`],
  ["an attribute without an end", `<message from="${"x".repeat(1_100_000)}`],
  ["a character that XML has not", `<message><body>&#0;</body></message>`],
])("ends the stream, and nothing else, at %s", async (_, bytes) => {
  await begin();
  server.send(bytes);
  expect(await her.hear("closed")).toMatchObject(rejection("unreachable"));
  expect(her.all("presence").flat().filter(is("available"))).toEqual([]);
  her = await signIn(net, alice);
  her.presence.watch(new Set([bob.address]));
  await stillThere();
});

it("outlives bytes that come after the end of a stream", async () => {
  await begin();
  server.send("</stream:stream><presence/>");
  server.send("<presence/>");
  expect(await her.hear("closed")).toMatchObject(rejection("unreachable"));
});

it.each([
  ["nobody", `<presence from=""/>`],
  ["an address without a domain", `<presence from="bob@/x"/>`],
  ["a whole sentence", `<message from="hello, world"><body>hi</body></message>`],
  ["an unknown namespace", `<presence from="bob@example.org/x" xmlns="urn:else"><nonsense/></presence>`],
  ["a presence of no known type", `<presence from="bob@example.org/x" type="subscribed-ish"/>`],
  ["an error", `<presence from="bob@example.org/x" type="error"><error type="cancel"/></presence>`],
])("passes over a stanza from or of %s", async (_, bytes) => {
  await begin();
  server.send(bytes);
  await stillThere();
  expect(her.all("closed")).toEqual([]);
});

it("believes no presence of those who are no contacts", async () => {
  await begin();
  for (let index = 0; index < 1000; index++) server.send(`<presence from="mallory@example.org/${index}"/>`);
  await stillThere();
  her.clear();
  her.presence.watch(new Set([mallory.address]));
  expect(await her.sees(mallory.address, () => true)).toMatchObject({ availability: "unknown", reason: { code: "not-shared" } });
});

it("takes a push of the roster from the user's own account alone", async () => {
  await begin();
  const push = (from: string) =>
    `<iq type="set" id="push" from="${from}"><query xmlns="jabber:iq:roster"><item jid="mallory@example.org" subscription="both"/></query></iq>`;
  server.send(push("mallory@example.org"));
  const refusal = await server.received((element) => element.attrs.id === "push");
  expect(refusal.attrs.type).toBe("error");
  server.send(push("alice@example.org").replaceAll("push", "own"));
  await her.sees(mallory.address, is("offline"));
});

it("knows a note by its words, and cuts one that is far too long", async () => {
  await begin();
  server.send(`<presence from="bob@example.org/x"><show>dnd</show><status>&lt;b&gt;${"é".repeat(100_000)}</status></presence>`);
  const { note } = await her.sees(bob.address, is("do-not-disturb"));
  expect(note).toMatch(/^<b>é+$/);
  expect(note?.length).toBeLessThanOrEqual(280);
});

it("keeps letters whole that two packets share", async () => {
  await begin();
  const bytes = Buffer.from(`<presence from="bob@example.org/x"><status>日本語</status></presence>`);
  for (const byte of bytes) server.send(Buffer.from([byte]));
  expect(await her.sees(bob.address, is("available"))).toMatchObject({ note: "日本語" });
});

it("takes a roster of five thousand, and the presence of each", async () => {
  const jid = (index: number) => `person${index}@example.org`;
  const all = Array.from({ length: 5000 }, (_, index) => `<item jid="${jid(index)}" subscription="both"/>`);
  await begin(roster([`<item jid="bob@example.org" subscription="both"/>`, ...all].join("")));
  server.send(all.map((_, index) => `<presence from="${jid(index)}/1"/>`).join(""));
  await stillThere();
  expect(her.all("closed")).toEqual([]);
});

it.each([
  ["conflict", "conflict"],
  ["system-shutdown", "unreachable"],
  ["policy-violation", "too-many"],
  ["not-authorized", "unauthorized"],
  ["no-such-condition", "unreachable"],
])("tells a stream error %s as %s", async (condition, code) => {
  await begin();
  server.fail(condition);
  expect(await her.hear("closed")).toMatchObject(rejection(code));
});

it("gives up on a server that refuses to bind, and says so", async () => {
  await begin();
  const refusing = await rogue({
    answer: (iq) =>
      iq.getChild("bind")
        ? `<iq type="error" id="${String(iq.attrs.id)}"><error type="cancel"><conflict xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>`
        : undefined,
  });
  const entry = { domain: "example.org", services: [refusing.service], credentials: { kind: "jwt", key: join(folder, "key") } };
  const other = await network(entry, [alice]);
  await expect(other.connect(alice, ears().events, new AbortController().signal)).rejects.toMatchObject(rejection("conflict"));
  await other.close?.();
  await refusing.close();
});
