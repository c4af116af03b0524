import type { ConversationId } from "../../../../protocol/index.ts";
import type { Delegated } from "../../../graph/index.ts";
import type { Change, Notifications, Standing } from "../../../graph/notifications/index.ts";
import { NetworkError } from "../../../network.ts";
import { resourceOf } from "./chats.ts";

/** Somebody who has a chat open. */
export interface Follower extends Delegated {
  hear(change: Change): void;
  /** Something may have been said that was not told. */
  missed(): void;
  /** What is said is told from now on, or not any more. */
  turned(told: boolean): void;
}

export interface Following {
  /** The follower has brought a fresh token. */
  wake(): void;
  end(): Promise<void>;
}

/**
 * What is said in chats, for all who have them open: Graph allows an application one subscription for a chat, so the first of them holds it for
 * all, and the next one does where they leave or may not.
 */
export interface Replies {
  /** MUST be called for a chat alone that the follower has been shown in their own name. */
  follow(chat: ConversationId, follower: Follower): Following;
}

interface Followed {
  /** In the order in which they came, and of trying. */
  readonly followers: Set<Follower>;
  readonly refused: Set<Follower>;
  /** Who was not told something, because they might not ask for it then. */
  readonly behind: Set<Follower>;
  holder: Follower | undefined;
  standing: Standing | undefined;
  /** Settles when what was held before has ended: two at a time would be one too many. */
  ended: Promise<void>;
}

export function chatReplies(notifications: Notifications): Replies {
  const all = new Map<ConversationId, Followed>();

  function hold(id: ConversationId, chat: Followed, holder: Follower): void {
    const tell = (what: (follower: Follower) => void) => chat.followers.forEach((follower) => void tellTo(chat, follower, what));
    chat.standing = notifications.hold(holder.client, {
      changeType: "created,updated,deleted",
      content: "unless-refused",
      settling: 0,
      hear: (change) => tell((follower) => follower.hear(change)),
      missed: () => tell((follower) => follower.missed()),
      turned(told, why) {
        if (told) chat.refused.clear();
        else if (isRefusal(why)) {
          chat.refused.add(holder);
          const next = [...chat.followers].find((follower) => !chat.refused.has(follower));
          if (next) return void passTo(id, chat, next);
        }
        for (const follower of chat.followers) follower.turned(told);
      },
    });
    chat.standing.want(resourceOf(id));
  }

  async function passTo(id: ConversationId, chat: Followed, next: Follower | undefined): Promise<void> {
    const ending = chat.standing?.close();
    chat.holder = next;
    chat.standing = undefined;
    chat.ended = chat.ended.then(() => ending);
    await chat.ended;
    if (chat.followers.size === 0 && all.get(id) === chat) all.delete(id);
    if (next && chat.holder === next && !chat.standing) hold(id, chat, next);
  }

  return {
    follow(id, follower) {
      const chat = all.get(id) ?? {
        followers: new Set<Follower>(),
        refused: new Set<Follower>(),
        behind: new Set<Follower>(),
        holder: undefined,
        standing: undefined,
        ended: Promise.resolve(),
      };
      all.set(id, chat);
      chat.followers.add(follower);
      if (!chat.holder || chat.refused.has(chat.holder)) void passTo(id, chat, follower);
      else follower.missed(); // what was told to the others while this one was being shown the chat
      return {
        wake() {
          chat.refused.delete(follower);
          chat.standing?.wake();
          if (chat.behind.has(follower)) void tellTo(chat, follower);
        },
        async end() {
          chat.followers.delete(follower);
          chat.refused.delete(follower);
          chat.behind.delete(follower);
          const [next] = chat.followers;
          if (chat.holder === follower) await passTo(id, chat, next);
        },
      };
    },
  };
}

/** Only who could still ask Graph themselves is told what it says; who could not, looks for it as soon as they can. */
async function tellTo(chat: Followed, follower: Follower, what?: (follower: Follower) => void): Promise<void> {
  const allowed = await follower.token.get().then(
    () => true,
    () => false,
  );
  if (!chat.followers.has(follower)) return;
  if (!allowed) return void chat.behind.add(follower);
  if (chat.behind.delete(follower)) follower.missed();
  what?.(follower);
}

const isRefusal = (why: NetworkError | undefined): boolean => why?.code === "unauthorized" || why?.code === "forbidden";
