import type { Conversation, ConversationId, EmailAddress, GatewayMessage, Message } from "../../protocol/index.ts";
import type { WireError } from "../connection.ts";
import type { Event } from "../state.ts";
import { withFailure, withOutgoing, withRestored, withoutDelivered, withoutKey, type Outbox, type Outgoing } from "./outbox.ts";
import { unloaded, withMessage, withPage, withTyping, type Thread, type Typing } from "./thread.ts";

/** What the reader has written and not got rid of yet; outlives the pane. */
export interface Unsent {
  readonly drafts: Readonly<Record<string, string>>;
  readonly outbox: Outbox;
}

/** Everything by conversation id. */
export interface Chats extends Unsent {
  readonly me?: EmailAddress;
  readonly conversations: Readonly<Record<string, Conversation>>;
  readonly threads: Readonly<Record<string, Thread>>;
  /** The latest message of somebody else that arrived live, for whoever listens instead of looking. */
  readonly latest?: Message;
  /** Why a conversation could not be opened. */
  readonly trouble?: WireError["code"];
}

export type ChatEvent =
  | ({ readonly type: "chat-restored" } & Unsent)
  | { readonly type: "chat-opened"; readonly conversation: Conversation }
  | { readonly type: "chat-trouble"; readonly code: WireError["code"] | undefined }
  | {
      readonly type: "chat-page";
      readonly conversation: ConversationId;
      readonly messages: readonly Message[];
      readonly more: boolean;
      readonly before?: string;
    }
  | { readonly type: "chat-draft"; readonly conversation: ConversationId; readonly text: string }
  | { readonly type: "chat-sending"; readonly outgoing: Outgoing }
  | { readonly type: "chat-delivered"; readonly message: Message }
  | { readonly type: "chat-failed"; readonly key: string; readonly code: WireError["code"] }
  | { readonly type: "chat-discarded"; readonly key: string }
  | { readonly type: "chat-typing-over"; readonly conversation: ConversationId; readonly typing: Typing }
  | { readonly type: "chat-read"; readonly conversation: ConversationId; readonly upTo: string };

export const noChats: Chats = { conversations: {}, threads: {}, drafts: {}, outbox: [] };

export function reduceChats(state: Chats, event: Event): Chats {
  switch (event.type) {
    case "heard":
      return reduceHeard(state, event.message);
    case "view":
      return event.view.name === "chat" ? opened(state, event.view.conversation) : state;
    case "chat-restored":
      return { ...state, drafts: { ...event.drafts, ...state.drafts }, outbox: withRestored(state.outbox, event.outbox) };
    case "chat-opened":
      return withConversation({ ...state, trouble: undefined }, event.conversation);
    case "chat-trouble":
      return { ...state, trouble: event.code };
    case "chat-page": {
      const loaded = withThread(state, event.conversation, (thread) => withPage(thread, event.messages, event.more, event.before));
      return { ...withLast(loaded, event.conversation), outbox: withoutDelivered(state.outbox, event.messages, state.me) };
    }
    case "chat-draft":
      return { ...state, drafts: { ...state.drafts, [event.conversation]: event.text } };
    case "chat-sending":
      return { ...state, outbox: withOutgoing(state.outbox, event.outgoing) };
    case "chat-delivered":
      return withArrival(state, event.message);
    case "chat-failed":
      return { ...state, outbox: withFailure(state.outbox, event.key, event.code) };
    case "chat-discarded":
      return { ...state, outbox: withoutKey(state.outbox, event.key) };
    case "chat-typing-over":
      return withThread(state, event.conversation, (thread) => ({
        ...thread,
        typing: thread.typing.filter((typing) => typing !== event.typing),
      }));
    case "chat-read":
      return state.me ? withRead(state, event.conversation, state.me, event.upTo) : state;
    default:
      return state;
  }
}

function reduceHeard(state: Chats, message: GatewayMessage): Chats {
  switch (message.type) {
    case "welcome":
      return withWelcome(state, message.user.address, message.conversations);
    case "conversation":
      return withNews(state, message.conversation);
    case "message":
      return withArrival(state, message.message);
    case "typing":
      return message.from === state.me
        ? state
        : withThread(state, message.conversation, (thread) => withTyping(thread, message.from, message.on));
    case "read":
      return withRead(state, message.conversation, message.by, message.upTo);
    default:
      return state;
  }
}

