import { randomUUID } from "node:crypto";
import type { Conversation, ConversationId, EmailAddress, ItemContext, Message } from "../../../protocol/index.ts";
import { NetworkError } from "../../network.ts";
import type { Store } from "./store.ts";

/** Conversations and messages on the disk. */
export interface Archive {
  /** The conversation of exactly these people, found or begun; `by` tells of the item that they opened it from. */
  open(people: readonly EmailAddress[], by: EmailAddress, context: ItemContext): { id: ConversationId; retitled: boolean };
  /** As `viewer` sees it. */
  conversation(id: ConversationId, viewer: EmailAddress): Conversation | undefined;
  /** Those with messages, latest first. */
  latest(viewer: EmailAddress): readonly Conversation[];
  people(id: ConversationId): readonly EmailAddress[];
  /** `fresh` is false where the sender's key was kept before. */
  keep(message: Omit<Message, "id"> & { readonly key: string }): { message: Message; fresh: boolean };
  page(id: ConversationId, before?: string): { messages: readonly Message[]; more: boolean };
  /** Where this moves the marker on: the message up to which `by` has now read. */
  mark(id: ConversationId, by: EmailAddress, upTo: string): string | undefined;
}

/** Messages in a page of history, and conversations in a list. */
const page = 50;

interface ConversationRow {
  readonly id: ConversationId;
  readonly people: string;
  readonly subject: string | null;
  readonly importance: "low" | "normal" | "high" | null;
  readonly item: string | null;
  readonly last: number | null;
  readonly unread: number;
}

interface MessageRow extends Omit<Message, "id"> {
  readonly id: number;
}

const conversationColumns = `conversation.id, people, subject, importance, item, last,
  (SELECT count(*) FROM message WHERE message.conversation = conversation.id AND message.id > read AND sender <> person) AS unread
  FROM member JOIN conversation ON conversation.id = member.conversation`;
const messageColumns = 'id, conversation, sender AS "from", text, at, key FROM message';

export function archive(store: Store, via: string): Archive {
  const find = store.query<{ id: ConversationId; subject: string | null }>("SELECT id, subject FROM conversation WHERE people = ?");
  const begin = store.query("INSERT INTO conversation (id, people, subject, importance) VALUES (?, ?, ?, ?)");
  const join = store.query("INSERT INTO member (person, conversation) VALUES (?, ?)");
  const retitle = store.query("UPDATE conversation SET subject = ?, importance = ? WHERE id = ?");
  const unlink = store.query("UPDATE member SET item = NULL WHERE conversation = ?");
  const link = store.query("UPDATE member SET item = ? WHERE conversation = ? AND person = ?");
  const one = store.query<ConversationRow>(`SELECT ${conversationColumns} WHERE person = ? AND conversation.id = ?`);
  const list = store.query<ConversationRow>(
    `SELECT ${conversationColumns} WHERE person = ? AND last IS NOT NULL ORDER BY last DESC LIMIT ${page}`,
  );
  const members = store.query<{ person: EmailAddress; read: number }>("SELECT person, read FROM member WHERE conversation = ?");
  const insert = store.query(
    "INSERT INTO message (conversation, sender, text, at, key) VALUES (?, ?, ?, ?, ?) ON CONFLICT (conversation, sender, key) DO NOTHING",
  );
  const byKey = store.query<MessageRow>(`SELECT ${messageColumns} WHERE conversation = ? AND sender = ? AND key = ?`);
  const byId = store.query<MessageRow>(`SELECT ${messageColumns} WHERE id = ?`);
  const older = store.query<MessageRow>(`SELECT ${messageColumns} WHERE conversation = ? AND id < ? ORDER BY id DESC LIMIT ${page + 1}`);
  const extend = store.query("UPDATE conversation SET last = ? WHERE id = ?");
  const upToRow = store.query<{ id: number }>("SELECT max(id) AS id FROM message WHERE conversation = ? AND id <= ?");
  const mark = store.query("UPDATE member SET read = ? WHERE conversation = ? AND person = ?");

  const toConversation = (row: ConversationRow): Conversation => {
    const last = row.last === null ? undefined : byId.get(row.last);
    const read = members.all(row.id).filter((member) => member.read > 0);
    return {
      id: row.id,
      // JSON of addresses, as `open` wrote it.
      people: JSON.parse(row.people) as EmailAddress[],
      context: present({ subject: row.subject, importance: row.importance, item: row.item }),
      via,
      ...(last && { last: toMessage(last) }),
      unread: row.unread,
      read: Object.fromEntries(read.map((member) => [member.person, toId(member.read)])),
    };
  };

  return {
    open(people, by, context) {
      const set = JSON.stringify([...people].toSorted());
      return store.write(() => {
        const found = find.get(set);
        const id = found?.id ?? newId();
        const retitled = context.subject !== undefined && context.subject !== found?.subject;
        if (!found) {
          begin.run(id, set, context.subject ?? null, context.importance ?? null);
          for (const person of people) join.run(person, id);
        } else if (retitled) {
          retitle.run(context.subject ?? null, context.importance ?? null, id);
          unlink.run(id); // the others' links lead to the mail that the old subject was of
        }
        if (context.item !== undefined) link.run(context.item, id, by);
        return { id, retitled: found !== undefined && retitled };
      });
    },
    conversation(id, viewer) {
      const row = one.get(viewer, id);
      return row && toConversation(row);
    },
    latest: (viewer) => list.all(viewer).map(toConversation),
    people: (id) => members.all(id).map((member) => member.person),
    keep({ conversation, from, text, at, key }) {
      return store.write(() => {
        const kept = byKey.get(conversation, from, key);
        if (kept) return { message: toMessage(kept), fresh: false };
        insert.run(conversation, from, text, at, key);
        const row = byKey.get(conversation, from, key);
        if (!row) throw new NetworkError("storage", "The message could not be kept.");
        extend.run(row.id, conversation);
        return { message: toMessage(row), fresh: true };
      });
    },
    page(id, before) {
      const rows = older.all(id, before === undefined ? Number.MAX_SAFE_INTEGER : fromId(before));
      return { messages: rows.slice(0, page).toReversed().map(toMessage), more: rows.length > page };
    },
    mark(id, by, upTo) {
      return store.write(() => {
        const now = upToRow.get(id, fromId(upTo))?.id ?? 0;
        const before = members.all(id).find((member) => member.person === by)?.read ?? 0;
        if (now <= before) return undefined;
        mark.run(now, id, by);
        return toId(now);
      });
    },
  };
}

const toMessage = ({ id, conversation, from, text, at, key }: MessageRow): Message => ({ id: toId(id), conversation, from, text, at, key });

/** Ids leave as text of one length, so that they sort as the messages came. */
const toId = (row: number): string => row.toString().padStart(12, "0");

function fromId(id: string): number {
  if (!/^\d{1,15}$/.test(id)) throw new NetworkError("bad-request", "That is no message of the built-in network.");
  return Number(id);
}

// A UUID is a valid ConversationId by its length.
const newId = (): ConversationId => randomUUID() as string as ConversationId;

/** SQL's null is JSON's absence. */
function present(row: { subject: string | null; importance: "low" | "normal" | "high" | null; item: string | null }): ItemContext {
  return {
    ...(row.subject !== null && { subject: row.subject }),
    ...(row.importance !== null && { importance: row.importance }),
    ...(row.item !== null && { item: row.item }),
  };
}
