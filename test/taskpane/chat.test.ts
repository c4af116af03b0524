import type { Conversation, ConversationId, GatewayMessage, Message, Person } from "../../src/protocol/index.ts";
import { EmailAddress } from "../../src/protocol/index.ts";
import { noChats, reduceChats, type Chats } from "../../src/taskpane/chat/state.ts";
import { newIn } from "../../src/taskpane/chat/thread.ts";
import { initial, type Event } from "../../src/taskpane/state.ts";

const alice = EmailAddress.parse("alice@example.org");
const bob = EmailAddress.parse("bob@example.org");
const id = "c1" as ConversationId; // its schema only checks the length
const person: Person = { address: alice, kind: "person" };

function message(number: number, from = bob, more: Partial<Message> = {}): Message {
  return { id: `m${number}`, conversation: id, from, text: `text ${number}`, at: number * 1000, ...more };
}

function conversation(more: Partial<Conversation> = {}): Conversation {
  return { id, people: [alice, bob], context: {}, via: "local", unread: 0, read: {}, ...more };
}

function heard(heardMessage: GatewayMessage): Event {
  return { type: "heard", message: heardMessage };
}

function welcome(...conversations: Conversation[]): Event {
  const status = { availability: "automatic" } as const;
  return heard({ type: "welcome", version: "0", pane: "p1", user: person, status, networks: [], conversations, calls: [] });
}

function page(...messages: Message[]): Event {
  return { type: "chat-page", conversation: id, messages, more: false };
}

function after(...events: Event[]): Chats {
  return events.reduce(reduceChats, noChats);
}

function ids(chats: Chats): readonly string[] {
  return chats.threads[id]?.messages.map((one) => one.id) ?? [];
}

const arrives = (one: Message): Event => heard({ type: "message", message: one });
const shown: Event = { type: "view", view: { name: "chat", conversation: id } };
const outgoing = { conversation: id, key: "k1", text: "hi", at: 5000, state: "sending" } as const;
const sending: Event = { type: "chat-sending", outgoing };

describe("conversations", () => {
  it("come with welcome", () => {
    expect(after(welcome(conversation({ unread: 3 }))).conversations[id]?.unread).toBe(3);
  });

  it("count a message of somebody else as unread, once", () => {
    const chats = after(welcome(conversation()), arrives(message(1)), arrives(message(1)));
    expect(chats.conversations[id]).toMatchObject({ unread: 1, last: message(1) });
  });

  it("do not count what the gateway has counted already", () => {
    const counted = heard({ type: "conversation", conversation: conversation({ unread: 1, last: message(1) }) });
    expect(after(welcome(conversation()), counted, arrives(message(1))).conversations[id]?.unread).toBe(1);
  });

  it("do not count a message that is told again because it has changed", () => {
    const counted = welcome(conversation({ unread: 1, last: message(2) }));
    const chats = after(counted, arrives(message(1, bob, { text: "better", edited: 9000 })), arrives(message(2, bob, { retracted: true })));
    expect(chats.conversations[id]).toMatchObject({ unread: 1, last: { id: "m2", retracted: true } });
    expect(chats.threads[id]?.messages.map(({ text }) => text)).toContain("better");
  });

  it("ask for the latest page again where they tell of a message that was not heard", () => {
    const missed = heard({ type: "conversation", conversation: conversation({ unread: 1, last: message(2) }) });
    expect(after(welcome(conversation()), page(message(1)), missed).threads[id]?.fresh).toBe(false);
    expect(after(welcome(conversation()), page(message(1), message(2)), missed).threads[id]?.fresh).toBe(true);
  });

  it("do not count the user's own messages from another pane", () => {
    expect(after(welcome(conversation()), arrives(message(1, alice))).conversations[id]?.unread).toBe(0);
  });

  it("have nothing unread once the user has read them on another pane", () => {
    const read = heard({ type: "read", conversation: id, by: alice, upTo: "m2" });
    const chats = after(welcome(conversation({ unread: 2 })), page(message(1), message(2)), read);
    expect(chats.conversations[id]).toMatchObject({ unread: 0, read: { [alice]: "m2" } });
  });

  it("keep unread what came after the mark", () => {
    const chats = after(welcome(conversation({ unread: 2 })), page(message(1), message(2)), {
      type: "chat-read",
      conversation: id,
      upTo: "m1",
    });
    expect(chats.conversations[id]?.unread).toBe(1);
  });

  it("mark where new begins when the reader comes", () => {
    expect(after(welcome(conversation({ unread: 1, read: { [alice]: "m1" } })), shown).threads[id]?.newAfter).toBe("m1");
    expect(after(welcome(conversation({ unread: 1 })), shown).threads[id]?.newAfter).toBeNull();
    expect(after(welcome(conversation()), shown).threads[id]?.newAfter).toBeUndefined();
  });
});

