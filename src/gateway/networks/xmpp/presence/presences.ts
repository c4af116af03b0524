import type { EmailAddress, Presence, Reason } from "../../../../protocol/index.ts";
import { unchanged, unknown } from "../../../compose.ts";
import { NetworkError, outOfReach, type AccountEvents, type PresenceSource } from "../../../network.ts";
import type { Addresses, Named } from "../addresses.ts";
import type { Contacts } from "./contacts.ts";
import type { Faculty } from "../session.ts";
import { attribute, bare, ns, xml, type Stanza } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";

/** Who is there, as one user may see it. */
export interface Presences extends Faculty {
  readonly watch: PresenceSource["watch"];
  ask(person: EmailAddress): Promise<void>;
  /** Asks after those who are watched: who appears offline is told nothing. */
  look(): void;
  /** The server has taken the user's own presence, and is telling of everybody else's. */
  arrived(): void;
}

/** The server does not say when it has told of everybody (RFC 6121 section 4.3): who is not heard of for so long is offline. Milliseconds. */
const arrival = 300;

interface PresencesParts {
  readonly addresses: Addresses;
  readonly contacts: Contacts;
  /** Whether the user appears offline. */
  readonly hidden: () => boolean;
  /** A push of the roster came. */
  readonly pushed: (query: Stanza) => void;
}

export function presences(self: Named, stream: Stream, { addresses, contacts, hidden, pushed }: PresencesParts): Presences {
  /** Whom the user watches, by bare JID. */
  let watched: ReadonlyMap<string, EmailAddress> = new Map();
  let wanted: ReadonlySet<EmailAddress> | undefined;
  /** What the user was told last. */
  let told = new Map<string, Presence>();
  const dirty = new Set<string>();
  let telling: NodeJS.Immediate | undefined;
  let events: AccountEvents | undefined;
  let arriving: NodeJS.Timeout | "not yet" | undefined = "not yet";

  const of = (jid: string, address: EmailAddress): Presence => {
    const presence = contacts.of(jid, address);
    if (!arriving || presence.availability !== "offline") return presence;
    return unknown(address, { code: "pending" });
  };

  const tell = (): void => {
    telling = undefined;
    const changes: Presence[] = [];
    for (const jid of dirty) {
      const address = watched.get(jid);
      if (address === undefined) continue;
      const presence = of(jid, address);
      if (unchanged(told.get(jid), presence)) continue;
      told.set(jid, presence);
      changes.push(presence);
    }
    dirty.clear();
    if (changes.length > 0) events?.presence(changes);
  };
  const mark = (jids: readonly string[]): void => {
    for (const jid of jids) if (watched.has(jid)) dirty.add(jid);
    if (dirty.size > 0) telling ??= setImmediate(tell); // what came in one packet is one batch
  };

  // RFC 6121 section 2.1.6: a roster push comes from the user's own account, or it is forged.
  stream.answer("set", ns.roster, "query", (query, from) => {
    if (from !== "" && bare(from) !== self.jid) return undefined;
    mark(contacts.roster(query));
    pushed(query);
    return true;
  });

  const answer = (people: ReadonlySet<EmailAddress>, named: ReadonlyMap<EmailAddress, Named>, missing: Reason): void => {
    const strangers = [...people].filter((address) => !named.has(address));
    const known: Named[] = [
      ...named.values(),
      // A contact of another organisation is in no directory, and known all the same.
      ...strangers.filter((address) => contacts.knows(address)).map((address) => ({ address, jid: address })),
    ];
    watched = new Map(known.map(({ address, jid }) => [jid, address]));
    told = new Map([...watched].map(([jid, address]) => [jid, of(jid, address)]));
    const nobody = strangers.filter((address) => !contacts.knows(address)).map((address) => unknown(address, missing));
    if (people.size > 0) events?.presence([...told.values(), ...nobody]);
    if (hidden()) look();
  };

  const answerFor = async (people: ReadonlySet<EmailAddress>): Promise<void> => {
    const named = await addresses.named(people).catch(outOfReach);
    if (wanted !== people) return; // gone, or asked anew, in the meantime
    if (named instanceof NetworkError) answer(people, new Map(), { code: "unreachable", network: "directory" });
    else answer(people, named, { code: "not-in-directory" });
  };

  const look = (): void => {
    mark(contacts.doubt(watched.keys()));
    for (const jid of watched.keys()) if (jid !== self.jid) stream.send(xml("presence", { type: "probe", to: jid }));
  };

  return {
    listen(who) {
      events = who;
      wanted = undefined;
      if (who) return;
      watched = new Map();
      told.clear();
      dirty.clear();
      clearImmediate(telling);
      telling = undefined;
    },

    watch(people) {
      wanted = people;
      void answerFor(people);
    },

    async ask(person) {
      const named = (await addresses.named(new Set([person]))).get(person);
      if (!named) throw new NetworkError("not-found", "Nobody here has that address.");
      // RFC 6121 section 3.1: the server answers with a push of the roster, at once and when they have decided.
      await stream.deliver(xml("presence", { type: "subscribe", to: named.jid }));
    },

    look,

    arrived() {
      arriving = setTimeout(() => {
        arriving = undefined;
        mark([...watched.keys()]);
      }, arrival);
      arriving.unref();
    },

    stanza(stanza) {
      if (stanza.name === "presence") {
        mark(contacts.presence(stanza));
        return true;
      }
      if (!isActivity(stanza)) return false;
      mark(contacts.event(stanza));
      return true;
    },

    async begin() {
      contacts.clear();
      if (arriving !== "not yet") clearTimeout(arriving);
      arriving = "not yet";
      const query = await stream.ask("get", xml("query", ns.roster));
      if (query) contacts.roster(query);
    },
  };
}

/** An event of somebody's account (XEP-0163). */
const isActivity = (stanza: Stanza): boolean =>
  attribute(stanza.getChild("event", ns.pubsubEvent)?.getChild("items"), "node") === ns.activity;
