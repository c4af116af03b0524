import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Element } from "@xmpp/xml";
import type { Network } from "../../../../src/gateway/network.ts";
import { limits } from "../../../../src/protocol/index.ts";
import { signIn, type Actor } from "../../../contract/stage.ts";
import { network, user } from "../../../servers/network.ts";
import { rogue, type Rogue } from "../../../servers/rogue.ts";

const alice = user("alice");
const bob = user("bob");
const rooms = "conference.example.org";

let folder: string;
let server: Rogue;
let net: Network;
let her: Actor;
/** All that Alice's session has written. */
let written: Element[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rollcall-rogue-"));
  await writeFile(join(folder, "key"), Buffer.alloc(32, 1).toString("base64url"));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await her.account.close();
  await net.close?.();
  await server.close();
});

const result = (iq: Element, child = "") => `<iq type="result" id="${String(iq.attrs.id)}">${child}</iq>`;

/** Alice, on a server that has Bob on her roster and otherwise says what `answer` says. */
async function begin(answer: (element: Element) => string | undefined = () => undefined): Promise<void> {
  written = [];
  server = await rogue({
    answer(element) {
      written.push(element);
      const asksRoster = element.getChild("query", "jabber:iq:roster") !== undefined;
      const roster = `<query xmlns="jabber:iq:roster"><item jid="bob@example.org" subscription="both"/></query>`;
      return asksRoster ? result(element, roster) : answer(element);
    },
  });
  const entry = { domain: "example.org", rooms, services: [server.service], credentials: { kind: "jwt", key: join(folder, "key") } };
  net = await network(entry, [alice, bob]);
  her = await signIn(net, alice);
}

const says = (from: string, id: string, text: string, more = "") =>
  `<message from="${from}" to="alice@example.org" type="chat" id="${id}"><body>${text}</body>${more}</message>`;
const forwarded = (message: string) =>
  `<forwarded xmlns="urn:xmpp:forward:0"><delay xmlns="urn:xmpp:delay" stamp="2026-01-01T00:00:00Z"/>${message.replace("<message ", '<message xmlns="jabber:client" ')}</forwarded>`;
const carbon = (from: string, way: "sent" | "received", message: string) =>
  `<message from="${from}" to="alice@example.org/x"><${way} xmlns="urn:xmpp:carbons:2">${forwarded(message)}</${way}></message>`;

/** What she was told of before Bob says his last word. */
const heard = async (): Promise<readonly string[]> => {
  server.send(says("bob@example.org/x", "the end", "the end"));
  await her.hear("message", ({ text }) => text === "the end");
  return her.all("message").map(({ text }) => text);
};

it.each([
  ["somebody else's account", carbon("mallory@example.org", "received", says("bob@example.org/x", "1", "forged"))],
  ["another of the user's resources", carbon("mallory@example.org/alice@example.org", "sent", says("alice@example.org/y", "1", "forged"))],
  ["a message that went the other way", carbon("alice@example.org", "sent", says("bob@example.org/x", "1", "forged"))],
  ["itself", carbon("alice@example.org", "received", says("alice@example.org/y", "1", "forged"))],
  ["nothing", `<message from="alice@example.org"><received xmlns="urn:xmpp:carbons:2"/></message>`],
])("believes no carbon of %s", async (_, bytes) => {
  await begin();
  server.send(bytes);
  expect(await heard()).toEqual(["the end"]);
});

it("believes the user's own account", async () => {
  await begin();
  server.send(carbon("alice@example.org", "received", says("bob@example.org/x", "1", "genuine")));
  expect(await heard()).toEqual(["genuine", "the end"]);
});

it("takes from the archive only what it was asked for, and no more than a page", async () => {
  await begin((element) => {
    const query = element.getChild("query", "urn:xmpp:mam:2");
    if (!query) return undefined;
    const tells = (from: string, queryid: string, text: string) =>
      `<message from="${from}"><result xmlns="urn:xmpp:mam:2" queryid="${queryid}" id="${text}">${forwarded(says("bob@example.org/x", text, text))}</result></message>`;
    const own = String(query.attrs.queryid);
    return [
      tells("mallory@example.org", own, "somebody else's"),
      tells("alice@example.org", "guessed", "not asked for"),
      tells("alice@example.org", own, "genuine"),
      `<message from="alice@example.org"><result xmlns="urn:xmpp:mam:2" queryid="${own}" id="1"/></message>`,
      ...Array.from({ length: 1000 }, (_, index) => tells("alice@example.org", own, `flood ${index}`)),
      result(element, `<fin xmlns="urn:xmpp:mam:2" complete="true"/>`),
    ].join("");
  });
  const { id } = await her.chat.open([bob.address], {});
  const { messages } = await her.chat.history(id);
  expect(messages.map(({ text }) => text)).toEqual(["genuine", ...Array.from({ length: 49 }, (_, index) => `flood ${index}`)]);
  expect(await heard()).toEqual(["the end"]);
});

it("tells of what its sender has taken back, where the archive has forgotten it", async () => {
  await begin((element) =>
    element.getChild("query", "urn:xmpp:mam:2") ? result(element, `<fin xmlns="urn:xmpp:mam:2" complete="true"/>`) : undefined,
  );
  server.send(says("bob@example.org/x", "b1", "his"));
  const { text: _, ...his } = await her.hear("message");
  const retract = `<retract xmlns="urn:xmpp:message-retract:1" id="b1"/>`;
  for (const sender of ["mallory@example.org", "bob@example.org"])
    server.send(`<message from="${sender}/x" to="alice@example.org" type="chat" id="of ${sender}">${retract}</message>`);
  expect(await her.hear("message", ({ retracted }) => retracted === true)).toEqual({ ...his, text: "", retracted: true });
  expect(await heard()).toEqual(["his", "", "the end"]);
});