describe("a thread", () => {
  it("holds each message once, oldest first", () => {
    const chats = after(welcome(conversation()), page(message(2), message(3)), arrives(message(4)), arrives(message(3)));
    expect(ids(chats)).toEqual(["m2", "m3", "m4"]);
  });

  it("takes an older page in before what it has", () => {
    const older: Event = { type: "chat-page", conversation: id, messages: [message(1)], more: true, before: "m2" };
    const chats = after(welcome(conversation()), page(message(2)), older);
    expect(ids(chats)).toEqual(["m1", "m2"]);
    expect(chats.threads[id]?.more).toBe(true);
  });

  it("stays fresh over a broken line where nothing was missed", () => {
    const last = { last: message(2) };
    expect(after(welcome(conversation(last)), page(message(2)), welcome(conversation(last))).threads[id]?.fresh).toBe(true);
  });

  it("asks again after a broken line where something was missed", () => {
    const chats = after(welcome(conversation()), page(message(2)), welcome(conversation({ last: message(3) })));
    expect(chats.threads[id]?.fresh).toBe(false);
  });

  it("keeps older pages where the latest one overlaps", () => {
    const chats = after(
      welcome(conversation()),
      page(message(1), message(2)),
      welcome(conversation({ last: message(3) })),
      page(message(2), message(3)),
    );
    expect(ids(chats)).toEqual(["m1", "m2", "m3"]);
  });

  it("drops what lies before a gap, so that nothing missing goes unseen", () => {
    const chats = after(
      welcome(conversation()),
      page(message(1)),
      welcome(conversation({ last: message(9) })),
      page(message(8), message(9)),
    );
    expect(ids(chats)).toEqual(["m8", "m9"]);
  });

  it("keeps a message that arrives before the page that was asked for", () => {
    expect(ids(after(welcome(conversation()), arrives(message(9)), page(message(7), message(8))))).toEqual(["m7", "m8", "m9"]);
  });

  it("has no gap either where more has come than one look finds", () => {
    const chats = after(welcome(conversation()), page(message(1), message(2)), page(message(8), message(9)));
    expect(ids(chats)).toEqual(["m8", "m9"]);
  });

  it("tells how many replies a look has found, and what was said last", () => {
    const before = after(welcome(conversation({ last: message(2) })), page(message(1), message(2)));
    const found = reduceChats(before, page(message(2), message(3, alice), message(4), message(5)));
    expect(newIn(before.threads[id], found.threads[id], alice)).toBe(2);
    expect(newIn(found.threads[id], found.threads[id], alice)).toBe(0);
    expect(found.conversations[id]?.last).toEqual(message(5));
  });

  it("shows who writes until their message arrives", () => {
    const typing = heard({ type: "typing", conversation: id, from: bob, on: true });
    expect(after(welcome(conversation()), typing).threads[id]?.typing).toEqual([{ from: bob }]);
    expect(after(welcome(conversation()), typing, arrives(message(1))).threads[id]?.typing).toEqual([]);
  });

  it("lets only the latest notice of typing run out", () => {
    const typing = heard({ type: "typing", conversation: id, from: bob, on: true });
    const first = after(welcome(conversation()), typing);
    const old = first.threads[id]?.typing[0] ?? { from: bob };
    const again = reduceChats(first, typing);
    const over: Event = { type: "chat-typing-over", conversation: id, typing: old };
    expect(reduceChats(again, over).threads[id]?.typing).toHaveLength(1);
    expect(reduceChats(first, over).threads[id]?.typing).toHaveLength(0);
  });
});

describe("the outbox", () => {
  it("keeps a message until the gateway has it, whichever word of it comes first", () => {
    const delivered = message(1, alice, { key: "k1" });
    const answered: Event = { type: "chat-delivered", message: delivered };
    for (const events of [[answered], [arrives(delivered)], [answered, arrives(delivered)], [page(delivered)]]) {
      const chats = after(welcome(conversation()), sending, ...events);
      expect(chats.outbox).toEqual([]);
      expect(ids(chats)).toEqual(["m1"]);
    }
  });

  it("is not fooled by somebody else's key", () => {
    expect(after(welcome(conversation()), sending, arrives(message(1, bob, { key: "k1" }))).outbox).toHaveLength(1);
  });

  it("keeps a failed message with its reason until the reader decides", () => {
    const failed = after(sending, { type: "chat-failed", key: "k1", code: "storage" });
    expect(failed.outbox).toEqual([{ ...outgoing, state: "failed", code: "storage" }]);
    expect(reduceChats(failed, { type: "chat-discarded", key: "k1" }).outbox).toEqual([]);
    expect(reduceChats(failed, sending).outbox).toEqual([outgoing]);
  });

  it("takes back what an earlier pane left, once", () => {
    const restored: Event = { type: "chat-restored", drafts: { [id]: "half a th" }, outbox: [outgoing] };
    const chats = after(restored, restored);
    expect(chats.outbox).toEqual([outgoing]);
    expect(chats.drafts[id]).toBe("half a th");
  });
});

it("leaves the state as it is for what is not about chats", () => {
  expect(reduceChats(noChats, { type: "item", item: null })).toBe(noChats);
  expect(initial.chats).toBe(noChats);
});
