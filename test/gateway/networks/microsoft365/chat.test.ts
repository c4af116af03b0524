import { microsoft365 } from "../../../../src/gateway/networks/microsoft365/index.ts";
import type { Network } from "../../../../src/gateway/network.ts";
import { ConversationId, type EmailAddress, limits } from "../../../../src/protocol/index.ts";
import { signIn, type Actor } from "../../../contract/stage.ts";
import type { GraphOptions } from "../../../graph/index.ts";
import { address, alice, bob, carol, type GraphStage, organisation, stageGraph } from "../../graph/stage.ts";

let stage: GraphStage;
let network: Network;
const actors: Actor[] = [];
afterEach(async () => {
  for (const actor of actors.splice(0)) await actor.account.close();
  await network.close?.();
  await stage.close();
});

async function open(options?: GraphOptions): Promise<void> {
  stage = await stageGraph(organisation, options);
  network = microsoft365({ graph: stage.graph, chat: true });
}
const oidOf = (mail: string) => stage.standIn.tenant.byMail(mail)?.id ?? "";
const tokenOf = (mail: string, claims = {}) => stage.standIn.login.userToken({ oid: oidOf(mail), ...claims });

async function enter(user: EmailAddress): Promise<Actor> {
  const actor = await signIn(network, { address: user, person: { address: user, kind: "person" }, token: await tokenOf(user) });
  actors.push(actor);
  return actor;
}
/** Alice, in a chat with Bob. */
async function together() {
  const actor = await enter(alice);
  return { alice: actor, id: (await actor.chat.open([bob], {})).id };
}
/** The chat as Teams has it. */
function chatIn(id: string) {
  const chat = stage.standIn.tenant.chats.all.get(id);
  if (!chat) throw new Error(`${id} is no chat`);
  return chat;
}
const says = (id: string, mail: string, html: string, fields = {}) =>
  stage.standIn.tenant.chats.say(chatIn(id), oidOf(mail), "", { body: { contentType: "html", content: html }, ...fields });
const sends = () => stage.standIn.asked.filter(({ request }) => /^POST .*\/messages$/.test(request));
const rejection = (code: string) => ({ name: "NetworkError", code });