it("tells nobody that the user is there who may not see it", async () => {
  await begin();
  const subscription = `<item jid="carol@example.org" subscription="to"/>`;
  server.send(`<iq type="set" id="push"><query xmlns="jabber:iq:roster">${subscription}</query></iq>`);
  const receipt = `<request xmlns="urn:xmpp:receipts"/>`;
  for (const who of ["carol", "bob"]) server.send(says(`${who}@example.org/x`, `of ${who}`, "are you there?", receipt));
  await server.received((element) => element.getChild("received", "urn:xmpp:receipts") !== undefined);
  await heard();
  const told = written.filter((element) => element.getChild("received", "urn:xmpp:receipts"));
  expect(told.map(({ attrs }) => attrs.to)).toEqual(["bob@example.org/x"]);
});

it("follows no invitation of strangers, or of rooms that speak for others", async () => {
  await begin();
  const invite = (from: string, by: string) =>
    `<message from="${from}"><x xmlns="http://jabber.org/protocol/muc#user"><invite from="${by}"/></x></message>`;
  const direct = (from: string, room: string) => `<message from="${from}"><x xmlns="jabber:x:conference" jid="${room}"/></message>`;
  server.send(direct("mallory@evil.example/x", `a@${rooms}`));
  server.send(invite(`b@${rooms}`, "mallory@evil.example"));
  server.send(invite("c@rooms.evil.example", "bob@example.org"));
  server.send(invite("mallory@evil.example", "bob@example.org"));
  server.send(direct("bob@example.org/x", ""));
  server.send(invite(`d@${rooms}`, "bob@example.org"));
  server.send(direct("bob@example.org/x", `e@${rooms}`));
  await server.received((element) => String(element.attrs.to).startsWith(`e@${rooms}/`));
  const entered = written.filter((element) => element.is("presence") && element.getChild("x", "http://jabber.org/protocol/muc"));
  expect(entered.map(({ attrs }) => String(attrs.to).split("@")[0]).toSorted()).toEqual(["d", "e"]);
});

it.each([
  ["without a sender", `<message><body>hi</body></message>`],
  ["of a room that she is not in", `<message from="x@${rooms}/bob" type="groupchat" id="1"><body>hi</body></message>`],
  ["whispered there", says(`x@${rooms}/bob`, "1", "hi", `<x xmlns="http://jabber.org/protocol/muc#user"/>`)],
  ["with nothing in it", says("bob@example.org/x", "1", "")],
  ["that nobody sent and that failed", `<message from="bob@example.org" type="error" id="1"><error/></message>`],
  ["that corrects nothing", says("bob@example.org/x", "1", "hi", `<replace xmlns="urn:xmpp:message-correct:0" id="0"/>`)],
  ["that takes back nothing", `<message from="bob@example.org/x"><retract xmlns="urn:xmpp:message-retract:1" id="0"/></message>`],
  ["that marks nothing", `<message from="bob@example.org/x"><displayed xmlns="urn:xmpp:chat-markers:0" id=""/></message>`],
  ["of the server to all", `<message from="example.org" type="headline"><body>hi</body></message>`],
  ["to the user from the user", says("alice@example.org/y", "1", "hi")],
])("passes over a message %s", async (_, bytes) => {
  await begin();
  server.send(bytes);
  expect(await heard()).toEqual(["the end"]);
  expect(her.all("closed")).toEqual([]);
});

it("cuts what is longer than a message can be", async () => {
  await begin();
  server.send(says("bob@example.org/x", "i".repeat(10_000), "long".repeat(200_000), `<subject>${"s".repeat(10_000)}</subject>`));
  const { text, id } = await her.hear("message");
  expect(text).toHaveLength(limits.text);
  expect(id.length).toBeLessThan(200);
  expect(await her.chat.conversations()).toMatchObject([{ context: { subject: "s".repeat(998) } }]);
});

it("ends the stream at a message of ten megabytes, and goes on with the next", async () => {
  await begin();
  server.send(says("bob@example.org/x", "1", "x".repeat(10_000_000)));
  await her.hear("closed");
  her = await signIn(net, alice);
  expect(await heard()).toEqual(["the end"]);
});

it("hears ten thousand messages at once, and keeps the last", async () => {
  await begin();
  server.send(Array.from({ length: 10_000 }, (_, index) => says("bob@example.org/x", String(index), String(index))).join(""));
  expect(await heard()).toHaveLength(10_001);
  const [conversation, ...more] = await her.chat.conversations();
  expect(conversation).toMatchObject({ last: { text: "the end" }, unread: 200 });
  expect(more).toEqual([]);
});

it("hears a thousand strangers, and lists the latest of them", async () => {
  await begin();
  server.send(Array.from({ length: 1000 }, (_, index) => says(`s${index}@evil.example/x`, "1", String(index))).join(""));
  expect(await heard()).toHaveLength(1001);
  expect(await her.chat.conversations()).toHaveLength(50);
});

it("looks into the archive once for a thousand corrections", async () => {
  await begin();
  const corrects = (index: number) =>
    says("bob@example.org/x", `c${index}`, String(index), `<replace xmlns="urn:xmpp:message-correct:0" id="b1"/>`);
  server.send([says("bob@example.org/x", "b1", "first"), ...Array.from({ length: 1000 }, (_, index) => corrects(index))].join(""));
  expect(await heard()).toEqual(["first", "the end"]);
  const asked = written.filter((element) => element.getChild("query", "urn:xmpp:mam:2"));
  expect(asked.length).toBeLessThan(20);
});
