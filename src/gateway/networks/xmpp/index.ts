/**
 * An XMPP server as a network. `session.ts` is one user signed in; what a session is good for are its faculties:
 *   stream/    the connection itself: where the server is, TLS, signing in, resumption (RFC 6120, XEP-0198)
 *   presence/  who is there, and the user's own presence (RFC 6121)
 *   chat/      messages between two and in rooms (XEP-0045), with their archive (XEP-0313)
 *   jingle/    calls (XEP-0166)
 */
import type { EmailAddress } from "../../../protocol/index.ts";
import type { Directory } from "../../directory.ts";
import { NetworkError, type Network, type User } from "../../network.ts";
import { addresses } from "./addresses.ts";
import { askers } from "./presence/askers.ts";
import { capabilities } from "./presence/capabilities.ts";
import { contacts } from "./presence/contacts.ts";
import { prover } from "./stream/credentials.ts";
import type { XmppConfig } from "./config.ts";
import { chatting } from "./chat/chat.ts";
import { findRoomService } from "./chat/roomService.ts";
import { discover, internet, remembered } from "./stream/discovery.ts";
import { certificateProblem } from "./stream/errors.ts";
import { heard } from "./presence/heard.ts";
import { jingleCalls } from "./jingle/index.ts";
import { ownPresence, type Own } from "./presence/own.ts";
import { presences } from "./presence/presences.ts";
import { openSession, type Equipment, type Session } from "./session.ts";
import type { Stream } from "./stream/stream.ts";
import { transports, type Trust } from "./stream/transport.ts";
import { turns } from "./stream/turns.ts";

export interface XmppOptions extends Omit<XmppConfig, "kind"> {
  readonly directory: Directory;
  /** A key or certificate: the text of a file, or what the configuration holds itself. */
  readonly readPem: (pem: string) => Promise<string>;
  readonly now?: () => number;
  /** Milliseconds until a call that nobody answers is missed. */
  readonly ringing?: number;
  /** How often a user who appears offline is told what the server does not tell them, in milliseconds. */
  readonly lookEvery?: number;
}

/** How long a session whose connection broke is kept to be resumed, in milliseconds: servers keep theirs no longer. */
const kept = 300_000;

/** An XMPP server: one session for each user who is signed in, with no password of theirs. Rejects where the key cannot be read. */
export async function xmpp(options: XmppOptions): Promise<Network> {
  const { name, domain, credentials, directory, readPem, pace, now = Date.now, lookEvery = 15_000 } = options;
  const prove = await prover(credentials, readPem);
  const ways = transports(domain, await trusted(options));
  const people = addresses({ directory, template: options.jid });
  const words = heard(name);
  const services = options.services.length > 0 ? async () => options.services : remembered(() => discover(domain, internet()), now);
  const { rooms } = options;
  const roomService = rooms === undefined ? remembered((stream: Stream) => findRoomService(stream, domain), now) : async () => rooms;
  const inTurn = turns(pace.atOnce, pace.perSecond);
  /** The accounts of each user: a choice in one is told to the others. */
  const inUse = new Map<EmailAddress, Set<Own>>();
  /** Those whose connection broke, by user. */
  const broken = new Map<EmailAddress, Map<Session, NodeJS.Timeout>>();
  let problem: string | undefined;
  let closed = false;

  const keep = (session: Session): void => {
    if (!session.resumable || closed) return void session.close();
    const { address } = session.self;
    const timer = setTimeout(() => void take(address, session)?.close(), kept);
    broken.set(address, (broken.get(address) ?? new Map()).set(session, timer));
  };
  const take = (address: EmailAddress, session = broken.get(address)?.keys().next().value): Session | undefined => {
    const sessions = broken.get(address);
    if (!session || !sessions) return undefined;
    clearTimeout(sessions.get(session));
    sessions.delete(session);
    if (sessions.size === 0) broken.delete(address);
    return session;
  };

  const open = async (user: User): Promise<Session> => {
    const self = await people.user(user.person.address);
    const equip = (stream: Stream): Equipment => {
      const accounts = inUse.get(self.address) ?? new Set<Own>();
      inUse.set(self.address, accounts);
      const roster = contacts(self.jid, name, words, now);
      const asking = askers(self.jid, stream, people, roster);
      const watching = presences(self, stream, { addresses: people, contacts: roster, hidden: () => own.hidden, pushed: asking.pushed });
      const own = ownPresence(stream, capabilities(stream), accounts, {
        every: lookEvery,
        arrived() {
          watching.arrived();
          asking.arrived();
        },
        look() {
          watching.look();
          talking.look();
        },
      });
      /** The server tells those who appear offline of nobody. */
      const clients = (jid: string) => (own.hidden ? undefined : roster.clients(jid));
      const nick = user.person.name ?? self.address.replace(/@.*/, "");
      const talking = chatting(self, stream, {
        network: name,
        addresses: people,
        contacts: { ...roster, clients },
        rooms: () => roomService(stream),
        nick,
        hidden: () => own.hidden,
        now,
      });
      const calling = jingleCalls(self, stream, {
        network: name,
        addresses: people,
        clients,
        talking: own.talking,
        ...(options.ringing !== undefined && { ringing: options.ringing }),
        now,
      });
      return {
        faculties: [calling, talking, asking, watching, own],
        parts: {
          presence: { watch: watching.watch, ask: watching.ask, answer: asking.answer, publish: own.publish },
          chat: talking.chat,
          calls: calling.calls,
        },
      };
    };
    return openSession(self, {
      stream: { domain, transports: ways, services, credentials: () => prove(user, self.jid) },
      equip,
      lost: keep,
    });
  };

  return {
    name,
    problem: () => problem,

    async connect(user, events, signal) {
      if (closed || signal.aborted) throw new NetworkError("unreachable", "The XMPP network is not running.");
      const session = take(user.person.address) ?? (await open(user));
      try {
        const parts = await inTurn(() => session.connect(events, signal), signal);
        problem = undefined;
        const { address } = session.self;
        return {
          ...parts,
          async close() {
            await session.close();
            if (inUse.get(address)?.size === 0) inUse.delete(address);
          },
        };
      } catch (error) {
        problem = certificateProblem(error instanceof NetworkError ? error.cause : error) ?? problem;
        keep(session);
        throw error;
      }
    },

    async close() {
      closed = true;
      for (const [address, sessions] of broken) for (const session of sessions.keys()) await take(address, session)?.close();
    },
  };
}

async function trusted({ ca, credentials, readPem }: XmppOptions): Promise<Trust> {
  const own = credentials.kind === "certificate" ? { cert: await readPem(credentials.cert), key: await readPem(credentials.key) } : {};
  return { ...(ca !== undefined && { ca: await readPem(ca) }), ...own };
}
