import { ConversationId, limits } from "../../src/protocol/index.ts";
import { address, rejection, type Actor, type Stage } from "./stage.ts";

const context = { subject: "Budget", importance: "high", item: "AAMk=" } as const;

const unread = async (actor: Actor) => (await actor.chat.conversations()).map((known) => known.unread);

export function chatContract(stage: Stage): void {
  const opened = async () => {
    const [alice, bob] = await stage.enter("alice", "bob");
    return { alice, bob, conversation: await alice.chat.open([bob.address], context) };
  };

  it("opens one conversation for one set of people, whoever opens it", async () => {
    const { alice, bob, conversation } = await opened();
    expect(conversation).toMatchObject({ via: stage.network.name, unread: 0, context });
    expect(new Set(conversation.people)).toEqual(new Set([alice.address, bob.address]));
    expect((await bob.chat.open([alice.address, bob.address], {})).id).toBe(conversation.id);
    expect((await alice.chat.open([bob.address, bob.address], {})).id).toBe(conversation.id);
  });

  it("takes the topic from the item that it was opened from last, and the link for its owner alone", async () => {
    const { alice, bob, conversation } = await opened();
    const again = await bob.chat.open([alice.address], { subject: "Lunch", item: "BBMk=" });
    expect(again.context).toMatchObject({ subject: "Lunch", item: "BBMk=" });
    await bob.chat.send(conversation.id, "hello", "1");
    await alice.hear("message");
    const [mine] = await alice.chat.conversations();
    expect(mine?.context.subject).toBe("Lunch");
    expect(mine?.context.item).not.toBe("BBMk=");
  });

  it("refuses to open one with somebody whom nobody knows", async () => {
    const [alice] = await stage.enter("alice");
    await expect(alice.chat.open([address("nobody@example.org")], {})).rejects.toMatchObject(rejection("not-found"));
  });

  it("refuses to open one with the user alone", async () => {
    const [alice] = await stage.enter("alice");
    await expect(alice.chat.open([alice.address], {})).rejects.toMatchObject(rejection("bad-request"));
  });

  it("delivers a message to the other, and to the sender's own accounts", async () => {
    const { alice, bob, conversation } = await opened();
    const text = "¿Qué tal? 👩‍👩‍👧 <img src=x onerror=alert(1)> \u202Eabc\n\tשלום";
    const sent = await alice.chat.send(conversation.id, text, "1");
    expect(sent).toMatchObject({ conversation: conversation.id, from: alice.address, text, key: "1" });
    const heard = await bob.hear("message");
    expect(heard).toMatchObject({ id: sent.id, text, from: alice.address });
    expect(await alice.hear("message")).toMatchObject({ id: sent.id });
  });

  it("tells of a conversation before its first message, and of none that is still empty", async () => {
    const { alice, bob, conversation } = await opened();
    expect(await bob.chat.conversations()).toEqual([]);
    await alice.chat.send(conversation.id, "hello", "1");
    await bob.hear("message");
    const [begun] = bob.all("conversation");
    expect(begun).toMatchObject({ id: conversation.id, context: { subject: "Budget" }, unread: 0 });
    expect(begun?.last).toBeUndefined();
  });

  it("keeps a message once, however often its key is sent", async () => {
    const { alice, bob, conversation } = await opened();
    const first = await alice.chat.send(conversation.id, "once", "key");
    const again = await alice.chat.send(conversation.id, "once", "key");
    expect(again.id).toBe(first.id);
    await alice.chat.send(conversation.id, "next", "other");
    await bob.hear("message", ({ text }) => text === "next");
    expect(bob.all("message").map(({ text }) => text)).toEqual(["once", "next"]);
  });

  it("lets two people use the same key", async () => {
    const { alice, bob, conversation } = await opened();
    const hers = await alice.chat.send(conversation.id, "a", "1");
    const his = await bob.chat.send(conversation.id, "b", "1");
    expect(his.id).not.toBe(hers.id);
  });

  it("gives history in pages, oldest first, and says when there is more", async () => {
    const { alice, conversation } = await opened();
    for (let index = 0; index < 60; index++) await alice.chat.send(conversation.id, `message ${index}`, `${index}`);
    const late = await alice.chat.history(conversation.id);
    expect(late.messages.map(({ text }) => text)).toEqual(Array.from({ length: 50 }, (_, index) => `message ${index + 10}`));
    expect(late.more).toBe(true);
    const early = await alice.chat.history(conversation.id, late.messages[0]?.id);
    expect(early.messages.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, index) => `message ${index}`));
    expect(early.more).toBe(false);
  });

  it("counts what is unread until it is read, and tells the other up to where", async () => {
    const { alice, bob, conversation } = await opened();
    await alice.chat.send(conversation.id, "one", "1");
    const two = await alice.chat.send(conversation.id, "two", "2");
    await bob.hear("message", ({ id }) => id === two.id);
    expect(await unread(bob)).toEqual([2]);
    expect(await unread(alice)).toEqual([0]);
    await bob.chat.read(conversation.id, two.id);
    expect(await alice.hear("read")).toEqual([conversation.id, bob.address, two.id]);
    expect(await unread(bob)).toEqual([0]);
    expect((await alice.chat.conversations())[0]?.read[bob.address]).toBe(two.id);
  });

  it("never moves a read marker back", async () => {
    const { alice, bob, conversation } = await opened();
    const one = await alice.chat.send(conversation.id, "one", "1");
    const two = await alice.chat.send(conversation.id, "two", "2");
    await bob.hear("message", ({ id }) => id === two.id);
    await bob.chat.read(conversation.id, two.id);
    await bob.chat.read(conversation.id, one.id);
    expect((await bob.chat.conversations())[0]?.unread).toBe(0);
  });

  it("passes on that somebody types, to the others alone", async () => {
    const { alice, bob, conversation } = await opened();
    // Some networks tell only those who are surely there.
    await alice.chat.send(conversation.id, "hello", "1");
    await bob.hear("message");
    bob.chat.typing(conversation.id, true);
    bob.chat.typing(conversation.id, false);
    await alice.hear("typing", ([, , on]) => !on);
    expect(alice.all("typing")).toEqual([
      [conversation.id, bob.address, true],
      [conversation.id, bob.address, false],
    ]);
    expect(bob.all("typing")).toEqual([]);
  });

  it("lists conversations with messages, the latest first", async () => {
    const [alice, bob, carol] = await stage.enter("alice", "bob", "carol");
    const withBob = await alice.chat.open([bob.address], {});
    const withCarol = await alice.chat.open([carol.address], {});
    await alice.chat.send(withCarol.id, "c", "1");
    await alice.chat.send(withBob.id, "b", "1");
    expect((await alice.chat.conversations()).map(({ id, last }) => [id, last?.text])).toEqual([
      [withBob.id, "b"],
      [withCarol.id, "c"],
    ]);
  });

  it("reaches those who appear offline", async () => {
    const { alice, bob, conversation } = await opened();
    await bob.presence.publish?.({ availability: "offline" });
    await alice.chat.send(conversation.id, "psst", "1");
    expect(await bob.hear("message")).toMatchObject({ conversation: conversation.id, from: alice.address, text: "psst" });
    await alice.chat.send(conversation.id, "again", "2");
    await bob.hear("message", ({ text }) => text === "again");
    expect(bob.all("message").map(({ text }) => text)).toEqual(["psst", "again"]);
  });

  it("refuses strangers, unknown conversations, and texts that are empty or too long", async () => {
    const { alice, conversation } = await opened();
    const [carol] = await stage.enter("carol");
    const nowhere = ConversationId.parse("nowhere");
    await expect(carol.chat.send(conversation.id, "x", "1")).rejects.toMatchObject(rejection("forbidden"));
    await expect(carol.chat.history(conversation.id)).rejects.toMatchObject(rejection("forbidden"));
    await expect(carol.chat.read(conversation.id, "1")).rejects.toMatchObject(rejection("forbidden"));
    await expect(alice.chat.send(nowhere, "x", "1")).rejects.toMatchObject(rejection("not-found"));
    await expect(alice.chat.history(nowhere)).rejects.toMatchObject(rejection("not-found"));
    await expect(alice.chat.send(conversation.id, "", "1")).rejects.toMatchObject(rejection("bad-request"));
    await expect(alice.chat.send(conversation.id, "x".repeat(limits.text + 1), "1")).rejects.toMatchObject(rejection("too-large"));
    carol.chat.typing(conversation.id, true);
    await alice.chat.send(conversation.id, "still here", "2");
    expect(alice.all("typing")).toEqual([]);
  });

  it("keeps messages for those who are away", async () => {
    const [alice] = await stage.enter("alice");
    const conversation = await alice.chat.open([stage.users.bob.person.address], {});
    await alice.chat.send(conversation.id, "for later", "1");
    const [bob] = await stage.enter("bob");
    expect(await bob.chat.conversations()).toMatchObject([{ id: conversation.id, unread: 1, last: { text: "for later" } }]);
  });
}
