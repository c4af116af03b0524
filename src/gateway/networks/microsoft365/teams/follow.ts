import { LRUCache } from "lru-cache";
import * as z from "zod/mini";
import type { ConversationId, Message, Time } from "../../../../protocol/index.ts";
import type { Delegated } from "../../../graph/index.ts";
import type { Change } from "../../../graph/notifications/index.ts";
import { NetworkError, outOfReach } from "../../../network.ts";
import { asks } from "./chats.ts";
import { GraphMessage } from "./message.ts";
import type { Following, Replies } from "./replies.ts";

/** The chats that one user has open, and what comes of them by itself: all panes are told each version of a message once, whichever way it comes. */
export interface Follows {
  /** The user has been shown the chat. */
  follow(chat: ConversationId): void;
  /** Whether what is said there comes by itself, as far as that is known. */
  tells(chat: ConversationId): boolean;
  /** One of the user's panes has seen this message as it is now; `told`: all of them have been told of it. */
  note(chat: ConversationId, message: GraphMessage, told?: boolean): void;
  /** One has seen all that was there at that moment; these are the latest. */
  noteAll(chat: ConversationId, at: Time, messages: readonly GraphMessage[]): void;
  /** The user has brought a fresh token. */
  wake(): void;
  close(): Promise<void>;
}

interface FollowsParts {
  /** Undefined where Graph cannot reach the gateway. */
  readonly replies: Replies | undefined;
  readonly delegated: Delegated;
  /** The user's id. */
  readonly self: string;
  readonly map: (message: GraphMessage, chat: ConversationId) => Promise<Message | undefined>;
  readonly tell: (message: Message) => void;
  /** The chat is not as it was: who is in it, or whether replies come by themselves. */
  readonly retell: (chat: ConversationId) => Promise<void>;
  /** Settles when nothing is on its way from this user any more. */
  readonly settled: () => Promise<unknown>;
  readonly now: () => Time;
}

/** A message as panes know it: when it was last changed, and whether all of them have been told. */
interface Version {
  readonly at: Time;
  readonly told: boolean;
}

/** So many chats a person may have in mind at a time; of those looked at before, replies come on request. */
const mostFollowed = 10;

export function follows({ replies, delegated, self, map, tell, retell, settled, now }: FollowsParts): Follows {
  const endings = new Set<Promise<void>>();
  const following = new LRUCache<ConversationId, Following>({
    max: mostFollowed,
    dispose(each, chat, why) {
      unseen.delete(chat);
      since.delete(chat);
      const ending = each.end().finally(() => endings.delete(ending));
      endings.add(ending);
      if (why === "evict") void attempt(chat, turned(chat, false));
    },
  });
  /** Those of which the pane must be told that nothing comes by itself. */
  const silent = new Set<ConversationId>();
  const versions = new LRUCache<string, Version>({ max: 1000 });
  /** When the latest message was written that was there as somebody first looked: of what came later, nothing may be missed. */
  const since = new LRUCache<ConversationId, Time>({ max: 100 });
  /** Since when chats are told of at which nobody had looked by then. */
  const unseen = new Map<ConversationId, Time>();
  /** Settle when it is known who is in a chat after the last change of that. */
  const checks = new LRUCache<ConversationId, Promise<void>>({ max: 100 });
  const { client } = delegated;
  let closed = false;

  const name = (chat: ConversationId, { id }: GraphMessage) => `${chat} ${id}`;

  /** What was seen when somebody first looked, or before, is news only once it has changed. */
  function isNews(chat: ConversationId, message: GraphMessage): boolean {
    const known = versions.get(name(chat, message));
    const at = versionOf(message);
    if (known && known.at !== at) return known.at < at;
    return !known?.told && writtenAt(message) > (since.get(chat) ?? -Infinity);
  }

  function note(chat: ConversationId, message: GraphMessage, told = false): void {
    const known = versions.get(name(chat, message));
    const at = versionOf(message);
    const later = !known || known.at < at || (known.at === at && !known.told);
    if (later) versions.set(name(chat, message), { at, told });
  }

  async function heard(chat: ConversationId, { id, content }: Change): Promise<void> {
    const whole = Whole.safeParse(content).data;
    const told = whole ?? (id === undefined ? undefined : await client.ask(asks.message(chat, id)));
    if (!told || (told.chatId ?? chat) !== chat) return;
    if ((told.messageType ?? "message") !== "message") return check(chat);
    await checks.get(chat);
    await tellOnce(chat, told);
  }

  /** Who is in the chat has changed, one after the other: whoever may be out by now is told nothing until that is known. */
  function check(chat: ConversationId): Promise<void> {
    const checked = (checks.get(chat) ?? Promise.resolve()).then(() => attempt(chat, retell(chat)));
    checks.set(chat, checked);
    return checked;
  }

  async function tellOnce(chat: ConversationId, told: GraphMessage): Promise<void> {
    // Graph may be faster to tell of the user's own message than to answer that it has it.
    if (told.from?.user?.id === self) await settled();
    if (!isNews(chat, told)) return;
    note(chat, told, true); // at once: it may come twice at a time
    const message = await map(told, chat).catch((error: unknown) => {
      versions.delete(name(chat, told));
      throw error;
    });
    if (message && following.has(chat)) tell(message);
  }

  /** Looks once for what nobody has told of. */
  async function missed(chat: ConversationId): Promise<void> {
    if (!since.has(chat)) return void unseen.set(chat, now());
    const { value } = await client.ask(asks.messages(chat));
    for (const message of value.toReversed()) await tellOnce(chat, message);
  }

  async function turned(chat: ConversationId, told: boolean): Promise<void> {
    if (told === !silent.has(chat)) return;
    if (told) silent.delete(chat);
    else silent.add(chat);
    await retell(chat);
  }

  /** What cannot be found out now, is there when somebody looks; who is no member any more, follows no longer. */
  async function attempt(chat: ConversationId, work: Promise<void>): Promise<void> {
    const error = await work.catch(outOfReach);
    if (error instanceof NetworkError && error.code === "forbidden") following.delete(chat);
  }

  return {
    follow(chat) {
      if (!replies || closed || following.get(chat)) return;
      const follower = {
        ...delegated,
        hear: (change: Change) => void attempt(chat, heard(chat, change)),
        missed: () => void attempt(chat, missed(chat)),
        turned: (told: boolean) => void attempt(chat, turned(chat, told)),
      };
      following.set(chat, replies.follow(chat, follower));
    },
    tells: (chat) => replies !== undefined && !silent.has(chat),
    note,
    noteAll(chat, at, messages) {
      if (!since.has(chat)) since.set(chat, Math.max(0, ...messages.map(writtenAt)));
      const gap = (unseen.get(chat) ?? -Infinity) >= at;
      unseen.delete(chat);
      if (gap) void attempt(chat, missed(chat));
    },
    wake() {
      for (const each of following.values()) each.wake();
    },
    async close() {
      closed = true;
      following.clear();
      await Promise.all(endings);
    },
  };
}

/** Of what was deleted, Graph may tell no more than its id. */
const Whole = z.extend(GraphMessage, { createdDateTime: z.string() });

const writtenAt = ({ createdDateTime }: GraphMessage): Time => Date.parse(createdDateTime ?? "") || 0;

/** A message's later version has the later moment in one of these. */
const versionOf = ({ createdDateTime, lastModifiedDateTime, lastEditedDateTime, deletedDateTime }: GraphMessage): Time =>
  Math.max(...[createdDateTime, lastModifiedDateTime, lastEditedDateTime, deletedDateTime].map((each) => Date.parse(each ?? "") || 0));
