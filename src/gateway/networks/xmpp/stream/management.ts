import type { EventEmitter } from "node:events";
import type { Client } from "@xmpp/client";
import { NetworkError } from "../../../network.ts";
import { ns, xml, type Stanza } from "../stanza.ts";

/** The library's stream management, as far as its types leave it out. */
type Management = EventEmitter & {
  id: string;
  readonly enabled: boolean;
  readonly inbound: number;
  outbound: number;
  max: number | null;
  outbound_q: unknown[];
  /** Milliseconds between two looks whether the server is still there, and how long it may take to say so. */
  requestAckInterval: number;
  timeout: number;
};

/** A client whose session can be handed to another client (XEP-0198). */
export interface Managed {
  readonly entity: Client;
  readonly management: Management;
  readonly awaiting: Map<Stanza, Awaiting>;
  /** How many stanzas this session has had. */
  inbound: number;
  /** Nobody hears what comes from now on: the server must not take it for heard, but keep it for the next session. */
  deaf: boolean;
  /** Settles when the server has acknowledged the stanza. */
  deliver(stanza: Stanza): Promise<void>;
  /** Whoever still waits for an answer of this session is told that none will come. */
  abandon(): void;
  /** The session is not to be resumed. */
  forget(): void;
}

interface Awaiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export function managed(entity: Client): Managed {
  // The published types know of half of it.
  const management = entity.streamManagement as unknown as Management;
  management.requestAckInterval = 30_000;
  management.timeout = 15_000;
  const awaiting = new Map<Stanza, Awaiting>();
  const settled = (stanza: Stanza): Awaiting | undefined => {
    const found = made.awaiting.get(stanza);
    made.awaiting.delete(stanza);
    return found;
  };
  management.on("ack", (stanza: Stanza) => settled(stanza)?.resolve());
  management.on("fail", (stanza: Stanza) => settled(stanza)?.reject(lost()));

  const made: Managed = {
    entity,
    management,
    awaiting,
    inbound: 0,
    deaf: false,
    async deliver(stanza) {
      if (!management.enabled) {
        await entity.send(stanza);
        // RFC 6120 section 10.1: the server takes stanzas in order, so that this answer comes after.
        await request(entity, xml("iq", { type: "get" }, xml("ping", ns.ping)));
        return;
      }
      const acknowledged = new Promise<void>((resolve, reject) => made.awaiting.set(stanza, { resolve, reject }));
      acknowledged.catch(() => {}); // it may fail while the stanza is still being written; whoever waits hears it below
      await entity.send(stanza).catch((error: Error) => {
        // The library forgets what it could not write. The session has it, or is to have it when it is resumed.
        if (management.id === "") settled(stanza)?.reject(error);
        else management.outbound_q.push({ stanza, stamp: new Date().toISOString() });
      });
      // The library asks a while later; people wait for this one.
      await entity.send(xml("r", { xmlns: ns.streamManagement })).catch(() => {});
      await acknowledged;
    },
    abandon() {
      for (const { reject } of made.awaiting.values()) reject(lost());
      made.awaiting.clear();
      for (const asked of entity.iqCaller.handlers.values()) asked.reject(lost());
      entity.iqCaller.handlers.clear();
    },
    forget() {
      made.deaf = true;
      management.id = "";
      made.abandon();
    },
  };
  count(made);
  acknowledgeTogether(made);
  return made;
}

/**
 * The answer to an IQ. An error may come before the library has noticed that its question was written, and only then does it listen: until it does,
 * nobody would catch that, and Node ends a process for less.
 */
export function request({ iqCaller }: Client, iq: Stanza, patience?: number): Promise<Stanza> {
  const answer = iqCaller.request(iq, patience);
  iqCaller.handlers.get(String(iq.attrs.id))?.promise.catch(() => {});
  return answer;
}

/**
 * Counts what came, instead of the library: that begins a moment after `<enabled/>`, and what came in the same packet is then lost or counted
 * for the last session; a server ends a stream whose client acknowledges too much.
 */
function count(made: Managed): void {
  made.entity.prependListener("element", (element: Stanza) => {
    if (element.is("enabled", ns.streamManagement)) made.inbound = 0;
    else if (made.entity.isStanza(element) && !made.deaf) made.inbound += 1;
  });
  Object.defineProperty(made.management, "inbound", { get: () => made.inbound, set: () => {} });
}

/** How long stanzas are collected before they are acknowledged, in milliseconds. */
const collecting = 100;

/**
 * Acknowledges what came within a moment at once, as XEP-0198 section 4 lets a client: ejabberd asks after almost every stanza, and half of all
 * that was written while a user's colleagues were told of were acknowledgements.
 */
function acknowledgeTogether({ entity, management }: Managed): void {
  const send = entity.send.bind(entity);
  let waiting: NodeJS.Timeout | undefined;
  const acknowledge = async (): Promise<void> => {
    if (!waiting) return;
    clearTimeout(waiting);
    waiting = undefined;
    await send(xml("a", { xmlns: ns.streamManagement, h: management.inbound })).catch(() => {}); // a session that is resumed says it again
  };
  entity.send = async (element) => {
    if (element.is("a", ns.streamManagement)) waiting ??= setTimeout(() => void acknowledge(), collecting);
    else await send(element);
  };
  // The library acknowledges before it closes the stream: what is not acknowledged by then comes again, as an offline message.
  hooked(entity).hook("close", acknowledge);
  entity.on("disconnect", () => {
    clearTimeout(waiting);
    waiting = undefined;
  });
}

/** The published types leave out what is to be done before a stream is closed. */
const hooked = (entity: Client) => entity as unknown as { hook(event: "close", before: () => Promise<void>): void };

/** Hands the session of a client whose connection broke to one that is about to connect. */
export function transfer(from: Managed, to: Managed): void {
  const { id, outbound, max, outbound_q } = from.management;
  Object.assign(to.management, { id, outbound, max, outbound_q });
  Object.assign(to, { awaiting: from.awaiting, inbound: from.inbound });
  to.entity.jid = from.entity.jid;
  to.entity.iqCaller.handlers = from.entity.iqCaller.handlers;
}

const lost = () => new NetworkError("unreachable", "The connection to the XMPP server broke before it answered.");