describe("chats of Microsoft 365", () => {
  it("are one for two people, and not there for who has no token", async () => {
    await open();
    const { alice: one, id } = await together();
    const other = await enter(bob);
    const found = await other.chat.open([alice, bob], { subject: "Budget", item: "AAMk=" });
    expect(found).toMatchObject({ id, via: "microsoft365", unread: 0, context: { subject: "Budget", item: "AAMk=" } });
    expect(found.people.toSorted()).toEqual([alice, bob]);
    expect(await one.chat.conversations()).toEqual([]);
    const tokenless = await signIn(network, { address: carol, person: { address: carol, kind: "person" } });
    actors.push(tokenless);
    expect(tokenless.account.chat).toBeUndefined();
  });

  it("say that replies must be looked up, and where Teams shows them", async () => {
    await open();
    const { alice: one } = await together();
    expect(await one.chat.open([bob], {})).toMatchObject({ replies: "on-request", link: expect.stringContaining("/l/chat/") });
  });

  it("are found again among several people, with the subject as the topic of a new one", async () => {
    await open();
    const one = await enter(alice);
    const begun = await one.chat.open([bob, carol], { subject: "RE: AW: Budget: final" });
    expect(chatIn(begun.id).topic).toBe("Budget – final");
    expect((await (await enter(carol)).chat.open([bob, alice], {})).id).toBe(begun.id);
    expect((await one.chat.open([bob], {})).id).not.toBe(begun.id);
  });

  it("take guests in their role", async () => {
    await open();
    const one = await enter(alice);
    const { people } = await one.chat.open([bob, address("guest@elsewhere.example")], {});
    expect(people).toContain("guest@elsewhere.example");
  });

  it("are refused with nobody, and with somebody whom Teams does not know", async () => {
    await open();
    const one = await enter(alice);
    await expect(one.chat.open([alice], {})).rejects.toMatchObject(rejection("bad-request"));
    await expect(one.chat.open([bob, address("nobody@example.org")], {})).rejects.toMatchObject(rejection("not-found"));
  });

  it("carry a message to Teams as plain text, once for one key, and tell its sender's panes", async () => {
    await open();
    const { alice: one, id } = await together();
    const text = "¿Qué tal? <img src=x onerror=alert(1)>";
    const [sent, same] = await Promise.all([one.chat.send(id, text, "1"), one.chat.send(id, text, "1")]);
    expect(same).toBe(sent);
    expect(sent).toMatchObject({ conversation: id, from: alice, text, key: "1" });
    expect(await one.hear("message")).toEqual(sent);
    expect(chatIn(id).messages).toMatchObject([{ body: { contentType: "text", content: text }, from: { user: { id: oidOf(alice) } } }]);
  });

  it("say once that the mail was important", async () => {
    await open();
    const one = await enter(alice);
    const { id } = await one.chat.open([bob], { importance: "high" });
    await one.chat.send(id, "now", "1");
    await one.chat.send(id, "please", "2");
    expect(chatIn(id).messages).toMatchObject([{ importance: "high" }, { importance: "normal" }]);
  });

  it("do not double a message of which nobody knows whether it arrived", async () => {
    await open();
    const { alice: one, id } = await together();
    stage.standIn.tenant.chats.say(chatIn(id), oidOf(alice), "perhaps");
    stage.standIn.faults.add({ on: /^POST .*\/messages$/, times: 1, status: 504 });
    await expect(one.chat.send(id, "perhaps", "1")).rejects.toMatchObject(rejection("unreachable"));
    expect(sends()).toHaveLength(1);
    expect(await one.chat.send(id, "perhaps", "1")).toMatchObject({ text: "perhaps", key: "1" });
    expect(sends()).toHaveLength(1);
    stage.standIn.faults.add({ on: /^POST .*\/messages$/, times: 1, broken: true });
    await expect(one.chat.send(id, "lost", "2")).rejects.toMatchObject(rejection("unreachable"));
    await one.chat.send(id, "lost", "2");
    expect(chatIn(id).messages.map(({ body }) => body)).toMatchObject([{ content: "perhaps" }, { content: "lost" }]);
  });

  it("send again what Teams was too busy for", async () => {
    await open();
    const { alice: one, id } = await together();
    stage.standIn.faults.add({ on: /^POST .*\/messages$/, times: 1, status: 429, retryAfter: 0 });
    await one.chat.send(id, "hello", "1");
    expect(chatIn(id).messages).toHaveLength(1);
  });

  it("refuse what is empty or too long, strangers, and chats that are none", async () => {
    await open();
    const { alice: one, id } = await together();
    const stranger = await enter(carol);
    const nowhere = ConversationId.parse("../users");
    await expect(one.chat.send(id, "", "1")).rejects.toMatchObject(rejection("bad-request"));
    await expect(one.chat.send(id, "x".repeat(limits.text + 1), "1")).rejects.toMatchObject(rejection("too-large"));
    await expect(stranger.chat.send(id, "x", "1")).rejects.toMatchObject(rejection("forbidden"));
    await expect(stranger.chat.history(id)).rejects.toMatchObject(rejection("forbidden"));
    await expect(one.chat.history(nowhere)).rejects.toMatchObject(rejection("not-found"));
  });

  it("show replies when they are asked for, and never ask by themselves", async () => {
    await open();
    const { alice: one, id } = await together();
    says(id, bob, "<p>Hello <b>Alice</b></p>");
    expect(await one.chat.history(id)).toMatchObject({ messages: [{ from: bob, text: "Hello Alice" }], more: false });
    expect(stage.standIn.count(/^GET .*\/messages$/)).toBe(1);
  });

  it("go back in pages, oldest first", async () => {
    await open();
    const { alice: one, id } = await together();
    for (let index = 0; index < 60; index++) says(id, bob, `message ${index}`);
    const late = await one.chat.history(id);
    expect(late).toMatchObject({ more: true });
    expect(late.messages.map(({ text }) => text)).toEqual(Array.from({ length: 50 }, (_, index) => `message ${index + 10}`));
    const again = await enter(alice);
    const early = await again.chat.history(id, late.messages[0]?.id);
    expect(early.messages.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, index) => `message ${index}`));
    expect(early.more).toBe(false);
  });

  it("are listed with the latest first, and with what was not read yet", async () => {
    await open();
    const { alice: one, id } = await together();
    const other = await one.chat.open([carol], {});
    says(other.id, carol, "first");
    says(id, bob, "second");
    const listed = () => one.chat.conversations();
    expect((await listed()).map(({ last, unread }) => [last?.text, unread])).toEqual([
      ["second", 1],
      ["first", 1],
    ]);
    const [latest] = await listed();
    await one.chat.read(id, latest?.last?.id ?? "");
    expect(await one.hear("read")).toEqual([id, alice, latest?.last?.id]);
    expect((await listed())[0]?.unread).toBe(0);
  });

  it("are read whatever somebody writes into them", async () => {
    await open();
    const { alice: one, id } = await together();
    const deep = (begin: string, end: string) => `${begin.repeat(5000)}1${end.repeat(5000)}`;
    const card = { id: "1", contentType: "application/vnd.microsoft.card.adaptive", content: deep('{"body":', "}") };
    says(id, bob, deep("<b>", "</b>"));
    says(id, bob, '<attachment id="1"></attachment>', { attachments: [card] });
    says(id, bob, "hello");
    expect((await one.chat.history(id)).messages.at(-1)).toMatchObject({ text: "hello" });
    expect(await one.chat.conversations()).toHaveLength(1);
  });

  it("tell in words what is no text", async () => {
    await open();
    const { alice: one, id } = await together();
    const card = {
      body: [
        { type: "TextBlock", text: "Order 4711" },
        { type: "FactSet", facts: [{ title: "Sum", value: "12 €" }] },
      ],
    };
    says(id, bob, '<p><at id="0">Alice</at> look <emoji id="smile" alt="🙂"></emoji><img alt="photo" src="https://x.example/1"></p>');
    says(id, bob, '<p><a href="https://a.example/b">the plan</a></p><script>alert(1)</script>');
    says(id, bob, '<attachment id="1"></attachment>yes', {
      attachments: [
        { id: "1", contentType: "messageReference", content: JSON.stringify({ messagePreview: "Shall we?" }) },
        { id: "2", contentType: "reference", contentUrl: "https://files.example/plan.xlsx", name: "plan.xlsx" },
        { id: "3", contentType: "application/vnd.microsoft.card.adaptive", content: JSON.stringify(card) },
        { id: "4", contentType: "reference", contentUrl: "javascript:alert(1)", name: "odd" },
      ],
    });
    says(id, bob, "", { deletedDateTime: "2026-11-25T10:00:00Z" });
    says(id, bob, "better", { lastEditedDateTime: "2026-11-25T10:00:00Z" });
    says(id, bob, "<systemEventMessage/>", { messageType: "systemEventMessage", from: null });
    says(id, bob, "built", { from: { user: null, application: { id: "1", displayName: "Build Bot" } } });
    const { messages } = await one.chat.history(id);
    expect(messages.map(({ text }) => text)).toEqual([
      "@Alice look 🙂🖼 photo",
      "the plan <https://a.example/b>",
      "> Shall we?\nyes\n📎 plan.xlsx https://files.example/plan.xlsx\n🗂 Order 4711\nSum\n12 €\n📎 odd",
      "",
      "better",
      "built",
    ]);
    expect(messages[3]).toMatchObject({ retracted: true });
    expect(messages[4]?.edited).toBe(Date.UTC(2026, 10, 25, 10));
    expect(messages[5]?.from).toBe("build-bot@teams.invalid");
  });
});

