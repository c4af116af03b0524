/**
 * Teams' chats as one user sees them, in that user's name. chats.ts has the questions, message.ts and words.ts make messages of Teams' HTML.
 * Nothing is asked for again and again: Microsoft forbids to poll chats. What others write is told by Graph (follow.ts, replies.ts) where that
 * can reach the gateway, and comes with `history` alone where it cannot.
 */
import { LRUCache } from "lru-cache";
import {
  type Conversation,
  ConversationId,
  type EmailAddress,
  type ItemContext,
  limits,
  type Message,
  parseAddress,
} from "../../../../protocol/index.ts";
import { hostsOf } from "../../../graph/config.ts";
import type { Delegated, Graph } from "../../../graph/index.ts";
import { type AccountEvents, type Chat, NetworkError } from "../../../network.ts";
import { network } from "../describe.ts";
import { asks, type GraphChat, type Member } from "./chats.ts";
import { follows } from "./follow.ts";
import { botAddress, type GraphMessage, mapMessage } from "./message.ts";
import type { Replies } from "./replies.ts";

export interface TeamsParts {
  readonly graph: Graph;
  readonly delegated: Delegated;
  /** Whose chats they are. */
  readonly user: { readonly id: string; readonly address: EmailAddress };
  readonly events: Pick<AccountEvents, "conversation" | "message" | "read">;
  /** Undefined where Graph cannot reach the gateway. */
  readonly replies?: Replies | undefined;
  readonly now: () => number;
}

export interface TeamsChat extends Chat {
  /** The user has brought a fresh token. */
  wake(): void;
  close(): Promise<void>;
}

/** How many group chats are looked through for one of the same people. */
const mostSearched = 200;

