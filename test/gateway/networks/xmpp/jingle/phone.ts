import { readFileSync } from "node:fs";
import { xml } from "@xmpp/client";
import type { Element } from "@xmpp/xml";
import { parse } from "ltx";
import { heard } from "../../../../servers/heard.ts";
import { person, type Person } from "../../../../servers/person.ts";
import type { XmppServer } from "../../../../servers/server.ts";

const jingle = "urn:xmpp:jingle:1";
const initiation = "urn:xmpp:jingle-message:0";
const disco = "http://jabber.org/protocol/disco#info";
const features = [jingle, "urn:xmpp:jingle:apps:rtp:1", "urn:xmpp:jingle:transports:ice-udp:1", "urn:xmpp:jingle:apps:dtls:0"];

const example = readFileSync(new URL("session-initiate.xml", import.meta.url), "utf8");
/** What stands in the examples' session, as a session of this id. */
export const session = (sid: string, action: string, text = example): Element => {
  const element = parse(text);
  Object.assign(element.attrs, { sid, action });
  return element;
};
export const fingerprint = "02:1A:CC:54:27:AB:EB:9C:53:3F:3E:4B:65:2E:7D:46";

/** Somebody at an ordinary client that can call; it has none of Rollcall's code. */
export interface Phone extends Person {
  /** A `<jingle/>` with this action, come already or still to come. */
  heard(action: string): Promise<Element>;
  /** The message about a call, of this type (XEP-0353). */
  told(type: string): Promise<Element>;
  tell(to: string, type: string, id: string, ...children: Element[]): Promise<void>;
  /** Sends a `<jingle/>`; rejects with the error's `condition`. */
  say(to: string, element: Element): Promise<void>;
}

/** `announced`: whether it knows of XEP-0353. */
export async function phone(server: XmppServer, name: string, { announced = true, resource = "phone" } = {}): Promise<Phone> {
  const one = await person(server, name, resource);
  const elements = heard<Element>();
  const known = announced ? [...features, initiation] : features;
  one.answer("get", disco, "query", () => xml("query", disco, ...known.map((feature) => xml("feature", { var: feature }))));
  one.answer("set", jingle, "jingle", (element) => {
    elements.add(element);
    return true;
  });
  return {
    ...one,
    heard: (action) => elements.first((element) => element.attrs.action === action),
    told: (type) => one.received((stanza) => stanza.getChild(type, initiation) !== undefined),
    tell: (to, type, id, ...children) => one.send("message", { to, type: "chat" }, xml(type, { xmlns: initiation, id }, ...children)),
    say: async (to, element) => void (await one.ask("set", element, { to })),
  };
}

/** What a `propose` says of sound. */
export const sound = xml("description", { xmlns: "urn:xmpp:jingle:apps:rtp:1", media: "audio" });
