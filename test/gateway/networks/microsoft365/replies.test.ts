import { microsoft365 } from "../../../../src/gateway/networks/microsoft365/index.ts";
import type { Network } from "../../../../src/gateway/network.ts";
import { ConversationId, type EmailAddress, type Message } from "../../../../src/protocol/index.ts";
import { type Actor, signIn } from "../../../contract/stage.ts";
import type { TenantData } from "../../../graph/index.ts";
import type { ChangeData } from "../../../graph/subscriptions.ts";
import { address, alice, bob, carol, type GraphStage, organisation, stageGraph, type StageOptions } from "../../graph/stage.ts";

let stage: GraphStage;
let network: Network;
const actors: Actor[] = [];
afterEach(async () => {
  for (const actor of actors.splice(0)) await actor.account.close();
  await network.close?.();
  await stage.close();
});

const crowd: TenantData = {
  people: [alice, bob, ...Array.from({ length: 10 }, (_, index) => `p${index}@example.org`)].map((mail) => ({ mail })),
};

async function open(options: StageOptions = {}, data = organisation): Promise<void> {
  stage = await stageGraph(data, { notified: true, ...options });
  network = microsoft365({ graph: stage.graph, chat: true });
}
const oidOf = (mail: string) => stage.standIn.tenant.byMail(mail)?.id ?? "";
const tokenOf = (mail: string, claims = {}) => stage.standIn.login.userToken({ oid: oidOf(mail), ...claims });
async function enter(user: EmailAddress): Promise<Actor> {
  const actor = await signIn(network, { address: user, person: { address: user, kind: "person" }, token: await tokenOf(user) });
  actors.push(actor);
  return actor;
}
/** The user, who has the chat with the others open and has looked at it. */
async function looking(user: EmailAddress, ...others: readonly EmailAddress[]) {
  const actor = await enter(user);
  const { id } = await actor.chat.open(others, {});
  await actor.chat.history(id);
  await holds(id);
  return { actor, id };
}
/** The same, and it has been looked for what was said before Graph began to tell: "before" was found so. */
async function settled(user: EmailAddress, ...others: readonly EmailAddress[]) {
  const { subscriptions, faults } = stage.standIn;
  let answer = () => {};
  faults.add({ on: /^POST \/subscriptions/, times: 1, held: new Promise<void>((resolve) => (answer = resolve)) });
  const { actor, id } = await looking(user, ...others);
  subscriptions.telling = false;
  says(id, bob, "before");
  subscriptions.telling = true;
  answer();
  await actor.hear("message", isText("before"));
  return { actor, id };
}
const soon = () => new Promise((resolve) => setImmediate(resolve));
const subscriptionsOf = (id: string) => [...stage.standIn.subscriptions.all.values()].filter(({ resource }) => resource.includes(id));
/** Graph tells what is said in the chat. */
async function holds(id: string): Promise<void> {
  while (subscriptionsOf(id).length === 0) await soon();
  await stage.standIn.subscriptions.delivered();
}
function chatIn(id: string) {
  const chat = stage.standIn.tenant.chats.all.get(id);
  if (!chat) throw new Error(`${id} is no chat`);
  return chat;
}
const says = (id: string, mail: string, text: string, fields = {}) => stage.standIn.tenant.chats.say(chatIn(id), oidOf(mail), text, fields);
/** Graph tells of this in the chat, now and once. */
async function tell(id: string, content: ChangeData["content"], kind = "created"): Promise<void> {
  const { subscriptions } = stage.standIn;
  const [subscription] = subscriptionsOf(id);
  if (!subscription) throw new Error("Graph has the subscription");
  await subscriptions.post(subscription, await subscriptions.envelope(subscription, { kind, resource: "", content }));
}
const reads = () => stage.standIn.count(/^GET .*\/messages/);
const texts = (actor: Actor) => actor.all("message").map(({ text }) => text);
const isText = (text: string) => (message: Message) => message.text === text;
/** Says it, and waits until it was heard: all that was told before has been heard by then. */
async function heardAfter(actor: Actor, id: ConversationId, last: string): Promise<readonly string[]> {
  await stage.standIn.subscriptions.delivered();
  says(id, bob, last);
  await actor.hear("message", isText(last));
  return texts(actor);
}

