import { xml } from "@xmpp/client";
import type { Network, User } from "../../../../src/gateway/network.ts";
import type { Actor } from "../../../contract/stage.ts";
import { onEachServer } from "../../../servers/each.ts";
import { user } from "../../../servers/network.ts";
import type { Person } from "../../../servers/person.ts";
import { body, erases, scene } from "./scene.ts";

const store = xml("store", { xmlns: "urn:xmpp:hints" });
const markers = "urn:xmpp:chat-markers:0";

onEachServer({ people: 50 }, (name, server) => {
  const set = scene(server);
  /** In Rollcall: Alice; at an ordinary client: Bob, and where a test wants it Alice as well. Nobody has met them before. */
  let alice: User;
  let bob: User;
  let network: Network;
  let her: Actor;
  let him: Person;

  const enter = (): Promise<Actor> => set.enter(network, alice);
  const say = (from: Person, to: User, id: string, ...children: Parameters<Person["send"]>[2][]) =>
    from.send("message", { to: to.address, type: "chat", id }, ...children.flat());
  const withBob = () => her.chat.open([bob.address], {});

  beforeEach(async () => {
    [alice, bob] = set.strangers(2) as [User, User]; // as many as were asked for
    network = await set.open([alice, bob, user("nobody")]);
    her = await enter();
    him = await set.atDesk(bob);
  });

  it("talks with an ordinary client, both ways", async () => {
    const { id } = await her.chat.open([bob.address], { subject: "Budget" });
    await her.chat.send(id, "hello", "1");
    const said = await him.received((stanza) => stanza.getChildText("body") === "hello");
    expect([said.attrs.type, said.getChildText("subject")]).toEqual(["chat", "Budget"]);
    await say(him, alice, "b1", body("good morning"));
    expect(await her.hear("message", ({ from }) => from === bob.address)).toMatchObject({ conversation: id, text: "good morning" });
  });

  it("says the subject again only once it has changed", async () => {
    const { id } = await her.chat.open([bob.address], { subject: "Budget" });
    for (const key of ["1", "2"]) await her.chat.send(id, key, key);
    const second = await him.received((stanza) => stanza.getChildText("body") === "2");
    expect(second.getChild("subject")).toBeUndefined();
    await say(him, alice, "b1", xml("subject", {}, "Lunch"), body("or lunch?"));
    expect(await her.hear("conversation", ({ context }) => context.subject === "Lunch")).toMatchObject({ id });
  });

  it("shows what the user says at another client, and takes what that answers as read", async () => {
    const desk = await set.atDesk(alice);
    await say(him, alice, "b1", body("are you there?"));
    const { id, conversation } = await her.hear("message");
    await say(desk, bob, "a1", body("yes"));
    expect(await her.hear("message", ({ from }) => from === alice.address)).toMatchObject({ conversation, text: "yes" });
    await her.hear("read", ([, by]) => by === alice.address);
    expect(await her.chat.conversations()).toMatchObject([{ unread: 0, last: { text: "yes" } }]);
    expect(her.all("message").filter((message) => message.id === id)).toHaveLength(1);
  });

  it("counts as unread what no client of the user has shown, in this session and the next", async () => {
    const desk = await set.atDesk(alice);
    for (const id of ["b1", "b2", "b3"]) await say(him, alice, id, body(id));
    const last = await her.hear("message", ({ text }) => text === "b3");
    expect(await her.chat.conversations()).toMatchObject([{ unread: 3 }]);
    await desk.send("message", { to: bob.address, type: "chat", id: "m1" }, xml("displayed", { xmlns: markers, id: "b2" }), store);
    await her.hear("read", ([, by]) => by === alice.address);
    expect(await her.chat.conversations()).toMatchObject([{ unread: 1 }]);
    await her.account.close();
    her = await enter();
    expect(await her.chat.conversations()).toMatchObject([{ unread: 1, last: { id: last.id, text: "b3" } }]);
  });

  it("tells an ordinary client what was read, and hears it from there", async () => {
    await say(him, alice, "b1", body("one"), xml("markable", { xmlns: markers }));
    const { id, conversation } = await her.hear("message");
    await her.chat.read(conversation, id);
    await him.received((stanza) => stanza.getChild("displayed", markers)?.attrs.id === "b1");
    const sent = await her.chat.send(conversation, "two", "1");
    const { attrs } = await him.received((stanza) => stanza.getChildText("body") === "two");
    await say(him, alice, "b2", xml("displayed", { xmlns: markers, id: attrs.id }), store);
    expect(await her.hear("read", ([, by]) => by === bob.address)).toEqual([conversation, bob.address, sent.id]);
    expect((await her.chat.conversations())[0]?.read).toMatchObject({ [bob.address]: sent.id });
  });

  it("shows what its sender has corrected and taken back, live and in history", async () => {
    for (const id of ["b1", "b2"]) await say(him, alice, id, body(`first ${id}`));
    const { conversation } = await her.hear("message", ({ text }) => text === "first b2");
    await say(him, alice, "b3", body("second b1"), xml("replace", { xmlns: "urn:xmpp:message-correct:0", id: "b1" }));
    expect(await her.hear("message", ({ edited }) => edited !== undefined)).toMatchObject({ text: "second b1", from: bob.address });
    await say(him, alice, "b4", xml("retract", { xmlns: "urn:xmpp:message-retract:1", id: "b2" }), store);
    await her.hear("message", ({ retracted }) => retracted === true);
    const { messages, more } = await her.chat.history(conversation);
    const gone = (await erases(him, server())) ? [] : [{ text: "", retracted: true }];
    expect(messages).toMatchObject([{ text: "second b1", edited: expect.any(Number) }, ...gone]);
    expect(more).toBe(false);
    expect(await her.chat.conversations()).toMatchObject([{ unread: 2, last: { retracted: true } }]);
  });

  it("lets nobody correct or take back what another has said", async () => {
    const { id } = await withBob();
    const sent = await her.chat.send(id, "mine", "1");
    const { attrs } = await him.received((stanza) => stanza.getChildText("body") === "mine");
    await say(him, alice, "b1", body("his"), xml("replace", { xmlns: "urn:xmpp:message-correct:0", id: attrs.id }));
    await say(him, alice, "b2", xml("retract", { xmlns: "urn:xmpp:message-retract:1", id: attrs.id }), store);
    await say(him, alice, attrs.id, body("under its id"));
    await her.hear("message", ({ text }) => text === "under its id");
    const { messages } = await her.chat.history(id);
    for (const told of (await erases(him, server())) ? [her.all("message")] : [messages, her.all("message")]) {
      expect(told.filter((message) => message.id === sent.id)).toEqual([{ ...sent, at: expect.any(Number) }]);
    }
  });

  it("acknowledges a message where that is asked for", async () => {
    await say(him, alice, "b1", body("hello"), xml("request", { xmlns: "urn:xmpp:receipts" }));
    const receipt = await him.received((stanza) => stanza.getChild("received", "urn:xmpp:receipts") !== undefined);
    expect(receipt.getChild("received")?.attrs.id).toBe("b1");
  });

  it("says which message did not arrive, and why", async () => {
    const { id } = await her.chat.open([user("nobody").address], {});
    const late = her.hear("message", ({ failed }) => failed !== undefined).then(({ failed }) => failed);
    const outcome = her.chat.send(id, "hello?", "1").then(
      () => late,
      ({ code }) => code,
    );
    expect(await outcome).toBe("not-found");
  });

  it("says that a message is encrypted", async () => {
    await say(him, alice, "b1", xml("encrypted", { xmlns: "eu.siacs.conversations.axolotl" }), body("You cannot read this."), store);
    expect(await her.hear("message")).toMatchObject({ encrypted: true, text: "" });
  });

  it("turns pages past what is no message", async () => {
    const { id } = await withBob();
    for (let index = 0; index < 3; index++) await say(him, alice, `b${index}`, body(`old ${index}`));
    const { id: marked } = await her.hear("message", ({ text }) => text === "old 2");
    for (let index = 0; index < 60; index++) await say(him, alice, `m${index}`, xml("displayed", { xmlns: markers, id: marked }), store);
    await say(him, alice, "last", body("new"));
    await her.hear("message", ({ text }) => text === "new");
    const { messages, more } = await her.chat.history(id);
    expect(messages.map(({ text }) => text)).toEqual(["old 0", "old 1", "old 2", "new"]);
    expect(more).toBe(false);
  });

  it("turns the page before a message that only an earlier session has shown", async () => {
    const { id } = await withBob();
    for (let index = 0; index < 55; index++) await say(him, alice, `b${index}`, body(String(index)));
    await her.hear("message", ({ text }) => text === "54");
    const [first] = (await her.chat.history(id)).messages;
    await her.account.close();
    her = await enter();
    const { messages } = await her.chat.history(id, first?.id);
    expect(messages.map(({ text }) => text)).toEqual(["0", "1", "2", "3", "4"]);
    await expect(her.chat.history(id, "0.nothing")).rejects.toMatchObject({ code: "not-found" });
  });

  it(`sends no letter over ${name} that would end the stream`, async () => {
    const { id } = await withBob();
    const sent = await her.chat.send(id, "a\u0000b\u0008c\uD800d", "1");
    expect(sent.text).toBe("abcd");
    await him.received((stanza) => stanza.getChildText("body") === "abcd");
    await expect(her.chat.send(id, "\u0000", "2")).rejects.toMatchObject({ code: "bad-request" });
  });
});
