import { xml } from "@xmpp/client";
import type { Network, User } from "../../../../src/gateway/network.ts";
import type { Actor } from "../../../contract/stage.ts";
import { onEachServer } from "../../../servers/each.ts";
import type { Person } from "../../../servers/person.ts";
import { configure, invite, join, muc, occupant, say } from "../../../servers/room.ts";
import { body, erases, scene } from "./scene.ts";

const markers = "urn:xmpp:chat-markers:0";

onEachServer({ people: 100 }, (name, server) => {
  const set = scene(server);
  /** In Rollcall: Alice. At ordinary clients: Bob and Carol. Nobody has met them before. */
  let alice: User;
  let bob: User;
  let carol: User;
  let network: Network;
  let her: Actor;
  let him: Person;

  const enter = (who: User): Promise<Actor> => set.enter(network, who);
  /** Bob makes a room at his client where everybody sees who is there, and asks Alice in. */
  const invited = async (): Promise<string> => {
    const room = `room-of-${bob.address.replace(/@.*/, "")}@${server().muc}`;
    await join(him, room, "bob");
    await configure(him, room, { "muc#roomconfig_whois": "anyone" });
    await invite(him, room, alice.address);
    await occupant(him, room, her.address.replace(/@.*/, ""));
    return room;
  };

  beforeEach(async () => {
    [alice, bob, carol] = set.strangers(3) as [User, User, User]; // as many as were asked for
    network = await set.open([alice, bob, carol]);
    her = await enter(alice);
    him = await set.atDesk(bob);
  });

  it("asks ordinary clients into a room of the mail's people, with its subject", async () => {
    const { id } = await her.chat.open([bob.address, carol.address], { subject: "Budget" });
    const invitation = await him.received((stanza) => stanza.getChild("x", `${muc}#user`)?.getChild("invite") !== undefined);
    const room = String(invitation.attrs.from);
    await join(him, room, "bob");
    const topic = await him.received((stanza) => stanza.attrs.type === "groupchat" && stanza.getChildText("subject") === "Budget");
    expect(topic.getChild("body")).toBeUndefined();
    await her.chat.send(id, "hello", "1");
    await him.received((stanza) => stanza.getChildText("body") === "hello");
    await say(him, room, "b1", body("good morning"));
    expect(await her.hear("message", ({ text }) => text === "good morning")).toMatchObject({ conversation: id, from: bob.address });
    await say(him, room, "b2", xml("subject", {}, "Lunch"));
    expect(await her.hear("conversation", ({ context }) => context.subject === "Lunch")).toMatchObject({ id });
  });

  it("keeps others out of it", async () => {
    await her.chat.open([bob.address, carol.address], {});
    const { attrs } = await him.received((stanza) => stanza.getChild("x", `${muc}#user`)?.getChild("invite") !== undefined);
    const [dave] = set.strangers(1) as [User]; // as many as were asked for
    const stranger = await set.atDesk(dave);
    await stranger.send("presence", { to: `${attrs.from}/bob` }, xml("x", { xmlns: muc }));
    const refusal = await stranger.received((stanza) => stanza.is("presence") && stanza.attrs.type === "error");
    expect(refusal.getChild("error")?.getChild("registration-required")).toBeDefined();
  });

  it("is in a room at once that somebody known asks the user into", async () => {
    const room = await invited();
    await say(him, room, "b1", body("welcome"));
    const { conversation } = await her.hear("message");
    expect(await her.hear("conversation")).toMatchObject({ id: conversation, people: [alice.address, bob.address] });
    await her.chat.send(conversation, "thanks", "1");
    await him.received((stanza) => stanza.getChildText("body") === "thanks" && stanza.attrs.type === "groupchat");
  });

  it("is there again in the next session, and knows what was read", async () => {
    const room = await invited();
    await say(him, room, "b1", body("one"));
    const one = await her.hear("message");
    await her.chat.read(one.conversation, one.id);
    await him.received((stanza) => stanza.getChild("displayed", markers) !== undefined && stanza.attrs.type === "groupchat");
    await her.account.close();
    await say(him, room, "b2", body("two"));
    her = await enter(alice);
    expect(await her.chat.conversations()).toMatchObject([{ id: one.conversation, unread: 1, last: { text: "two", from: bob.address } }]);
    await say(him, room, "b3", body("three"));
    expect(await her.hear("message", ({ text }) => text === "three")).toMatchObject({ conversation: one.conversation });
  });

  it("shows what was corrected and taken back by those who wrote it, and by nobody else", async () => {
    const room = await invited();
    await say(him, room, "b1", body("frist"));
    const first = await her.hear("message");
    const hers = await set.atDesk(carol);
    await invite(him, room, carol.address);
    await join(hers, room, "carol");
    const correct = (client: Person, id: string, text: string) =>
      say(client, room, id, body(text), xml("replace", { xmlns: "urn:xmpp:message-correct:0", id: "b1" }));
    await correct(hers, "c1", "forged");
    await correct(him, "b2", "first");
    expect(await her.hear("message", ({ edited }) => edited !== undefined)).toMatchObject({ id: first.id, text: "first" });
    const retract = (client: Person, id: string) =>
      say(
        client,
        room,
        id,
        xml("retract", { xmlns: "urn:xmpp:message-retract:1", id: first.id }),
        xml("store", { xmlns: "urn:xmpp:hints" }),
      );
    await retract(hers, "c2");
    await say(hers, room, "c3", body("done"));
    await her.hear("message", ({ text }) => text === "done");
    await retract(him, "b3");
    expect(await her.hear("message", ({ retracted }) => retracted === true)).toMatchObject({ id: first.id, text: "" });
    expect(her.all("message").map(({ text }) => text)).not.toContain("forged");
    const gone = (await erases(him, server())) ? [] : [{ id: first.id, retracted: true }];
    expect((await her.chat.history(first.conversation)).messages).toMatchObject([...gone, { text: "done" }]);
  });

  it("takes nobody for somebody else who has had the same nick", async () => {
    const room = await invited();
    await say(him, room, "b1", body("I am Bob"));
    const first = await her.hear("message");
    await him.send("presence", { to: `${room}/bob`, type: "unavailable" });
    await him.received((stanza) => stanza.is("presence") && stanza.attrs.type === "unavailable" && stanza.attrs.from === `${room}/bob`);
    const mallory = await set.atDesk(carol);
    await join(mallory, room, "bob");
    await say(mallory, room, "c1", body("I am Bob, too"));
    expect(await her.hear("message", ({ text }) => text === "I am Bob, too")).toMatchObject({ from: carol.address });
    const { messages } = await her.chat.history(first.conversation);
    expect(messages.map(({ from }) => from)).toEqual([bob.address, carol.address]);
  });

  it("chooses another nick where somebody has taken the user's", async () => {
    const room = `nicks-of-${bob.address.replace(/@.*/, "")}@${server().muc}`;
    const nick = her.address.replace(/@.*/, "");
    await join(him, room, nick);
    await configure(him, room, { "muc#roomconfig_whois": "anyone" });
    await invite(him, room, alice.address);
    await occupant(him, room, `${nick} 2`);
    await say(him, room, "b1", body("twins"));
    expect(await her.hear("message")).toMatchObject({ from: bob.address });
  });

  it("says that the user belongs to a room no longer that they were put out of", async () => {
    await her.chat.open([bob.address, carol.address], {});
    const room = await invited();
    await say(him, room, "b1", body("goodbye"));
    const { conversation } = await her.hear("message");
    const outcast = xml("query", { xmlns: `${muc}#admin` }, xml("item", { affiliation: "outcast", jid: alice.address }));
    await him.ask("set", outcast, { to: room });
    await him.received((stanza) => stanza.attrs.type === "unavailable" && stanza.getChild("x", `${muc}#user`) !== undefined);
    await expect(her.chat.send(conversation, "wait", "1")).rejects.toMatchObject({ code: "forbidden" });
  });

  it("leaves with those who appear offline, and tells them what they missed when they are back", async () => {
    const room = await invited();
    await say(him, room, "b1", body("one"));
    await her.hear("message");
    await her.presence.publish?.({ availability: "offline" });
    await him.received((stanza) => stanza.attrs.type === "unavailable" && stanza.getChild("x", `${muc}#user`) !== undefined);
    await say(him, room, "b2", body("two"));
    await him.received((stanza) => stanza.getChildText("body") === "two");
    await her.presence.publish?.({ availability: "available" });
    expect(await her.hear("message", ({ text }) => text === "two")).toMatchObject({ from: bob.address });
    expect(her.all("message").map(({ text }) => text)).toEqual(["one", "two"]);
  });

  it(`goes on without a room of ${name} that somebody has destroyed`, async () => {
    const room = await invited();
    await say(him, room, "b1", body("goodbye"));
    const { conversation } = await her.hear("message");
    await him.ask("set", xml("query", { xmlns: `${muc}#owner` }, xml("destroy")), { to: room });
    await him.received((stanza) => stanza.attrs.type === "unavailable" && stanza.getChild("x", `${muc}#user`) !== undefined);
    await her.account.close();
    her = await enter(alice);
    expect((await her.chat.conversations()).filter(({ id }) => id === conversation)).toEqual([]);
    const { id } = await her.chat.open([bob.address], {});
    await her.chat.send(id, "what now?", "1");
    await him.received((stanza) => stanza.getChildText("body") === "what now?");
  });
});