describe("a reply in Teams", () => {
  it("comes by itself, once, and nobody asks for it", async () => {
    await open();
    const { actor, id } = await looking(alice, bob);
    says(id, bob, "hello");
    expect(await actor.hear("message")).toMatchObject({ conversation: id, from: bob, text: "hello" });
    for (const text of ["are", "you", "still"]) await heardAfter(actor, id, text);
    expect(await heardAfter(actor, id, "there")).toEqual(["hello", "are", "you", "still", "there"]);
    expect(reads()).toBeLessThanOrEqual(2); // the history, and what may have come between that and the subscription
  });

  it("is promised where Graph can reach the gateway", async () => {
    await open();
    const actor = await enter(alice);
    expect((await actor.chat.open([bob], {})).replies).toBeUndefined();
  });

  it("is told again as it is changed, and as it is taken back", async () => {
    await open();
    const { actor, id } = await looking(alice, bob);
    const said = says(id, bob, "helo");
    const first = await actor.hear("message");
    const edited = stage.standIn.tenant.chats.change(said, {
      body: { contentType: "text", content: "hello" },
      lastEditedDateTime: new Date().toISOString(),
    });
    expect(await actor.hear("message", ({ edited: at }) => at !== undefined)).toMatchObject({ id: first.id, text: "hello" });
    stage.standIn.tenant.chats.change(edited, { deletedDateTime: new Date().toISOString(), body: { contentType: "text", content: "" } });
    expect(await actor.hear("message", ({ retracted }) => retracted === true)).toMatchObject({ id: first.id, text: "" });
  });

  it("is fetched where Graph tells of its end by its id alone", async () => {
    await open();
    const { actor, id } = await looking(alice, bob);
    const { subscriptions, tenant } = stage.standIn;
    const said = says(id, bob, "hello");
    await actor.hear("message");
    subscriptions.telling = false;
    tenant.chats.change(said, { deletedDateTime: new Date().toISOString() });
    await tell(id, { id: said.id }, "deleted");
    expect(await actor.hear("message", ({ retracted }) => retracted === true)).toMatchObject({ id: said.id });
  });

  it("that was overtaken by its own change is not told again", async () => {
    await open();
    const { actor, id } = await looking(alice, bob);
    const { subscriptions, tenant } = stage.standIn;
    subscriptions.telling = false;
    const old = says(id, bob, "helo");
    const now = tenant.chats.change(old, { body: { contentType: "text", content: "hello" } });
    subscriptions.telling = true;
    await tell(id, now, "updated");
    await tell(id, old, "created");
    expect(await heardAfter(actor, id, "end")).toEqual(["hello", "end"]);
  });

  it("is told once, however often Graph tells of it, and the user looks", async () => {
    await open();
    const { actor, id } = await looking(alice, bob);
    const content = says(id, bob, "once");
    await actor.hear("message");
    expect((await actor.chat.history(id)).messages.map(({ text }) => text)).toEqual(["once"]);
    await tell(id, content);
    expect(await heardAfter(actor, id, "new")).toEqual(["once", "new"]);
  });

  it("is told to all panes, also where one of them has seen it before by looking", async () => {
    await open();
    const { actor, id } = await settled(alice, bob);
    const { subscriptions } = stage.standIn;
    subscriptions.telling = false;
    const content = says(id, bob, "seen");
    expect((await actor.chat.conversations())[0]?.last).toMatchObject({ text: "seen" });
    await actor.chat.history(id);
    expect(texts(actor)).toEqual(["before"]);
    await tell(id, content);
    await actor.hear("message", isText("seen"));
  });

  it("is looked for also where the user has written since, and listed chats", async () => {
    await open();
    const { actor, id } = await looking(alice, bob);
    const { subscriptions } = stage.standIn;
    subscriptions.telling = false;
    for (const text of ["one", "two"]) says(id, bob, text);
    await actor.chat.conversations();
    await actor.chat.send(id, "mine", "1");
    await subscriptions.lifecycle(subscriptionsOf(id)[0]?.id ?? "", "missed");
    await actor.hear("message", isText("two"));
    // The list has been followed by a look of its own, so that it may be told before the user's: each once is what counts.
    expect(texts(actor).toSorted()).toEqual(["mine", "one", "two"]);
  });

  it("of long ago, which no pane has, is not told because somebody reacts to it", async () => {
    await open();
    const { chats } = stage.standIn.tenant;
    const chat = chats.open([oidOf(alice), oidOf(bob)], null);
    const old = says(chat.id, bob, "of long ago");
    for (let index = 0; index < 50; index++) says(chat.id, bob, String(index));
    const { actor, id } = await looking(alice, bob);
    chats.change(old, { reactions: [{ reactionType: "like" }] });
    expect(await heardAfter(actor, id, "new")).toEqual(["new"]);
  });

  it("of the user's own is told once, with its key, however fast Graph is", async () => {
    await open();
    const { actor, id } = await looking(alice, bob);
    let answer = () => {};
    stage.standIn.faults.add({ on: /^POST .*\/messages$/, times: 1, held: new Promise<void>((resolve) => (answer = resolve)) });
    const sending = actor.chat.send(id, "mine", "1");
    while (chatIn(id).messages.length === 0) await soon();
    await stage.standIn.subscriptions.delivered();
    expect(texts(actor)).toEqual([]);
    answer();
    await sending;
    expect(await heardAfter(actor, id, "yours")).toEqual(["mine", "yours"]);
    expect(actor.all("message")[0]).toMatchObject({ from: alice, key: "1" });
  });

  it("that the user sends from Teams is told, too", async () => {
    await open();
    const { actor, id } = await looking(alice, bob);
    says(id, alice, "from my telephone");
    expect(await actor.hear("message")).toMatchObject({ from: alice, text: "from my telephone" });
  });

  it("is looked for once where Graph says that some were missed, or has ended the subscription", async () => {
    await open();
    const { actor, id } = await looking(alice, bob);
    const { subscriptions } = stage.standIn;
    const [subscription] = subscriptionsOf(id);
    const before = reads();
    subscriptions.telling = false;
    says(id, bob, "missed");
    await subscriptions.lifecycle(subscription?.id ?? "", "missed");
    await actor.hear("message", isText("missed"));
    says(id, bob, "lost");
    await subscriptions.remove(subscription?.id ?? "", true);
    await actor.hear("message", isText("lost"));
    subscriptions.telling = true;
    expect(await heardAfter(actor, id, "found")).toEqual(["missed", "lost", "found"]);
    expect(reads() - before).toBeLessThanOrEqual(3); // one more, where the beginning was still being looked at
  });

  it("is fetched where Graph says only that there is one", async () => {
    await open({ richChats: false });
    const { actor, id } = await looking(alice, bob);
    for (const text of ["hello", "there"]) await heardAfter(actor, id, text);
    expect(texts(actor)).toEqual(["hello", "there"]);
    expect(stage.standIn.count(/^GET .*\/messages\/[^/]+$/)).toBeGreaterThan(0);
  });

  it("comes on request where Graph refuses, which the pane is told; and by itself once it does not", async () => {
    await open();
    const allowed = stage.standIn.faults.add({ on: /^POST \/subscriptions/, status: 403 });
    const actor = await enter(alice);
    const { id } = await actor.chat.open([bob], {});
    expect(await actor.hear("conversation")).toMatchObject({ id, replies: "on-request" });
    expect(network.problem?.()).toContain("Graph does not notify");
    says(id, bob, "hello");
    expect((await actor.chat.history(id)).messages).toMatchObject([{ text: "hello" }]);
    allowed();
    actor.clear();
    actor.account.renew?.(await tokenOf(alice, { nonce: "fresh" }));
    expect(await actor.hear("conversation")).toMatchObject({ id, last: { text: "hello" } });
    expect(actor.all("conversation")[0]?.replies).toBeUndefined();
  });

  it("is told when the chat is one that was looked at lately; of others it comes on request again", async () => {
    await open({}, crowd);
    const { actor, id } = await looking(alice, bob);
    for (const { mail } of crowd.people.slice(2)) await actor.chat.open([address(mail)], {});
    expect(await actor.hear("conversation", ({ replies }) => replies === "on-request")).toMatchObject({ id });
    while (stage.standIn.subscriptions.all.size !== 10 || subscriptionsOf(id).length > 0) await soon();
    actor.clear();
    await actor.chat.history(id);
    expect(await actor.hear("conversation", (each) => each.id === id)).not.toHaveProperty("replies");
  });
});

