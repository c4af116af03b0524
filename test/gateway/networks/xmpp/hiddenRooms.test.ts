import { xml } from "@xmpp/client";
import type { Network, User } from "../../../../src/gateway/network.ts";
import { ConversationId } from "../../../../src/protocol/index.ts";
import type { Actor } from "../../../contract/stage.ts";
import { onEachServer } from "../../../servers/each.ts";
import type { Person } from "../../../servers/person.ts";
import { configure, gone, invite, join, leave, muc, occupant, say } from "../../../servers/room.ts";
import { body, scene } from "./scene.ts";

/** Rooms as both servers make them where nothing is asked of them: who is in them is the moderators' to know. */
onEachServer({ people: 100 }, (name, server) => {
  const set = scene(server);
  /** In Rollcall: Alice. At an ordinary client: Bob, whose room it is. */
  let alice: User;
  let bob: User;
  let carol: User;
  let network: Network;
  let her: Actor;
  let him: Person;
  let room: string;
  let nick: string;

  const hears = (text: string) => her.hear("message", (message) => message.text === text);
  const again = async (): Promise<void> => {
    await her.account.close();
    await gone(him, room, nick);
    her = await set.enter(network, alice);
  };
  const conversation = async () => (await her.chat.conversations())[0];
  const told = async (id: Parameters<Actor["chat"]["history"]>[0]) =>
    (await her.chat.history(id)).messages.map(({ from, nick: said, text }) => [said ?? from, text]);

  beforeEach(async () => {
    [alice, bob, carol] = set.strangers(3) as [User, User, User]; // as many as were asked for
    network = await set.open([alice, bob, carol]);
    her = await set.enter(network, alice);
    him = await set.atDesk(bob);
    nick = alice.address.replace(/@.*/, "");
    room = `hidden-${nick}@${server().muc}`;
    await join(him, room, "bob");
    await configure(him, room);
    // Directly: by way of the room it would come from a nick there, whom nobody knows.
    await him.send("message", { to: alice.address }, xml("x", { xmlns: "jabber:x:conference", jid: room }));
    await occupant(him, room, nick);
  });

  it("are heard under the nicks of those who speak, now and later, and the user's own words are their own", async () => {
    await say(him, room, "b1", body("who is there?"));
    expect(await hears("who is there?")).toMatchObject({ from: room, nick: "bob" });
    const { id } = await her.hear("conversation");
    expect(await conversation()).toMatchObject({ id, people: [alice.address], room: `hidden-${nick}`, unread: 1 });
    const own = await her.chat.send(id, "it is me", "1");
    expect(own).toMatchObject({ from: alice.address, key: "1" });
    expect(own).not.toHaveProperty("nick");
    await him.received((stanza) => stanza.getChildText("body") === "it is me");
    const both = [
      ["bob", "who is there?"],
      [alice.address, "it is me"],
    ];
    expect(await told(id)).toEqual(both);
    await again();
    expect(await conversation()).toMatchObject({ id, unread: 0, room: `hidden-${nick}`, last: { from: alice.address, key: "1" } });
    expect(await told(id)).toEqual(both);
    expect(await her.chat.send(id, "it is me", "1")).toMatchObject({ id: own.id });
  });

  it("are read as far as the user has read in the session before", async () => {
    await say(him, room, "b1", body("one"));
    const one = await hears("one");
    await her.chat.read(one.conversation, one.id);
    await him.received((stanza) => stanza.getChild("displayed", "urn:xmpp:chat-markers:0") !== undefined);
    await say(him, room, "b2", body("two"));
    await hears("two");
    await again();
    expect(await conversation()).toMatchObject({ unread: 1, last: { text: "two", nick: "bob" }, read: { [alice.address]: one.id } });
  });

  it("show nobody else's words as the user's: not under their nick, and not as a copy", async () => {
    const { id } = await begun();
    await her.chat.send(id, "yes", "1");
    const genuine = await him.received((stanza) => stanza.getChildText("body") === "yes");
    await her.account.close();
    await gone(him, room, nick);
    const mallory = await set.atDesk(carol);
    await join(mallory, room, nick);
    await say(mallory, room, String(genuine.attrs.id), ...genuine.getChildElements());
    await say(mallory, room, "c2", body("and I am Alice, too"));
    await him.received((stanza) => stanza.getChildText("body") === "and I am Alice, too");
    await leave(mallory, room, nick);
    her = await set.enter(network, alice);
    expect(await conversation()).toMatchObject({ id, unread: 2 });
    expect(await told(id)).toEqual([
      ["bob", "hello"],
      [alice.address, "yes"],
      [nick, "yes"],
      [nick, "and I am Alice, too"],
    ]);
  });

  const identifies = name === "prosody"; // XEP-0421, which ejabberd has from 23.10 on, where it is asked to
  it(`change what was said ${identifies ? "by whoever said it alone" : "for nobody, where nobody can tell who it is"}`, async () => {
    const { id } = await begun();
    const first = await hears("hello");
    const correct = (client: Person, stanza: string, text: string) =>
      say(client, room, stanza, body(text), xml("replace", { xmlns: "urn:xmpp:message-correct:0", id: "b1" }));
    await correct(him, "b2", "hello, Alice");
    const { id: shown, nick: by } = await hears("hello, Alice");
    expect([shown === first.id, by]).toEqual([identifies, "bob"]);
    await leave(him, room, "bob");
    const mallory = await set.atDesk(carol);
    await join(mallory, room, "bob");
    await correct(mallory, "c1", "forged");
    await say(
      mallory,
      room,
      "c2",
      xml("retract", { xmlns: "urn:xmpp:message-retract:1", id: "b1" }),
      xml("store", { xmlns: "urn:xmpp:hints" }),
    );
    await say(mallory, room, "c3", body("done"));
    await hears("done");
    expect(await told(id)).toEqual(
      identifies
        ? [
            ["bob", "hello, Alice"],
            ["bob", "done"],
          ]
        : [
            ["bob", "hello"],
            ["bob", "hello, Alice"],
            ["bob", "forged"],
            ["bob", "done"],
          ],
    );
  });

  it("name those who speak once they do not hide them any more", async () => {
    await begun();
    await configure(him, room, { "muc#roomconfig_whois": "anyone" });
    expect(await her.hear("conversation", (one) => one.room === undefined)).toMatchObject({ people: [alice.address, bob.address] });
  });

  it("name those who speak to a moderator, for as long as the user is one", async () => {
    await begun();
    const make = (role: string) => him.ask("set", xml("query", { xmlns: `${muc}#admin` }, xml("item", { nick, role })), { to: room });
    await make("moderator");
    expect(await her.hear("conversation", (one) => one.room === undefined)).toMatchObject({ people: [alice.address, bob.address] });
    await say(him, room, "b2", body("it is Bob"));
    expect(await hears("it is Bob")).toMatchObject({ from: bob.address });
    await make("participant");
    expect(await her.hear("conversation", (one) => one.room !== undefined && one.last?.text === "it is Bob")).toMatchObject({
      room: `hidden-${nick}`,
    });
  });

  it("let nobody write under another's name that is believed once they open up", async () => {
    const { id } = await begun();
    const mallory = await set.atDesk(carol);
    await join(mallory, room, "mal");
    const claim = (jid: string) => xml("x", { xmlns: `${muc}#user` }, xml("item", { jid }));
    await say(mallory, room, "c1", body("as Alice"), claim(alice.address));
    await say(mallory, room, "c2", body("as Bob"), claim(bob.address));
    await hears("as Bob");
    await her.chat.send(id, "mine", "1");
    await say(mallory, room, "c3", body("last"), claim(alice.address));
    await hears("last");
    await configure(him, room, { "muc#roomconfig_whois": "anyone" });
    await her.hear("conversation", (one) => one.room === undefined && one.people.length > 1);
    const all = [
      [bob.address, "hello"],
      [carol.address, "as Alice"],
      [carol.address, "as Bob"],
      [alice.address, "mine"],
      [carol.address, "last"],
    ];
    expect(await told(id)).toEqual(all);
    await again();
    expect(await conversation()).toMatchObject({ unread: 1 });
    expect(await told(id)).toEqual(all);
  });

  it("are not entered by looking at one of them", async () => {
    await begun();
    const other = `other-${room}`;
    await join(him, other, "bob");
    await configure(him, other);
    const id = ConversationId.parse(`xmpp:${other}`);
    await expect(her.chat.history(id)).rejects.toMatchObject({ code: "not-found" });
    await expect(her.chat.send(id, "hello", "1")).rejects.toMatchObject({ code: "not-found" });
    expect(him.all().filter(({ attrs }) => attrs.from === `${other}/${nick}`)).toEqual([]);
  });

  it("do not see the user, who appears offline, in a session that begins so", async () => {
    await begun();
    await her.presence.publish?.({ availability: "offline" });
    await gone(him, room, nick);
    await her.account.close();
    const before = him.all().length;
    her = await set.enter(network, alice);
    await her.chat.conversations();
    await say(him, room, "b2", body("anybody?"));
    await him.received((stanza) => stanza.getChildText("body") === "anybody?");
    expect(
      him
        .all()
        .slice(before)
        .filter(({ attrs, name: kind }) => kind === "presence" && attrs.from === `${room}/${nick}`),
    ).toEqual([]);
    await her.presence.publish?.({ availability: "available" });
    await hears("anybody?");
  });

  // ejabberd says who invites even where it says so of nobody else: then the user is in at once.
  if (name !== "prosody") return;

  it("ask the user in by nothing but a nick, and are joined by writing there", async () => {
    const [dave] = set.strangers(1) as [User]; // as many as were asked for
    const his = await set.enter(network, dave);
    await say(him, room, "b1", body("before"));
    await him.received((stanza) => stanza.getChildText("body") === "before");
    await invite(him, room, dave.address, xml("reason", {}, "Lunch"));
    const asked = await his.hear("message");
    expect(asked).toMatchObject({ from: room, nick: "bob", text: "Lunch", invitation: true });
    const { conversation: id } = asked;
    expect(await his.chat.conversations()).toMatchObject([{ id, room: `hidden-${nick}`, people: [dave.address], unread: 1 }]);
    expect(await his.chat.history(id)).toEqual({ messages: [asked], more: false });
    const elsewhere = await set.enter(network, dave);
    expect(await elsewhere.chat.conversations()).toMatchObject([{ id, unread: 0, last: { invitation: true } }]);
    await elsewhere.account.close();
    await his.chat.read(id, asked.id);
    expect(him.all().filter(({ attrs }) => attrs.from === `${room}/${dave.address.replace(/@.*/, "")}`)).toEqual([]);
    await his.chat.send(id, "I am in", "1");
    await him.received((stanza) => stanza.getChildText("body") === "I am in");
    expect((await his.chat.history(id)).messages).toMatchObject([
      { text: "before", nick: "bob" },
      { text: "I am in", from: dave.address },
    ]);
    await say(him, room, "b2", body("welcome"));
    await his.hear("message", ({ text }) => text === "welcome");
    await his.account.close();
    const again = await set.enter(network, dave);
    expect(await again.chat.conversations()).toMatchObject([{ id, unread: 1, last: { text: "welcome" } }]);
  });

  it("ask the user in again after somebody has put them out", async () => {
    const { his, who, id, asked } = await invited();
    await his.chat.send(id, "in", "1");
    const [node] = who.split("@");
    await him.ask("set", xml("query", { xmlns: `${muc}#admin` }, xml("item", { nick: node ?? "", role: "none" })), { to: room });
    await gone(him, room, node ?? "");
    await invite(him, room, who);
    const second = await his.hear("message", (message) => message.invitation === true && message.id !== asked.id);
    expect(await his.chat.history(id)).toEqual({ messages: [second], more: false });
  });

  it("are entered with what was said meanwhile, where somebody known asks, too", async () => {
    const { his, who, id } = await invited();
    await him.send("message", { to: who }, xml("x", { xmlns: "jabber:x:conference", jid: room }));
    await occupant(him, room, who.replace(/@.*/, ""));
    await say(him, room, "b2", body("welcome"));
    await his.hear("message", ({ text }) => text === "welcome");
    await his.chat.history(id);
    expect(await his.chat.conversations()).toMatchObject([{ id, unread: 1, last: { text: "welcome" } }]);
  });

  it("ask the user in, ten of them at the most", async () => {
    const { his, who } = await invited();
    for (let number = 0; number < 12; number++) {
      const another = `${number}-${room}`;
      await join(him, another, "bob");
      await configure(him, another);
      await invite(him, another, who);
    }
    await him.send("message", { to: who, type: "chat" }, body("the end"));
    await his.hear("message", ({ text }) => text === "the end");
    expect(his.all("message").filter(({ invitation }) => invitation)).toHaveLength(10);
  });

  /** Dave is asked in by nothing but a nick. */
  async function invited() {
    const [dave] = set.strangers(1) as [User]; // as many as were asked for
    const his = await set.enter(network, dave);
    await invite(him, room, dave.address);
    const asked = await his.hear("message");
    return { his, who: dave.address, id: asked.conversation, asked };
  }

  /** Bob has said hello. */
  async function begun() {
    await say(him, room, "b1", body("hello"));
    await hears("hello");
    return her.hear("conversation");
  }
});
