import type { EmailAddress, Message } from "../../../../protocol/index.ts";
import type { AccountEvents } from "../../../network.ts";
import { arrived, conversationOf, displayed, retitled, type Talk } from "./conversations.ts";
import { markedBy, messageId, messageOf, speaker, type Entry } from "./entry.ts";
import { fold, retracted } from "./history.ts";
import { Memory } from "./memory.ts";

/** Takes in what was said, and tells the account of what is new. The one writer of what is kept of a conversation. */
export interface Hearing {
  listen(events: AccountEvents | undefined): void;
  /** `live`: it happens now; else it is read from the archive, and nobody is told. */
  take(talk: Talk, entry: Entry, live: boolean): void;
  /** The people of a conversation are others now. `told`: it is known of, as it is where something was said in it. */
  changed(talk: Talk, told?: boolean): void;
  /** The user has read up to a message; false where that says nothing new. */
  read(talk: Talk, upTo: string): boolean;
  /** A message of the user's that did not arrive after all. */
  fail(talk: Talk, message: Message): void;
}

interface HearingParts {
  readonly self: EmailAddress;
  readonly via: string;
  readonly latest: (talk: Talk) => Promise<readonly Entry[]>;
}

/** Of a message that was told: whoever may change it, and what stands beside its text. */
interface Seen extends Pick<Message, "from" | "nick" | "at"> {
  readonly by: string;
}

/** Message ids that are remembered, so that what comes twice, by carbons, archive or resumption, is told once. */
const remembered = 100;
/** Corrections and retractions that wait for one look into the archive. */
const mostWaiting = 50;

export function hearing({ self, via, latest }: HearingParts): Hearing {
  let events: AccountEvents | undefined;
  const seen = new Memory<Seen>(remembered);
  const waiting = new Map<Talk, Entry[]>();

  const text = (talk: Talk, entry: Entry, live: boolean): void => {
    const message = messageOf(talk, entry, self);
    const { said } = entry;
    if (!message || said.kind !== "text") return;
    const name = `${talk.id} ${message.id}`;
    if (seen.has(name)) return;
    seen.set(name, { by: speaker(entry), from: message.from, nick: message.nick, at: message.at });
    const news = talk.last === undefined;
    const another = said.subject !== undefined && retitled(talk, said.subject);
    // As it is before the message, which then counts as unread like any other.
    const before = news || another ? conversationOf(talk, via) : undefined;
    const unread = talk.unread.length;
    if (entry.from !== self) talk.spoken = true;
    if (!arrived(talk, message, self) || !live) return;
    if (before) events?.conversation(before);
    events?.message(message);
    // Who answers from another client has read what they answer.
    if (message.from === self && unread > 0) events?.read(talk.id, self, message.id);
  };

  /** What a message was, and who wrote it, the archive knows. */
  const change = async (talk: Talk): Promise<void> => {
    const entries = await latest(talk).catch(() => []);
    const changes = waiting.get(talk) ?? [];
    waiting.delete(talk);
    const { messages, loose } = fold(talk, [...entries, ...changes], self);
    const times = new Set(changes.map(({ at }) => at));
    for (const message of [...messages, ...loose.flatMap((entry) => erased(talk, entry) ?? [])]) {
      if (!message.retracted && !times.has(message.edited ?? Number.NaN)) continue;
      if (talk.last?.id === message.id) talk.last = message;
      events?.message(message);
    }
  };

  /** Of what was taken back, some archives (ejabberd's from 24 on) know nothing any more. */
  const erased = (talk: Talk, entry: Entry): Message | undefined => {
    const { said, from } = entry;
    if (said.kind !== "retraction") return undefined;
    const id = messageId(talk, from, said.of, said.of);
    const told = id === undefined ? undefined : seen.get(`${talk.id} ${id}`);
    if (!id || !told || (told.by !== speaker(entry) && !(from === undefined && said.moderated))) return undefined;
    return retracted({ id, conversation: talk.id, from: told.from, at: told.at, ...(told.nick !== undefined && { nick: told.nick }) });
  };

  return {
    listen(who) {
      events = who;
    },

    take(talk, entry, live) {
      const { said, from, hidden } = entry;
      switch (said.kind) {
        case "text":
          return text(talk, entry, live);
        case "typing":
          if (live && from !== undefined && from !== self && !hidden) events?.typing(talk.id, from, said.on);
          return;
        case "displayed": {
          const upTo = markedBy(talk, from, said.upTo);
          if (from === undefined || upTo === undefined || !talk.people.includes(from)) return;
          if (displayed(talk, from, upTo, self) && live) events?.read(talk.id, from, upTo);
          return;
        }
        case "subject":
          if (retitled(talk, said.subject) && live && talk.last) events?.conversation(conversationOf(talk, via));
          return;
        case "correction":
        case "retraction": {
          if (!live) return;
          const changes = waiting.get(talk);
          if (changes) return void (changes.length < mostWaiting && changes.push(entry));
          waiting.set(talk, [entry]);
          return void change(talk);
        }
      }
    },

    changed(talk, told = talk.last !== undefined) {
      if (told) events?.conversation(conversationOf(talk, via));
    },

    read(talk, upTo) {
      if (!displayed(talk, self, upTo, self)) return false;
      events?.read(talk.id, self, upTo);
      return true;
    },

    fail(talk, message) {
      if (talk.last?.id === message.id) talk.last = message;
      events?.message(message);
    },
  };
}
