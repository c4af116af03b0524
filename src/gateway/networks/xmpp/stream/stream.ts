import { randomBytes } from "node:crypto";
import { type Client, client } from "@xmpp/client";
import { NetworkError } from "../../../network.ts";
import type { Credentials } from "./credentials.ts";
import { networkError } from "./errors.ts";
import { managed, request, transfer, type Managed } from "./management.ts";
import { External, OauthBearer } from "./mechanisms.ts";
import { attribute, bare, xml, type Stanza } from "../stanza.ts";
import type { Transports } from "./transport.ts";

export interface StreamOptions {
  readonly domain: string;
  readonly transports: Transports;
  /** Where the server is: URIs, the best first; asked anew for each connection. */
  readonly services: () => Promise<readonly string[]>;
  /** Asked for at each connection. */
  readonly credentials: () => Promise<Credentials>;
}

/** What a stream tells whoever uses it. */
export interface StreamEvents {
  /** Messages and presence, in order, each once. */
  stanza(stanza: Stanza): void;
  /** The connection broke, once for each; `connect` may be called again. */
  lost(error: NetworkError): void;
}

/**
 * One user's XML stream (RFC 6120) and the session behind it, which outlives the connection: `connect` again resumes it (XEP-0198) where the
 * server still has it.
 */
export interface Stream {
  /** The user's full JID, once connected. */
  readonly jid: string;
  readonly connected: boolean;
  /** True where the server may still hold a session that broke. */
  readonly resumable: boolean;
  /** "resumed": nothing was lost, and what the server was told before still holds; "fresh": it is a new session. Rejects with NetworkError. */
  connect(signal: AbortSignal): Promise<Outcome>;
  /** Written, and no more. Where there is no connection, it is lost. */
  send(stanza: Stanza): void;
  /** Settles when the server has it, be it after a resumption; rejects with NetworkError where that is not known. */
  deliver(stanza: Stanza): Promise<void>;
  /** An IQ to the user's own account, or to `to`; gives the child of the result. Rejects with NetworkError. */
  ask(type: "get" | "set", child: Stanza, to?: string): Promise<Stanza | undefined>;
  /** Answers such IQs with the child that `answer` gives, or with an empty result; undefined where that is refused. */
  answer(type: "get" | "set", xmlns: string, name: string, answer: Answer): void;
  /** Ends the session; nothing is told once it has begun. */
  close(): Promise<void>;
}

export type Answer = (child: Stanza, from: string) => Stanza | true | undefined;

/** How long an answer of the server is awaited, in milliseconds, and how long the end of a stream that is being closed. */
const patience = 20_000;
const farewell = 1000;

export function openStream(options: StreamOptions, user: string, events: StreamEvents): Stream {
  const resource = `rollcall.${randomBytes(4).toString("hex")}`;
  const answers: Answering[] = [];
  /** Each connection has a client of its own; the session is handed from one to the next. */
  let current: Managed | undefined;
  let connected = false;
  let closed = false;

  /** Tries one address of the server. */
  const attempt = async (service: string, signal: AbortSignal): Promise<Outcome> => {
    const made = managed(begin(options, resource, answers));
    const { entity } = made;
    if (current) transfer(current, made);
    let failure: unknown;
    entity.on("error", (error) => (failure = error));
    entity.on("stanza", (stanza: Stanza) => {
      if (!closed && stanza.name !== "iq") events.stanza(stanza);
    });
    try {
      return await ready(made, service, { user, domain: options.domain }, signal, (outcome) => {
        // At once: stanzas of a resumed session follow in the same packet.
        if (outcome === "fresh") made.abandon();
        current = made;
        connected = true;
        entity.timeout = farewell; // from here on the library waits for nothing else
        // RFC 6120 section 4.4: who hears the end of a stream ends theirs; a server that leaves the connection open has gone all the same.
        entity.once("close", () => void entity.disconnect().catch(() => {}));
        entity.on("disconnect", () => {
          if (current !== made || !connected) return; // the library says it more than once
          connected = false;
          if (isNonsense(failure)) made.forget();
          if (!closed) events.lost(networkError(failure));
        });
      });
    } catch (error) {
      const reason = networkError(failure ?? error);
      entity.timeout = farewell;
      entity.emit("error", reason); // whoever in the library still waits for the server waits no longer
      void entity.disconnect().catch(() => {});
      throw reason;
    }
  };

  const inUse = (): Managed => {
    if (!connected || !current) throw new NetworkError("unreachable", "The XMPP server is not connected.");
    return current;
  };

  return {
    get jid() {
      return current?.entity.jid?.toString() ?? `${user}/${resource}`;
    },
    get connected() {
      return connected;
    },
    get resumable() {
      return !closed && current !== undefined && current.management.id !== "";
    },

    async connect(signal) {
      let reason = new NetworkError("unreachable", "No server was found for the XMPP domain.");
      for (const service of await options.services()) {
        if (signal.aborted || closed) break;
        try {
          return await attempt(service, signal);
        } catch (error) {
          reason = networkError(error);
          if (reason.code === "unauthorized") break; // the others would say the same
        }
      }
      throw reason;
    },

    send(stanza) {
      if (connected) void current?.entity.send(stanza).catch(() => {});
    },

    async deliver(stanza) {
      await inUse()
        .deliver(stanza)
        .catch((error: unknown) => {
          throw networkError(error);
        });
    },

    async ask(type, child, to) {
      const { entity } = inUse();
      try {
        const result = await request(entity, xml("iq", { type, ...(to && { to }) }, child), patience);
        return result.getChildElements()[0];
      } catch (error) {
        throw networkError(error);
      }
    },

    answer(...answering) {
      answers.push(answering);
      if (current) listen(current.entity, answering);
    },

    async close() {
      if (closed) return;
      closed = true;
      if (!current) return;
      current.forget();
      await current.entity.stop().catch(() => {});
    },
  };
}