describe("the right to chat in somebody's name", () => {
  it("is not there without consent, and who chats and an administrator are told what is missing; presence goes on", async () => {
    await open({ consented: ["Chat.Read"] });
    const { account } = await enter(alice);
    expect(account.lacks).toEqual(["Chat.Create", "ChatMessage.Send"]);
    expect(account.chat).toBeUndefined();
    expect(account.presence).toBeDefined();
    expect(network.problem?.()).toMatch(/Chat\.Create .*ChatMessage\.Send /);
  });

  it("lacks all of it where nobody has consented to anything", async () => {
    await open({ consented: [] });
    const { account } = await enter(alice);
    expect(account.chat).toBeUndefined();
    expect(account.lacks).toEqual(["Chat.Read", "Chat.Create", "ChatMessage.Send"]);
  });

  it("can be without marking as read in Teams", async () => {
    await open({ consented: ["Chat.Read", "Chat.Create", "ChatMessage.Send"] });
    const { alice: one, id } = await together();
    const sent = await one.chat.send(id, "hello", "1");
    await one.chat.read(id, sent.id);
    expect(stage.standIn.count(/markChatRead/)).toBe(0);
  });

  it("passes a claims challenge on, and goes on with the token that answers it", async () => {
    await open();
    const { alice: one, id } = await together();
    stage.standIn.login.revoke(oidOf(alice), '{"access_token":{}}');
    await expect(one.chat.send(id, "hello", "1")).rejects.toMatchObject({ ...rejection("unauthorized"), claims: '{"access_token":{}}' });
    one.account.renew?.(await tokenOf(alice, { acrs: ["c1"] }));
    expect(await one.chat.send(id, "hello", "1")).toMatchObject({ text: "hello" });
  });

  it("ends where it is withdrawn mid-session, and says so", async () => {
    await open();
    const { alice: one, id } = await together();
    stage.standIn.login.consent();
    stage.standIn.login.expireTokens();
    await expect(one.chat.send(id, "hello", "1")).rejects.toMatchObject(rejection("forbidden"));
    stage.standIn.login.consent("Chat.ReadWrite");
    expect(await one.chat.send(id, "hello", "1")).toMatchObject({ text: "hello" });
  });

  it("waits for whoever throttles, and tells the person that it is too much", async () => {
    await open();
    const { alice: one, id } = await together();
    const over = stage.standIn.faults.add({ on: /^POST .*\/messages$/, status: 429, retryAfter: 300 });
    await expect(one.chat.send(id, "hello", "1")).rejects.toMatchObject(rejection("too-many"));
    expect(sends()).toHaveLength(1);
    await expect(one.chat.send(id, "hello", "1")).rejects.toMatchObject(rejection("too-many"));
    expect(sends()).toHaveLength(1);
    over();
  });
});
