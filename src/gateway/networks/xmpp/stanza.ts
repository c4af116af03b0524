import { xml } from "@xmpp/client";

export { xml };

/** An XML element of the stream: a stanza, or a part of one. */
export type Stanza = ReturnType<typeof xml>;

/** The namespaces that this network speaks. */
export const ns = {
  activity: "http://jabber.org/protocol/activity", // XEP-0108
  bookmarks: "urn:xmpp:bookmarks:1", // XEP-0402
  caps: "http://jabber.org/protocol/caps", // XEP-0115
  carbons: "urn:xmpp:carbons:2", // XEP-0280
  chatStates: "http://jabber.org/protocol/chatstates", // XEP-0085
  conference: "jabber:x:conference", // XEP-0249
  correct: "urn:xmpp:message-correct:0", // XEP-0308
  data: "jabber:x:data", // XEP-0004
  delay: "urn:xmpp:delay", // XEP-0203
  disco: "http://jabber.org/protocol/disco#info", // XEP-0030
  discoItems: "http://jabber.org/protocol/disco#items",
  encryption: "urn:xmpp:eme:0", // XEP-0380
  forward: "urn:xmpp:forward:0", // XEP-0297
  hints: "urn:xmpp:hints", // XEP-0334
  idle: "urn:xmpp:idle:1", // XEP-0319
  mam: "urn:xmpp:mam:2", // XEP-0313
  markers: "urn:xmpp:chat-markers:0", // XEP-0333
  muc: "http://jabber.org/protocol/muc", // XEP-0045
  mucAdmin: "http://jabber.org/protocol/muc#admin",
  mucOwner: "http://jabber.org/protocol/muc#owner",
  mucUser: "http://jabber.org/protocol/muc#user",
  occupant: "urn:xmpp:occupant-id:0", // XEP-0421
  omemo: "eu.siacs.conversations.axolotl", // XEP-0384
  origin: "urn:xmpp:sid:0", // XEP-0359
  ping: "urn:xmpp:ping", // XEP-0199
  pubsub: "http://jabber.org/protocol/pubsub", // XEP-0060
  pubsubEvent: "http://jabber.org/protocol/pubsub#event",
  receipts: "urn:xmpp:receipts", // XEP-0184
  retract: "urn:xmpp:message-retract:1", // XEP-0424; XEP-0425 builds on it
  /** Ours: what XMPP has no word for. Other clients pass over it. */
  rollcall: "urn:rollcall:0",
  roster: "jabber:iq:roster",
  rsm: "http://jabber.org/protocol/rsm", // XEP-0059
  stanzas: "urn:ietf:params:xml:ns:xmpp-stanzas",
  streamManagement: "urn:xmpp:sm:3", // XEP-0198
} as const;

/** The bare JID (RFC 7622) in `jid`, without the resource and in lower case. */
export function bare(jid: string): string {
  const slash = jid.indexOf("/");
  return (slash < 0 ? jid : jid.slice(0, slash)).toLowerCase();
}

/** The resource of a full JID, or "". */
export function resource(jid: string): string {
  const slash = jid.indexOf("/");
  return slash < 0 ? "" : jid.slice(slash + 1);
}

/** A copy that stands alone: V8 keeps a whole packet in memory for the sake of any piece of it that somebody keeps. */
export const apart = (text: string): string => Buffer.from(text).toString();

/** A moment as XEP-0082 writes it, in milliseconds since 1970; undefined where it is none. */
export function moment(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? undefined : time;
}

/** An attribute, where it is text. */
export const attribute = (element: Stanza | undefined, name: string): string | undefined => {
  const value: unknown = element?.attrs[name];
  return typeof value === "string" ? value : undefined;
};
