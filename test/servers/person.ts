import { client, xml } from "@xmpp/client";
import type { Element } from "@xmpp/xml";
import { WebSocket } from "ws";
import { heard } from "./heard.ts";
import { passwordOf, type XmppServer } from "./server.ts";

globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket; // Node 20 has none; both are RFC 6455's as browsers have it

/** Somebody at an ordinary XMPP client, signed in with their own password. */
export interface Person {
  readonly jid: string;
  /** Sends a stanza: `person.send("message", { to, type: "chat" }, xml("body", {}, "hello"))`. */
  send(name: "message" | "presence", attributes?: Readonly<Record<string, string>>, ...children: Element[]): Promise<void>;
  /** An IQ, to the own account where `attributes` has no `to`; gives the child of the result, and rejects with the error's `condition`. */
  ask(type: "get" | "set", child: Element, attributes?: Readonly<Record<string, string>>): Promise<Element | undefined>;
  /** Answers such IQs with the child that `answer` gives, or with an empty result; not before that settles. */
  answer(type: "get" | "set", xmlns: string, name: string, answer: (child: Element) => Element | true | Promise<Element>): void;
  /** A message or presence that fits, come already or still to come. */
  received(fits: (stanza: Element) => boolean): Promise<Element>;
  all(): readonly Element[];
  close(): Promise<void>;
}

/** Signs in over the server's WebSocket, and is available. `name` is one of the users, or of the `people`. */
export async function person(server: XmppServer, name: string, resource = "desk"): Promise<Person> {
  const xmpp = client({
    service: server.ws,
    domain: server.domain,
    resource,
    credentials: (authenticate) => authenticate({ username: name, password: passwordOf(name) }, "PLAIN", xml("user-agent")),
  });
  xmpp.reconnect.stop();
  xmpp.timeout = 20_000; // two seconds by default, which a busy machine takes for a handshake
  const stanzas = heard<Element>();
  xmpp.on("stanza", (stanza: Element) => {
    if (!stanza.is("iq")) stanzas.add(stanza);
  });
  xmpp.on("error", () => {}); // start() rejects with the same, and whoever breaks the stream later wants to
  const counting = new Promise<void>((resolve) => {
    xmpp.on("nonza", (nonza: Element) => nonza.is("enabled", "urn:xmpp:sm:3") && setImmediate(resolve));
  });
  const jid = String(await xmpp.start());
  // The library counts stanzas (XEP-0198) wrongly that come before it has taken note of this, and the server then ends the stream.
  await counting;
  await xmpp.send(xml("presence"));
  return {
    jid,
    send: (element, attributes = {}, ...children) => xmpp.send(xml(element, attributes, ...children)),
    async ask(type, child, attributes = {}) {
      const result = await xmpp.iqCaller.request(xml("iq", { type, ...attributes }, child));
      return result.getChildElements()[0];
    },
    answer(type, xmlns, name, answer) {
      xmpp.iqCallee[type](xmlns, name, ({ stanza }: { readonly stanza: Element }) => {
        const child = stanza.getChild(name, xmlns);
        return child && answer(child);
      });
    },
    received: stanzas.first,
    all: stanzas.all,
    close: async () => void (await xmpp.stop()),
  };
}
