import type { Conversation, EmailAddress, Message, Time } from "../../protocol/index.ts";
import type { Outgoing } from "./outbox.ts";
import type { Thread } from "./thread.ts";

/** What stands in a conversation, from top to bottom; flat, so that a message keeps its element whatever comes before or after it. */
export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: Time }
  | { readonly kind: "new"; readonly key: string }
  /** Over the first of what somebody says in one go. */
  | ({ readonly kind: "who"; readonly key: string; readonly own: boolean; readonly at: Time } & Sender)
  /** A message that the gateway has, or with `outgoing` one on its way. */
  | {
      readonly kind: "line";
      readonly key: string;
      readonly own: boolean;
      readonly text: string;
      readonly fate?: Fate;
      readonly outgoing?: Outgoing;
    }
  | { readonly kind: "receipt"; readonly key: string; readonly seenBy: readonly EmailAddress[] };

/** Who says something: a person, or somebody under a nick in a room that hides who it is. */
export type Sender = Pick<Message, "from" | "nick">;

/** What became of a message after it was sent. */
export type Fate = Pick<Message, "edited" | "retracted" | "encrypted" | "invitation" | "failed">;

/** Lines of one person closer than this stand under one name. */
const together = 5 * 60_000;

/** Messages and outbox as rows: days apart, senders grouped, what is new marked, and what became of the user's last message. */
export function timeline(thread: Thread, outbox: readonly Outgoing[], conversation: Conversation, me: EmailAddress): readonly Row[] {
  const rows: Row[] = [];
  const newFrom = firstNew(thread, me);
  let before: Pick<Message, "from" | "nick" | "at"> | undefined;

  function add(
    key: string,
    one: Pick<Message, "from" | "nick" | "text" | "at">,
    rest: { readonly fate?: Fate; readonly outgoing?: Outgoing },
  ): void {
    const { from, nick, text, at } = one;
    const own = from === me;
    const otherDay = before === undefined || dayOf(before.at) !== dayOf(at);
    if (otherDay) rows.push({ kind: "day", key: `day ${key}`, at });
    if (key === newFrom) rows.push({ kind: "new", key: "new" });
    // Only under a line does the next one need no name: a day, "new" or a receipt sets it apart.
    if (rows.at(-1)?.kind !== "line" || before?.from !== from || before.nick !== nick || at - before.at >= together) {
      rows.push({ kind: "who", key: `who ${key}`, from, ...(nick !== undefined && { nick }), own, at });
    }
    rows.push({ kind: "line", key, own, text, ...rest });
    before = one;
  }

  for (const message of thread.messages) add(message.id, message, fateOf(message));
  rows.push(...receipt(thread.messages, conversation, me));
  for (const outgoing of outbox) add(outgoing.key, { ...outgoing, from: me }, { outgoing });
  return rows;
}

/** Nothing for most of them; the message itself else, so that its line is drawn again only when it changes. */
const fateOf = (message: Message): { readonly fate?: Fate } =>
  (message.edited ?? message.retracted ?? message.encrypted ?? message.invitation ?? message.failed) === undefined ? {} : { fate: message };

/** The first message of somebody else after the mark that was set when the reader came. */
function firstNew({ messages, newAfter }: Thread, me: EmailAddress): string | undefined {
  if (newAfter === undefined) return undefined;
  const from = messages.findIndex((message) => message.id === newAfter) + 1;
  // The mark lies on an older page: all that is loaded is new, and the divider waits for that page.
  if (from === 0 && newAfter !== null) return undefined;
  return messages.slice(from).find((message) => message.from !== me)?.id;
}

/** Under the user's message where it is the last one: that it arrived, and who has read as far, as the networks tell. */
function receipt(messages: readonly Message[], { read, people }: Conversation, me: EmailAddress): readonly Row[] {
  const last = messages.at(-1);
  if (last?.from !== me || last.failed || last.retracted) return [];
  return [{ kind: "receipt", key: "receipt", seenBy: people.filter((address) => address !== me && read[address] === last.id) }];
}

/** The reader's own calendar day. */
function dayOf(at: Time): string {
  return new Date(at).toDateString();
}
