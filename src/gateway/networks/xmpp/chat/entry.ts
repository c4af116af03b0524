import { createHash, randomUUID } from "node:crypto";
import { parseAddress, type EmailAddress, type Message, type Time } from "../../../../protocol/index.ts";
import type { Talk } from "./conversations.ts";
import { readMessage, type Said } from "./message.ts";
import { attribute, moment, ns, type Stanza } from "../stanza.ts";

/** Something that was said in a conversation, by whom and when; live, by a carbon or from an archive. */
export interface Entry {
  /** Of the message in its conversation: the same whichever way it came, and different for every sender. */
  readonly id: string;
  /** Undefined: the room itself. */
  readonly from: EmailAddress | undefined;
  /** Somebody whom the room does not tell from others; `from` is the room. */
  readonly hidden?: Hidden;
  readonly at: Time;
  /** The stanza's own id, by which its sender names it. */
  readonly stanza: string | undefined;
  /** The archive's name of it. */
  readonly archived: string | undefined;
  readonly said: Said;
}

/** Somebody whom a room calls by a nick alone. */
export interface Hidden {
  readonly nick: string;
  /** What it calls whoever that is under any nick (XEP-0421), where it does. */
  readonly occupant: string | undefined;
}

/** `archived`: as the archive told, where it came from there. */
export function entryOf(
  talk: Talk,
  message: Stanza,
  from: EmailAddress | undefined,
  at: Time,
  archived = stanzaId(message, talk.archive),
): Entry | undefined {
  const said = readMessage(message);
  const stanza = attribute(message, "id");
  // Some clients give none to what is not to be referred to.
  const id = messageId(talk, from, stanza, archived) ?? randomUUID();
  return said && { id, from, at, stanza, archived, said };
}

/**
 * In a room it is the room's own name for the message (XEP-0359), which nobody else can give. Between two it is the sender's, with the sender
 * before it: nobody's message can take the place of the other's.
 */
export function messageId(
  { room, people }: Talk,
  from: EmailAddress | undefined,
  stanza: string | undefined,
  archived: string | undefined,
): string | undefined {
  if (room && archived !== undefined) return short(archived);
  const own = stanza ?? archived;
  return own === undefined ? undefined : `${from === undefined ? "" : people.indexOf(from)}.${short(own)}`;
}

/** Who says what somebody hidden says: the room, whose name may have characters that no mail address has. */
export const senderIn = (room: string): EmailAddress | undefined => parseAddress(room) ?? parseAddress(room.replace(/.*@/, "room@"));

/** An entry of somebody hidden. Without an occupant's id nobody can tell whether they wrote what they change: it is then said anew. */
export function hide(entry: Entry, hidden: Hidden): Entry | undefined {
  const { said, archived } = entry;
  // Their own ids are no better than their nicks: one must not take the place of the other's.
  const id = archived === undefined ? randomUUID() : entry.id;
  if (hidden.occupant !== undefined) return { ...entry, id, hidden };
  if (said.kind === "retraction") return undefined;
  return { ...entry, id, hidden, ...(said.kind === "correction" && { said: { kind: "text", text: said.text } }) };
}

/** Whoever may change what they said. */
export const speaker = ({ from, hidden }: Entry): string => (hidden ? `${from}/${hidden.occupant ?? ""}` : `${from}`);

/** What the sender's stanza was called, of a message between two. */
export const stanzaOf = (message: string): string => message.slice(message.indexOf(".") + 1);

/** A new message in the wire's words; the pane that wrote one knows it again by its key. */
export function messageOf({ id }: Talk, { id: message, from, hidden, at, said }: Entry, self: EmailAddress): Message | undefined {
  if (said.kind !== "text" || from === undefined) return undefined;
  const { text, key, encrypted, invitation } = said;
  const kind = { ...(encrypted && { encrypted }), ...(invitation && { invitation }) };
  const nick = hidden && { nick: hidden.nick.slice(0, longestNick) };
  return { id: message, conversation: id, from, ...nick, text, at, ...(from === self && key && { key }), ...kind };
}

/** Which message a marker means: between two it is the other's. */
export function markedBy(talk: Talk, from: EmailAddress | undefined, upTo: string): string | undefined {
  const other = talk.people.find((person) => person !== from);
  return messageId(talk, other, upTo, upTo);
}

/** When a live message was said: it may have waited (XEP-0203) at the server of `by`, which alone is believed. */
export function saidAt(message: Stanza, by: string, now: Time): Time {
  const waited = message.getChildren("delay", ns.delay).find((delay) => {
    const from = attribute(delay, "from");
    return from !== undefined && (from === by || by.endsWith(`@${from}`));
  });
  return Math.min(moment(attribute(waited, "stamp")) ?? now, now);
}

/** XEP-0359 section 4: only what the archive itself has put there counts. */
function stanzaId(message: Stanza, by: string): string | undefined {
  const own = message.getChildren("stanza-id", ns.origin).find((id) => attribute(id, "by") === by);
  return attribute(own, "id");
}

/** Ids are the sender's to choose, but not so long that keeping them costs much. */
const longestId = 128;
const longestNick = 64;
const short = (id: string): string => (id.length <= longestId ? id : createHash("sha256").update(id).digest("base64url"));