export function teams({ graph, delegated, user, events, replies, now }: TeamsParts): TeamsChat {
  const { client, token } = delegated;
  /** What it was opened from, which Teams keeps in part alone. */
  const contexts = new LRUCache<ConversationId, ItemContext>({ max: 500 });
  const addresses = new LRUCache<string, Promise<EmailAddress | undefined>>({ max: 5000, ttl: 10 * 60_000 });
  /** When each message was written, in Graph's own digits: `history` goes back from there. */
  const written = new LRUCache<string, string>({ max: 5000 });
  const sent = new LRUCache<string, Promise<Message>>({ max: 500 });
  /** Messages that may have arrived, or not: since when they were tried. */
  const doubtful = new LRUCache<string, number>({ max: 500 });
  const underWay = new Set<Promise<unknown>>();
  const open = follows({
    replies,
    delegated,
    self: user.id,
    map,
    tell: events.message,
    retell: async (chat) => events.conversation(await conversationOf(await client.ask(asks.one(chat)))),
    settled: () => Promise.allSettled(underWay),
    now,
  });

  function addressOf(id: string): Promise<EmailAddress | undefined> {
    const known = addresses.get(id);
    if (known) return known;
    const asked = graph.addressOf(id);
    addresses.set(id, asked);
    asked.catch(() => addresses.delete(id));
    return asked;
  }

  async function map(message: GraphMessage, conversation: ConversationId): Promise<Message | undefined> {
    if (message.createdDateTime) written.set(message.id, message.createdDateTime);
    open.note(conversation, message);
    const { user: person, application } = message.from ?? {};
    const from = person?.id ? await addressOf(person.id) : application ? parseAddress(botAddress(application.displayName)) : undefined;
    return mapMessage(message, conversation, from);
  }

  async function conversationOf(chat: GraphChat): Promise<Conversation> {
    const id = ConversationId.parse(chat.id);
    const members = (chat.members ?? []).map(
      async ({ userId, email }) => (userId && (await addressOf(userId))) || parseAddress(email ?? ""),
    );
    const people = new Set((await Promise.all(members)).filter((address) => address !== undefined));
    const last = chat.lastMessagePreview ? await map(chat.lastMessagePreview, id) : undefined;
    const readUntil = Date.parse(chat.viewpoint?.lastMessageReadDateTime ?? "");
    const { subject = chat.topic ?? undefined, ...context } = contexts.get(id) ?? {};
    return {
      id,
      people: [...people.add(user.address)],
      context: { ...context, ...(subject !== undefined && { subject }) },
      via: network,
      ...(last && { last }),
      // Teams says when its user last looked, and not how much has come since.
      unread: last && last.from !== user.address && !(last.at <= readUntil) ? 1 : 0,
      read: {},
      ...(chat.webUrl && { link: chat.webUrl }),
      ...(!open.tells(id) && { replies: "on-request" as const }),
    };
  }

  async function membersOf(people: readonly EmailAddress[]): Promise<readonly Member[]> {
    const found = await graph.users.find(people);
    if (people.some((address) => !found.has(address))) throw new NetworkError("not-found", "Somebody of them is not in Teams.");
    const others = new Map([...found.values()].map(({ id, userType }) => [id, { id, guest: userType === "Guest" }]));
    others.delete(user.id);
    if (others.size === 0) throw new NetworkError("bad-request", "A conversation needs somebody else.");
    return [{ id: user.id, guest: false }, ...others.values()];
  }

  async function existing(members: readonly Member[]): Promise<GraphChat | undefined> {
    const ids = new Set(members.map(({ id }) => id));
    let searched = 0;
    for await (const page of client.pages(asks.groups())) {
      const found = page.find((chat) => chat.members?.length === ids.size && chat.members.every(({ userId }) => ids.has(userId ?? "")));
      searched += page.length;
      if (found || searched >= mostSearched) return found;
    }
    return undefined;
  }

  /** What seemed to fail, and has arrived all the same. */
  async function arrived(conversation: ConversationId, text: string, since: number): Promise<GraphMessage | undefined> {
    const { value } = await client.ask(asks.messages(conversation));
    const all = await Promise.all(value.map((message) => map(message, conversation)));
    const margin = 60_000; // the clocks may differ
    const found = all.find((message) => message?.from === user.address && message.text === text && message.at >= since - margin);
    return value.find(({ id }) => id === found?.id);
  }

  /** `since`: it may have arrived, from then on. */
  async function put(conversation: ConversationId, text: string, since: number | undefined): Promise<Message | undefined> {
    const before = since === undefined ? undefined : await arrived(conversation, text, since);
    const urgent = contexts.get(conversation)?.importance === "high";
    const answer = before ?? (await client.ask(asks.send(conversation, text, urgent)));
    open.note(conversation, answer, true);
    return map(answer, conversation);
  }

  async function deliver(conversation: ConversationId, text: string, key: string): Promise<Message> {
    const name = `${conversation} ${key}`;
    const since = doubtful.get(name);
    const begun = now();
    const message = await put(conversation, text, since).catch((error: unknown) => {
      if (error instanceof NetworkError && error.code === "unreachable") doubtful.set(name, since ?? begun);
      throw error;
    });
    if (!message) throw new NetworkError("internal", "Teams does not say what became of the message.");
    doubtful.delete(name);
    // Once is enough to say that it matters.
    const context = contexts.get(conversation);
    if (context?.importance) contexts.set(conversation, { ...context, importance: "normal" });
    const own = { ...message, text, key };
    events.message(own);
    return own;
  }

  return {
    async conversations() {
      const { value } = await client.ask(asks.latest());
      const all = await Promise.all(value.filter(({ lastMessagePreview }) => lastMessagePreview).map(conversationOf));
      return all.toSorted((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
    },

    async open(people, context) {
      const members = await membersOf(people);
      const found = members.length > 2 ? await existing(members) : undefined;
      const users = `${hostsOf(graph.application).graph}/v1.0/users`;
      const chat = found ?? (await client.ask(asks.begin(members, context, users)));
      const id = ConversationId.parse(chat.id);
      contexts.set(id, context);
      open.follow(id);
      const knows = members.map(({ id }) => ({ userId: id }));
      return conversationOf({ ...chat, members: chat.members ?? knows });
    },

    async send(conversation, text, key) {
      if (text === "" || key === "") throw new NetworkError("bad-request", "A message needs a text and a key.");
      if (text.length > limits.text) throw new NetworkError("too-large", `A message holds at most ${limits.text} characters.`);
      const name = `${conversation} ${key}`;
      const same = sent.get(name);
      if (same) return same;
      const sending = deliver(conversation, text, key);
      sent.set(name, sending);
      underWay.add(sending);
      sending.catch(() => sent.delete(name)).finally(() => underWay.delete(sending));
      return sending;
    },

    async history(conversation, before) {
      const at = now();
      const moment = before && (written.get(before) ?? (await client.ask(asks.message(conversation, before))).createdDateTime ?? undefined);
      const { value, "@odata.nextLink": next } = await client.ask(asks.messages(conversation, moment));
      const messages = (await Promise.all(value.map((message) => map(message, conversation)))).filter((message) => message !== undefined);
      if (before === undefined) open.noteAll(conversation, at, value);
      open.follow(conversation);
      return { messages: messages.toReversed(), more: next !== undefined };
    },

    /** Graph has no way to say so. */
    typing() {},

    async read(conversation, upTo) {
      events.read(conversation, user.address, upTo);
      if (!(await token.scopes()).has("Chat.ReadWrite")) return; // Teams goes on showing it as unread
      await client.ask(asks.markRead(conversation, user.id, graph.application.tenant));
    },

    wake: open.wake,
    close: open.close,
  };
}