/** Who signs in, for servers that ask (XEP-0388). */
const agent = xml("user-agent", {}, xml("software", {}, "Rollcall"));

/** A client that has not connected yet. */
function begin({ domain, transports, credentials }: StreamOptions, resource: string, answers: readonly Answering[]): Client {
  const entity = client({
    domain,
    resource,
    credentials: async (authenticate) => {
      if (!entity.isSecure()) throw new NetworkError("unreachable", "The connection to the XMPP server is not secure.");
      const { mechanism, ...given } = await credentials();
      await authenticate(given, mechanism, agent);
    },
  });
  entity.timeout = patience;
  entity.reconnect.stop();
  // The published types leave out both; the library takes any transport and any SASL mechanism of their shape.
  const { transports: known, saslFactory } = entity as unknown as Extensible;
  known.splice(0, known.length, ...transports);
  saslFactory.use("OAUTHBEARER", OauthBearer);
  saslFactory.use("EXTERNAL", External);
  for (const answering of answers) listen(entity, answering);
  return entity;
}

interface Extensible {
  readonly transports: unknown[];
  readonly saslFactory: { use(name: string, mechanism: new () => object): void };
}

type Answering = Parameters<Stream["answer"]>;

function listen(entity: Client, [type, xmlns, name, answer]: Answering): void {
  entity.iqCallee[type](xmlns, name, ({ stanza }: { readonly stanza: Stanza }) => {
    const child = stanza.getChild(name, xmlns);
    // The library makes an error of what is undefined, and an empty result of what is true.
    return child && answer(child, attribute(stanza, "from") ?? "");
  });
}

type Outcome = "fresh" | "resumed";

/** Connects, signs in, and binds or resumes; `done` is told in the same turn. */
async function ready(
  { entity, management }: Managed,
  service: string,
  { user, domain }: { readonly user: string; readonly domain: string },
  signal: AbortSignal,
  done: (outcome: Outcome) => void,
): Promise<Outcome> {
  const outcome = new Promise<Outcome>((resolve, reject) => {
    const settle = (how: Outcome) => {
      // A server that goes by the gateway's own certificate may take it for somebody else.
      if (bare(entity.jid?.toString() ?? "") !== user) {
        reject(new NetworkError("unauthorized", "The XMPP server has signed in somebody else."));
        return;
      }
      done(how);
      resolve(how);
    };
    entity.once("online", () => settle("fresh"));
    management.once("resumed", () => settle("resumed"));
    entity.once("error", reject);
    entity.once("disconnect", () => reject(new NetworkError("unreachable", "The XMPP server closed the connection.")));
    signal.addEventListener("abort", () => reject(new NetworkError("unreachable", "The XMPP server did not answer in time.")), {
      once: true,
    });
  });
  outcome.catch(() => {}); // it may fail while the connection is still being made, which then says so itself
  await Promise.race([entity.connect(service), outcome]);
  await Promise.race([entity.open({ domain }), outcome]);
  return outcome;
}

/** What the server wrote could not be read: to resume would be to hear it again. */
const isNonsense = (error: unknown): boolean => error instanceof Error && !("condition" in error) && !("code" in error);
