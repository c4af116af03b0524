import type { EmailAddress, Message } from "../../protocol/index.ts";

/** Somebody is writing; each notice is an object of its own, so that only the latest one can run out. */
export interface Typing {
  readonly from: EmailAddress;
}

/** What this pane has loaded of one conversation. */
export interface Thread {
  /** Oldest first, without gaps. */
  readonly messages: readonly Message[];
  /** Older ones exist. */
  readonly more: boolean;
  /** False where messages may have been missed: the latest page has to be asked for (again). */
  readonly fresh: boolean;
  readonly typing: readonly Typing[];
  /** The last message read before the thread was opened: "new" begins after it. null: nothing had been read. */
  readonly newAfter?: string | null;
}

export const unloaded: Thread = { messages: [], more: true, fresh: false, typing: [] };

/** A page of history: the latest one, or the one before `before`. */
export function withPage(thread: Thread, page: readonly Message[], more: boolean, before?: string): Thread {
  if (before !== undefined) return { ...thread, messages: merge(page, thread.messages), more };
  const first = thread.messages[0];
  const overlaps = page.some(({ id }) => thread.messages.some((known) => known.id === id));
  // Where replies are looked for, more may have come than one page holds.
  const begun = (page[0]?.at ?? -Infinity) > (thread.messages.at(-1)?.at ?? Infinity);
  if ((thread.fresh && !begun) || overlaps) {
    const reachesBack = first !== undefined && !page.some(({ id }) => id === first.id);
    return { ...thread, messages: merge(thread.messages, page), more: reachesBack ? thread.more : more, fresh: true };
  }
  // A gap lies between what was known and this page: only what came live after the page still fits.
  const last = page.at(-1)?.at ?? -Infinity;
  return {
    ...thread,
    messages: merge(
      page,
      thread.messages.filter((message) => message.at >= last),
    ),
    more,
    fresh: true,
  };
}

/** A message that has just arrived; whoever wrote it is done writing. */
export function withMessage(thread: Thread, message: Message): Thread {
  return { ...thread, messages: merge(thread.messages, [message]), typing: thread.typing.filter(({ from }) => from !== message.from) };
}

export function withTyping(thread: Thread, from: EmailAddress, on: boolean): Thread {
  const others = thread.typing.filter((typing) => typing.from !== from);
  return { ...thread, typing: on ? [...others, { from }] : others };
}

/** Each id once, oldest first; equal times keep their order. */
function merge(earlier: readonly Message[], later: readonly Message[]): readonly Message[] {
  const byId = new Map([...earlier, ...later].map((message) => [message.id, message]));
  return [...byId.values()].toSorted((a, b) => a.at - b.at);
}

/** How many messages of others are in a thread that were not in it before. */
export function newIn(before: Thread | undefined, after: Thread | undefined, me: EmailAddress | undefined): number {
  const known = new Set(before?.messages.map(({ id }) => id));
  return after?.messages.filter(({ id, from }) => from !== me && !known.has(id)).length ?? 0;
}