/** The gateway's word counts; a thread stays fresh only where its last message is still the conversation's last. */
function withWelcome(state: Chats, me: EmailAddress, list: readonly Conversation[]): Chats {
  const conversations = { ...state.conversations, ...Object.fromEntries(list.map((conversation) => [conversation.id, conversation])) };
  const threads = Object.fromEntries(
    Object.entries(state.threads).map(([id, thread]) => {
      const missedNothing = thread.messages.at(-1)?.id === conversations[id]?.last?.id;
      return [id, { ...thread, typing: [], fresh: thread.fresh && missedNothing }];
    }),
  );
  return { ...state, me, conversations, threads };
}

/**
 * Where it tells of a last message that was not heard, others may have been missed too: the network was away. Where an invitation is over, what
 * was said before is to be seen.
 */
function withNews(state: Chats, conversation: Conversation): Chats {
  const { id, last } = conversation;
  const thread = state.threads[id];
  const heard = !last || !thread || thread.messages.some((message) => message.id === last.id);
  const next = withConversation(state, conversation);
  const asked = thread?.messages.some((message) => message.invitation && message.id !== last?.id);
  if (heard && !asked) return next;
  return withThread(next, id, (missing) => ({ ...missing, messages: asked ? [] : missing.messages, fresh: false }));
}

/** What was found by looking is as good as what arrived. */
function withLast(state: Chats, id: string): Chats {
  const conversation = state.conversations[id];
  const last = state.threads[id]?.messages.at(-1);
  const later = conversation && last && last.at > (conversation.last?.at ?? -Infinity);
  return later ? withConversation(state, { ...conversation, last }) : state;
}

function withConversation(state: Chats, conversation: Conversation): Chats {
  return { ...state, conversations: { ...state.conversations, [conversation.id]: conversation } };
}

/** Live or as the answer to `send`, whichever is first; the second one only takes the message out of the outbox. */
function withArrival(state: Chats, message: Message): Chats {
  const conversation = state.conversations[message.conversation];
  const known = state.threads[message.conversation]?.messages ?? [];
  const outbox = withoutDelivered(state.outbox, [message], state.me);
  const arrived = { ...withThread(state, message.conversation, (thread) => withMessage(thread, message)), outbox };
  if (!conversation) return arrived;
  if (conversation.last?.id === message.id) return withConversation(arrived, { ...conversation, last: message });
  if (changed(message) || known.some(({ id }) => id === message.id)) return arrived;
  const own = message.from === state.me;
  return {
    ...withConversation(arrived, { ...conversation, last: message, unread: conversation.unread + (own ? 0 : 1) }),
    latest: own ? state.latest : message,
  };
}

/** It was told before, and is told again as it is now. */
const changed = ({ edited, retracted, failed }: Message): boolean => (edited ?? retracted ?? failed) !== undefined;

function withRead(state: Chats, id: ConversationId, by: EmailAddress, upTo: string): Chats {
  const conversation = state.conversations[id];
  if (!conversation) return state;
  const unread = by === state.me ? unreadAfter(state.threads[id], upTo, by) : conversation.unread;
  return withConversation(state, { ...conversation, unread, read: { ...conversation.read, [by]: upTo } });
}

function unreadAfter(thread: Thread | undefined, upTo: string, me: EmailAddress): number {
  const messages = thread?.messages ?? [];
  const index = messages.findIndex((message) => message.id === upTo);
  return index < 0 ? 0 : messages.slice(index + 1).filter((message) => message.from !== me).length;
}

/** Marks where "new" begins, once, when the reader comes to the conversation. */
function opened(state: Chats, id: string): Chats {
  const conversation = state.conversations[id];
  const unread = conversation !== undefined && conversation.unread > 0;
  const newAfter = unread && state.me ? (conversation.read[state.me] ?? null) : undefined;
  return withThread(state, id, (thread) => ({ ...thread, typing: [], newAfter }));
}

function withThread(state: Chats, id: string, change: (thread: Thread) => Thread): Chats {
  return { ...state, threads: { ...state.threads, [id]: change(state.threads[id] ?? unloaded) } };
}
