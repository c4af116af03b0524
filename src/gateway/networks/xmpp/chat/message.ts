import { limits, type ErrorCode } from "../../../../protocol/index.ts";
import { networkError } from "../stream/errors.ts";
import { attribute, ns, xml, type Stanza } from "../stanza.ts";

/** What one message stanza (RFC 6121 section 5) says, whichever way it came. */
export type Said =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly encrypted?: true;
      readonly invitation?: true;
      readonly subject?: string;
      /** The sender's own name for it, which is of use to their other clients alone. */
      readonly key?: string;
      /** Whoever sent it asks to be told that it arrived (XEP-0184). */
      readonly receipt?: true;
    }
  /** XEP-0308: this text instead of that message's. */
  | { readonly kind: "correction"; readonly of: string; readonly text: string }
  /** XEP-0424, or a moderator's (XEP-0425). */
  | { readonly kind: "retraction"; readonly of: string; readonly moderated?: true }
  /** XEP-0333: read up to here. */
  | { readonly kind: "displayed"; readonly upTo: string }
  /** XEP-0085. */
  | { readonly kind: "typing"; readonly on: boolean }
  | { readonly kind: "subject"; readonly subject: string }
  /** What was sent under the same id did not arrive. */
  | { readonly kind: "failure"; readonly code: ErrorCode };

/** Undefined where it says nothing that belongs in a conversation. */
export function readMessage(message: Stanza): Said | undefined {
  if (attribute(message, "type") === "error") return { kind: "failure", code: codeOf(message) };
  const retraction = readRetraction(message);
  if (retraction) return retraction;
  const upTo = attribute(message.getChild("displayed", ns.markers), "id");
  if (upTo) return { kind: "displayed", upTo };
  return readText(message) ?? readSubject(message) ?? readTyping(message);
}

function readText(message: Stanza): Said | undefined {
  const encrypted = message.getChild("encrypted", ns.omemo) ?? message.getChild("encryption", ns.encryption);
  // What stands beside an encrypted message is an apology for those who cannot read it.
  const text = encrypted ? "" : message.getChildText("body")?.slice(0, limits.text);
  if (!text && !encrypted) return undefined;
  const of = attribute(message.getChild("replace", ns.correct), "id");
  if (of && text) return { kind: "correction", of, text };
  const subject = message.getChildText("subject")?.trim().slice(0, longestSubject);
  const key = message.getChildText("key", ns.rollcall)?.slice(0, longestKey);
  return {
    kind: "text",
    text: text ?? "",
    ...(encrypted && { encrypted: true }),
    ...(subject && { subject }),
    ...(key && { key }),
    ...(message.getChild("request", ns.receipts) && { receipt: true }),
  };
}

function readSubject(message: Stanza): Said | undefined {
  const subject = message.getChildText("subject")?.trim().slice(0, longestSubject);
  // RFC 6121 section 5.2.4; in a room an empty one takes the subject away (XEP-0045 section 8.1).
  return subject === undefined || message.getChild("body") ? undefined : { kind: "subject", subject };
}

function readRetraction(message: Stanza): Said | undefined {
  const retract = message.getChild("retract", ns.retract);
  const of = attribute(retract, "id");
  if (!of) return undefined;
  return { kind: "retraction", of, ...(retract?.getChild("moderated") && { moderated: true }) };
}

const states: Readonly<Record<string, boolean>> = { composing: true, paused: false, active: false, inactive: false, gone: false };

function readTyping(message: Stanza): Said | undefined {
  const state = message.getChildElements().find((child) => child.attrs.xmlns === ns.chatStates);
  const on = state && states[state.name];
  return on === undefined ? undefined : { kind: "typing", on };
}

/** RFC 6120 section 8.3.2: the condition is the first child of its namespace that is no text. */
function codeOf(message: Stanza): ErrorCode {
  const conditions = message.getChild("error")?.getChildElements() ?? [];
  const condition = conditions.find((child) => child.attrs.xmlns === ns.stanzas && child.name !== "text");
  return networkError({ condition: condition?.name }).code;
}

/** RFC 5322 section 2.1.1, and the wire's own limit. */
const longestSubject = 998;
const longestKey = 64;

/** What a stream may carry (XML 1.0 section 2.2): one character beyond it would end the whole stream. */
export const writable = (text: string): string => text.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "");

/** Where a message goes. */
export interface To {
  /** Bare. */
  readonly jid: string;
  readonly room: boolean;
}

const stanza = ({ jid, room }: To, attributes: Readonly<Record<string, string>>, ...children: readonly Stanza[]): Stanza =>
  xml("message", { to: jid, type: room ? "groupchat" : "chat", ...attributes }, ...children);

/** What is told of a moment is not to be found there later (XEP-0334); what is told for good is. */
const passing = xml("no-store", ns.hints);
const lasting = xml("store", ns.hints);

export const writeText = (to: To, id: string, key: string, text: string, subject?: string): Stanza =>
  stanza(
    to,
    { id },
    xml("body", {}, text),
    ...(subject ? [xml("subject", {}, writable(subject))] : []),
    xml("key", ns.rollcall, writable(key)),
    xml("origin-id", { xmlns: ns.origin, id }),
    xml("markable", ns.markers),
    xml("active", ns.chatStates),
  );

export const writeDisplayed = (to: To, id: string, upTo: string): Stanza =>
  stanza(to, { id }, xml("displayed", { xmlns: ns.markers, id: upTo }), lasting);

export const writeTyping = (to: To, on: boolean): Stanza => stanza(to, {}, xml(on ? "composing" : "active", ns.chatStates), passing);

/** To the very client that asked. */
export const writeReceipt = (jid: string, id: string): Stanza =>
  stanza({ jid, room: false }, {}, xml("received", { xmlns: ns.receipts, id }), lasting);

/** XEP-0045 section 8.1: everybody there sees it. */
export const writeSubject = (room: string, subject: string): Stanza =>
  stanza({ jid: room, room: true }, {}, xml("subject", {}, writable(subject)));
