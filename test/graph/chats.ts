/** Teams' chats: who is in them, and what was said. */
import { randomUUID } from "node:crypto";

export interface ChatData {
  readonly id: string;
  readonly type: "oneOnOne" | "group";
  readonly topic: string | null;
  /** Users' ids. */
  readonly members: readonly string[];
  readonly messages: SaidData[];
  /** When each member last read. */
  readonly read: Map<string, number>;
}

/** What was said; fields are Graph's. */
export interface SaidData {
  readonly id: string;
  readonly chatId: string;
  readonly createdDateTime: string;
  readonly lastModifiedDateTime: string;
  readonly [field: string]: unknown;
}

export interface Chats {
  readonly all: ReadonlyMap<string, ChatData>;
  /** Two people have one chat with one another; groups are always new. */
  open(members: readonly string[], topic: string | null): ChatData;
  /** `fields` are those of Graph's chatMessage, over what is usual for the text. */
  say(chat: ChatData, user: string, content: string, fields?: Readonly<Record<string, unknown>>): SaidData;
  change(said: SaidData, fields: Readonly<Record<string, unknown>>): SaidData;
  /** Hears of all that is said and changed. */
  listen(hear: (chat: ChatData, said: SaidData, change: "created" | "updated") => void): void;
}

export function createChats(): Chats {
  const all = new Map<string, ChatData>();
  const listeners: Parameters<Chats["listen"]>[0][] = [];
  let last = 0;
  /** No two moments are the same: messages are told apart by theirs. */
  const moment = () => new Date((last = Math.max(last + 1, Date.now()))).toISOString();

  return {
    all,
    open(members, topic) {
      const type = members.length === 2 ? "oneOnOne" : "group";
      const same = (chat: ChatData) => chat.type === "oneOnOne" && members.every((member) => chat.members.includes(member));
      const found = type === "oneOnOne" ? [...all.values()].find(same) : undefined;
      if (found) return found;
      const id = `19:${randomUUID().replaceAll("-", "")}@thread.v2`;
      const chat: ChatData = { id, type, topic, members, messages: [], read: new Map() };
      all.set(id, chat);
      return chat;
    },
    say(chat, user, content, fields = {}) {
      const createdDateTime = moment();
      const said: SaidData = {
        id: String(Date.parse(createdDateTime)),
        chatId: chat.id,
        messageType: "message",
        importance: "normal",
        createdDateTime,
        lastModifiedDateTime: createdDateTime,
        deletedDateTime: null,
        lastEditedDateTime: null,
        from: { application: null, device: null, user: { id: user, displayName: null } },
        body: { contentType: "text", content },
        attachments: [],
        mentions: [],
        ...fields,
      };
      chat.messages.push(said);
      for (const hear of listeners) hear(chat, said, "created");
      return said;
    },
    change(said, fields) {
      const chat = all.get(said.chatId);
      const changed: SaidData = { ...said, lastModifiedDateTime: moment(), ...fields };
      chat?.messages.splice(chat.messages.indexOf(said), 1, changed);
      if (chat) for (const hear of listeners) hear(chat, changed, "updated");
      return changed;
    },
    listen: (hear) => void listeners.push(hear),
  };
}