describe("those who have a chat open", () => {
  it("share one subscription, which goes from who leaves to who stays", async () => {
    await open();
    const one = await looking(alice, bob);
    const other = await looking(bob, alice);
    expect(other.id).toBe(one.id);
    expect(subscriptionsOf(one.id).map(({ creator }) => creator)).toEqual([oidOf(alice)]);
    says(one.id, bob, "hello");
    await Promise.all([one.actor.hear("message"), other.actor.hear("message")]);
    await one.actor.account.close();
    while (subscriptionsOf(one.id)[0]?.creator !== oidOf(bob)) await soon();
    says(one.id, alice, "again");
    await other.actor.hear("message", isText("again"));
    expect(texts(one.actor)).toEqual(["hello"]);
    await other.actor.account.close();
    expect(stage.standIn.subscriptions.all.size).toBe(0);
  });

  it("go on hearing where one of them has lost the right, and that one hears no more", async () => {
    await open();
    const one = await looking(alice, bob);
    const other = await looking(bob, alice);
    stage.standIn.login.revoke(oidOf(alice), '{"access_token":{}}');
    await stage.standIn.subscriptions.remove(subscriptionsOf(one.id)[0]?.id ?? "", true);
    while (subscriptionsOf(one.id)[0]?.creator !== oidOf(bob)) await soon();
    says(one.id, bob, "hello");
    await other.actor.hear("message", isText("hello"));
    await expect(one.actor.chat.history(one.id)).rejects.toMatchObject({ code: "unauthorized", claims: '{"access_token":{}}' });
    expect(texts(one.actor)).toEqual([]);
    one.actor.account.renew?.(await tokenOf(alice, { acrs: ["c1"] }));
    says(one.id, bob, "back");
    await one.actor.hear("message", isText("back"));
  });

  it("are told what was said while they might not hear it, once they may", async () => {
    await open();
    const one = await looking(alice, bob);
    const other = await looking(bob, alice);
    stage.standIn.login.revoke(oidOf(bob), '{"access_token":{}}');
    await expect(other.actor.chat.history(other.id)).rejects.toMatchObject({ code: "unauthorized" });
    says(one.id, alice, "hello");
    await one.actor.hear("message", isText("hello"));
    expect(texts(other.actor)).toEqual([]);
    other.actor.account.renew?.(await tokenOf(bob, { acrs: ["c1"] }));
    await other.actor.hear("message", isText("hello"));
  });

  it("miss nothing that is said while they are being shown it", async () => {
    await open();
    const one = await settled(alice, bob);
    const other = await enter(bob);
    let answer = () => {};
    let done = () => {};
    const asked = new Promise<void>((resolve) => (done = resolve));
    stage.standIn.faults.add({
      on: /^GET .*\/messages$/,
      times: 1,
      get held() {
        done();
        return new Promise<void>((resolve) => (answer = resolve));
      },
    });
    const looked = other.chat.history(one.id);
    await asked;
    says(one.id, carol, "meanwhile");
    await one.actor.hear("message", isText("meanwhile"));
    answer();
    expect((await looked).messages.map(({ text }) => text)).toEqual(["before"]);
    await other.hear("message", isText("meanwhile"));
  });

  it("hear by the first of them who may", async () => {
    await open();
    stage.standIn.faults.add({ on: /^POST \/subscriptions/, times: 2, status: 403 });
    const one = await enter(alice);
    const { id } = await one.chat.open([bob], {});
    await one.hear("conversation", ({ replies }) => replies === "on-request");
    const other = await looking(bob, alice);
    expect(subscriptionsOf(id).map(({ creator }) => creator)).toEqual([oidOf(bob)]);
    await one.hear("conversation", ({ replies }) => replies === undefined);
    says(id, carol, "hello");
    await Promise.all([one.hear("message", isText("hello")), other.actor.hear("message", isText("hello"))]);
  });

  it("hear no more once they are no members", async () => {
    await open();
    const one = await looking(alice, bob, carol);
    const other = await looking(bob, alice, carol);
    const chat = chatIn(one.id);
    Object.assign(chat, { members: chat.members.filter((id) => id !== oidOf(bob)) });
    says(one.id, alice, "", { messageType: "systemEventMessage", from: null });
    await one.actor.hear("conversation", ({ people }) => !people.includes(bob));
    while (stage.standIn.asked.filter(({ status, request }) => status === 403 && request.startsWith("GET /chats")).length === 0) {
      await soon();
    }
    says(one.id, carol, "among us");
    await one.actor.hear("message", isText("among us"));
    expect(texts(other.actor)).toEqual([]);
  });

  it("hear nothing while it is being asked whether they still are members", async () => {
    await open();
    const one = await looking(alice, bob, carol);
    const other = await looking(bob, alice, carol);
    const { id: aside } = await looking(bob, alice);
    await other.actor.chat.history(aside);
    says(one.id, carol, "hello");
    await other.actor.hear("message", isText("hello"));
    const { subscriptions, faults, asked } = stage.standIn;
    let answer = () => {};
    faults.add({ on: /^GET \/chats\/[^/]+$/, until: new Promise<void>((resolve) => (answer = resolve)) });
    subscriptions.telling = false;
    const events = [says(one.id, alice, "", { messageType: "systemEventMessage", from: null }), says(one.id, carol, "among us")];
    const chat = chatIn(one.id);
    Object.assign(chat, { members: chat.members.filter((id) => id !== oidOf(bob)) });
    for (const content of events) await tell(one.id, content);
    subscriptions.telling = true;
    says(aside, alice, "aside"); // heard after all that was told before
    await other.actor.hear("message", isText("aside"));
    answer();
    await one.actor.hear("message", isText("among us"));
    while (asked.filter(({ status, request }) => status === 403 && request.startsWith("GET /chats")).length === 0) await soon();
    expect(texts(other.actor)).toEqual(["hello", "aside"]);
  });

  it("are heard also where they come while the last one's subscription is ending", async () => {
    await open();
    const one = await looking(alice, bob);
    let answer = () => {};
    stage.standIn.faults.add({ on: /^DELETE /, times: 1, until: new Promise<void>((resolve) => (answer = resolve)) });
    const ending = one.actor.account.close();
    const other = await enter(bob);
    await other.chat.open([alice], {});
    await other.chat.history(one.id);
    answer();
    await ending;
    while (subscriptionsOf(one.id)[0]?.creator !== oidOf(bob)) await soon();
    expect(stage.standIn.asked.filter(({ status }) => status === 403).map(({ request }) => request)).toEqual([]);
  });

  it("want nothing any more once their account is closed, whatever they were just looking at", async () => {
    await open();
    const actor = await enter(alice);
    const { id } = stage.standIn.tenant.chats.open([oidOf(alice), oidOf(bob)], null);
    let answer = () => {};
    stage.standIn.faults.add({ on: /^GET .*\/messages/, times: 1, until: new Promise<void>((resolve) => (answer = resolve)) });
    const looked = actor.chat.history(ConversationId.parse(id));
    await actor.account.close();
    answer();
    await looked;
    const other = await looking(bob, alice);
    expect(subscriptionsOf(other.id).map(({ creator }) => creator)).toEqual([oidOf(bob)]);
  });

  it("end what they wanted with their account, and no sooner than with the last", async () => {
    await open();
    const one = await looking(alice, bob);
    await one.actor.account.close();
    expect(stage.standIn.subscriptions.all.size).toBe(0);
    expect(stage.standIn.count(/^DELETE /)).toBe(1);
  });
});
