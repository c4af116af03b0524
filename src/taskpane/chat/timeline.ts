import type { Conversation, EmailAddress, Message, Time } from "../../protocol/index.ts";
import type { Outgoing } from "./outbox.ts";
import type { Thread } from "./thread.ts";

/** A line of a group: a message that the gateway has, or one on its way. */
export type Line =
  | { readonly key: string; readonly text: string; readonly at: Time; readonly state: "delivered" }
  | { readonly key: string; readonly text: string; readonly at: Time; readonly state: Outgoing["state"]; readonly outgoing: Outgoing };

/** What stands in a conversation, from top to bottom. */
export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: Time }
  | { readonly kind: "new"; readonly key: string }
  | { readonly kind: "group"; readonly key: string; readonly from: EmailAddress; readonly own: boolean; readonly lines: readonly Line[] }
  | { readonly kind: "receipt"; readonly key: string; readonly seenBy: readonly EmailAddress[] };

/** Lines of one person closer than this stand under one name. */
const together = 5 * 60_000;

/** Messages and outbox as rows: days apart, senders grouped, what is new marked, and what became of the user's last message. */
export function timeline(thread: Thread, outgoing: readonly Outgoing[], conversation: Conversation, me: EmailAddress): readonly Row[] {
  const rows: Row[] = [];
  const newFrom = firstNew(thread, me);
  for (const message of thread.messages) {
    const line: Line = { key: message.id, text: message.text, at: message.at, state: "delivered" };
    append(rows, line, message.from, message.from === me, message.id === newFrom);
  }
  rows.push(...receipt(thread.messages, conversation, me));
  for (const one of outgoing) append(rows, { key: one.key, text: one.text, at: one.at, state: one.state, outgoing: one }, me, true, false);
  return rows;
}

function append(rows: Row[], line: Line, from: EmailAddress, own: boolean, isNew: boolean): void {
  const group = rows.findLast((row) => row.kind === "group");
  const before = group?.lines.at(-1);
  const otherDay = before === undefined || dayOf(before.at) !== dayOf(line.at);
  if (otherDay) rows.push({ kind: "day", key: `day ${line.key}`, at: line.at });
  if (isNew) rows.push({ kind: "new", key: "new" });
  // Nothing but the group itself may stand last: a day, a divider or a receipt begins another one.
  if (group && before && rows.at(-1) === group && group.from === from && line.at - before.at < together) {
    rows[rows.length - 1] = { ...group, lines: [...group.lines, line] };
  } else {
    rows.push({ kind: "group", key: line.key, from, own, lines: [line] });
  }
}

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
  if (last?.from !== me) return [];
  return [{ kind: "receipt", key: "receipt", seenBy: people.filter((address) => address !== me && read[address] === last.id) }];
}

/** The reader's own calendar day. */
function dayOf(at: Time): string {
  return new Date(at).toDateString();
}
