import type { Conversation, ConversationId, EmailAddress, ItemContext, Message, Time } from "../../../../protocol/index.ts";
import type { To } from "./message.ts";

/** What a session keeps of one conversation: no history, which is the server's. */
export interface Talk extends To {
  readonly id: ConversationId;
  /** Whose archive it is in: the user's own, or the room's. Bare. */
  readonly archive: string;
  /** All of them, the user included; sorted. */
  people: readonly EmailAddress[];
  /** Of a room that hides who is in it: what it is called. */
  hides?: string;
  /** The user has been asked into that room, and is not in it yet. */
  invitation?: Message;
  context: ItemContext;
  last?: Message;
  /** What others said and the user has not read, oldest first; no more than `mostUnread`. */
  unread: readonly { readonly id: string; readonly at: Time }[];
  /** Up to when the user has read. */
  readUntil: Time;
  read: Readonly<Record<string, string>>;
  /** The subject that the others know of. */
  announced?: string;
  /** What the user sent in an earlier session is known, so that it is not sent twice. */
  checked: boolean;
  /** The other has been heard of in this session. */
  spoken: boolean;
}

export const mostUnread = 200;

export const talk = (whose: Pick<Talk, "id" | "jid" | "room" | "archive" | "people">): Talk => ({
  ...whose,
  context: {},
  unread: [],
  readUntil: 0,
  read: {},
  checked: false,
  spoken: false,
});

/** As the wire has it. */
export const conversationOf = ({ id, people, hides, context, last, unread, read }: Talk, via: string): Conversation => ({
  id,
  people,
  ...(hides !== undefined && { room: hides }),
  context,
  via,
  ...(last && { last }),
  unread: unread.length,
  read,
});

/** Takes in a new message; false where it was known. `self`: a message of one's own says that everything before it was read. */
export function arrived(talk: Talk, message: Message, self: EmailAddress): boolean {
  const { last, unread } = talk;
  if (last?.id === message.id || unread.some(({ id }) => id === message.id)) return false;
  const latest = !last || message.at >= last.at;
  if (latest) talk.last = message;
  if (message.from === self) readTo(talk, latest ? unread.length : unread.findLastIndex(({ at }) => at < message.at) + 1, message.at);
  // Servers count in seconds: what was said in the same one may have come after.
  else if (message.at >= talk.readUntil) {
    const after = unread.findLastIndex(({ at }) => at <= message.at) + 1;
    talk.unread = unread.toSpliced(after, 0, { id: message.id, at: message.at }).slice(-mostUnread);
  }
  return true;
}

/** Somebody has read up to a message; false where that says nothing new. */
export function displayed(talk: Talk, by: EmailAddress, upTo: string, self: EmailAddress): boolean {
  const { last, read, unread } = talk;
  // Nobody unreads a message: who has read the last one has read all.
  if (read[by] === upTo || (last !== undefined && read[by] === last.id)) return false;
  if (by === self) {
    const count = last?.id === upTo ? unread.length : unread.findIndex(({ id }) => id === upTo) + 1;
    if (count === 0) return false;
    readTo(talk, count, unread[count - 1]?.at ?? 0);
  }
  talk.read = { ...read, [by]: upTo };
  return true;
}

/** The first so many that were unread are no longer. */
function readTo(talk: Talk, count: number, at: Time): void {
  talk.unread = talk.unread.slice(count);
  talk.readUntil = Math.max(talk.readUntil, at);
}

/** The subject has changed: the link and the importance were those of another mail. False where it has not. */
export function retitled(talk: Talk, subject: string): boolean {
  talk.announced = subject;
  if ((talk.context.subject ?? "") === subject) return false;
  talk.context = subject ? { subject } : {};
  return true;
}

/** The user's own mail that it was opened from last. */
export function opened(talk: Talk, context: ItemContext): void {
  const retitled = context.subject !== undefined && context.subject !== talk.context.subject;
  talk.context = retitled ? context : { ...talk.context, ...context };
}
