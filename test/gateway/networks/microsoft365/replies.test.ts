import type { TenantData } from "../../../graph/index.ts";
import { address, alice, bob } from "../../graph/stage.ts";
import { isText, soon, teamsScene, texts } from "./teamsScene.ts";

const scene = teamsScene();
const { open, enter, looking, settled, oidOf, tokenOf, subscriptionsOf, chatIn, says, tell, heardAfter } = scene;
const reads = () => scene.standIn.count(/^GET .*\/messages/);

const crowd: TenantData = {
  people: [alice, bob, ...Array.from({ length: 10 }, (_, index) => `p${index}@example.org`)].map((mail) => ({ mail })),
};

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
    const edited = scene.standIn.tenant.chats.change(said, {
      body: { contentType: "text", content: "hello" },
      lastEditedDateTime: new Date().toISOString(),
    });
    expect(await actor.hear("message", ({ edited: at }) => at !== undefined)).toMatchObject({ id: first.id, text: "hello" });
    scene.standIn.tenant.chats.change(edited, { deletedDateTime: new Date().toISOString(), body: { contentType: "text", content: "" } });
    expect(await actor.hear("message", ({ retracted }) => retracted === true)).toMatchObject({ id: first.id, text: "" });
  });

  it("is fetched where Graph tells of its end by its id alone", async () => {
    await open();
    const { actor, id } = await looking(alice, bob);
    const { subscriptions, tenant } = scene.standIn;
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
    const { subscriptions, tenant } = scene.standIn;
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
    const { subscriptions } = scene.standIn;
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
    const { subscriptions } = scene.standIn;
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
    const { chats } = scene.standIn.tenant;
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
    scene.standIn.faults.add({ on: /^POST .*\/messages$/, times: 1, held: new Promise<void>((resolve) => (answer = resolve)) });
    const sending = actor.chat.send(id, "mine", "1");
    while (chatIn(id).messages.length === 0) await soon();
    await scene.standIn.subscriptions.delivered();
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
    const { subscriptions } = scene.standIn;
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
    expect(scene.standIn.count(/^GET .*\/messages\/[^/]+$/)).toBeGreaterThan(0);
  });

  it("comes on request where Graph refuses, which the pane is told; and by itself once it does not", async () => {
    await open();
    const allowed = scene.standIn.faults.add({ on: /^POST \/subscriptions/, status: 403 });
    const actor = await enter(alice);
    const { id } = await actor.chat.open([bob], {});
    expect(await actor.hear("conversation")).toMatchObject({ id, replies: "on-request" });
    expect(scene.network.problem?.()).toContain("Graph does not notify");
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
    while (scene.standIn.subscriptions.all.size !== 10 || subscriptionsOf(id).length > 0) await soon();
    actor.clear();
    await actor.chat.history(id);
    expect(await actor.hear("conversation", (each) => each.id === id)).not.toHaveProperty("replies");
  });
});
