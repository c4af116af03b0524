import { ConversationId } from "../../../../src/protocol/index.ts";
import { alice, bob, carol } from "../../graph/stage.ts";
import { isText, soon, teamsScene, texts } from "./teamsScene.ts";

const scene = teamsScene();
const { open, enter, looking, settled, oidOf, tokenOf, subscriptionsOf, chatIn, says, tell } = scene;

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
    expect(scene.standIn.subscriptions.all.size).toBe(0);
  });

  it("go on hearing where one of them has lost the right, and that one hears no more", async () => {
    await open();
    const one = await looking(alice, bob);
    const other = await looking(bob, alice);
    scene.standIn.login.revoke(oidOf(alice), '{"access_token":{}}');
    await scene.standIn.subscriptions.remove(subscriptionsOf(one.id)[0]?.id ?? "", true);
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
    scene.standIn.login.revoke(oidOf(bob), '{"access_token":{}}');
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
    scene.standIn.faults.add({
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
    scene.standIn.faults.add({ on: /^POST \/subscriptions/, times: 2, status: 403 });
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
    while (scene.standIn.asked.filter(({ status, request }) => status === 403 && request.startsWith("GET /chats")).length === 0) {
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
    const { subscriptions, faults, asked } = scene.standIn;
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
    scene.standIn.faults.add({ on: /^DELETE /, times: 1, until: new Promise<void>((resolve) => (answer = resolve)) });
    const ending = one.actor.account.close();
    const other = await enter(bob);
    await other.chat.open([alice], {});
    await other.chat.history(one.id);
    answer();
    await ending;
    while (subscriptionsOf(one.id)[0]?.creator !== oidOf(bob)) await soon();
    expect(scene.standIn.asked.filter(({ status }) => status === 403).map(({ request }) => request)).toEqual([]);
  });

  it("want nothing any more once their account is closed, whatever they were just looking at", async () => {
    await open();
    const actor = await enter(alice);
    const { id } = scene.standIn.tenant.chats.open([oidOf(alice), oidOf(bob)], null);
    let answer = () => {};
    scene.standIn.faults.add({ on: /^GET .*\/messages/, times: 1, until: new Promise<void>((resolve) => (answer = resolve)) });
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
    expect(scene.standIn.subscriptions.all.size).toBe(0);
    expect(scene.standIn.count(/^DELETE /)).toBe(1);
  });
});
