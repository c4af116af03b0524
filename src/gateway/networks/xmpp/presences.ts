import { isDeepStrictEqual } from "node:util";
import type { Activity, EmailAddress, Presence, Reason, Time } from "../../../protocol/index.ts";
import { NetworkError, type AccountEvents, type PresenceSource } from "../../network.ts";
import type { Addresses, Named } from "./addresses.ts";
import type { Heard, Word } from "./heard.ts";
import { present, readActivity } from "./presence.ts";
import { readRoster, type Roster, type Standing } from "./roster.ts";
import type { Faculty } from "./session.ts";
import { attribute, bare, ns, resource, xml, type Stanza } from "./stanza.ts";
import type { Stream } from "./stream.ts";

interface PresenceParts {
  readonly network: string;
  readonly addresses: Addresses;
  readonly heard: Heard;
  readonly now: () => Time;
}

/** The presence that one user is told of, and may see. */
export interface Presences extends Faculty {
  readonly watch: PresenceSource["watch"];
}

export function presences(self: Named, stream: Stream, { network, addresses, heard, now }: PresenceParts): Presences {
  const roster: Roster = new Map([[self.jid, "shared"]]);
  /** Those who are available, by bare JID and resource. */
  const resources = new Map<string, Map<string, Word>>();
  const activities = new Map<string, Activity>();
  /** Whom the user watches, by bare JID. */
  let watched: ReadonlyMap<string, EmailAddress> = new Map();
  let wanted: ReadonlySet<EmailAddress> | undefined;
  let told = new Map<string, Presence>();
  const dirty = new Set<string>();
  let telling: NodeJS.Immediate | undefined;
  let events: AccountEvents | undefined;

  stream.answer("set", ns.roster, "query", push);

  const compute = (jid: string, address: EmailAddress): Presence => {
    const standing = roster.get(jid) ?? "not-shared";
    if (standing !== "shared") return { address, availability: "unknown", reason: reasons[standing], sources: [] };
    const words = [...(resources.get(jid)?.values() ?? [])];
    return present(
      address,
      words.map((word) => word.of(address)),
      activities.get(jid),
      network,
      now(),
    );
  };

  const tell = (): void => {
    telling = undefined;
    const changes: Presence[] = [];
    for (const jid of dirty) {
      const address = watched.get(jid);
      if (address === undefined) continue;
      const presence = compute(jid, address);
      if (same(told.get(jid), presence)) continue;
      told.set(jid, presence);
      changes.push(presence);
    }
    dirty.clear();
    if (changes.length > 0) events?.presence(changes);
  };
  const mark = (jid: string): void => {
    if (!events || !watched.has(jid)) return;
    dirty.add(jid);
    telling ??= setImmediate(tell); // what came in one packet is one batch
  };

  const answer = (people: ReadonlySet<EmailAddress>, named: ReadonlyMap<EmailAddress, Named>, missing: Reason): void => {
    const strangers = [...people].filter((address) => !named.has(address));
    // A contact of another organisation is in no directory, and known all the same.
    const contacts = strangers.filter((address) => roster.has(address));
    watched = new Map([
      ...[...named.values()].map(({ address, jid }) => [jid, address] as const),
      ...contacts.map((address) => [address, address] as const),
    ]);
    told = new Map([...watched].map(([jid, address]) => [jid, compute(jid, address)]));
    const unknown = strangers.filter((address) => !roster.has(address));
    const nobody = unknown.map((address): Presence => ({ address, availability: "unknown", reason: missing, sources: [] }));
    if (people.size > 0) events?.presence([...told.values(), ...nobody]);
  };

  return {
    listen(who) {
      events = who;
      wanted = undefined;
      if (who) return;
      watched = new Map();
      told.clear();
      clearImmediate(telling);
      telling = undefined;
    },

    watch(people) {
      wanted = people;
      void addresses.named(people).then(
        (named) => wanted === people && answer(people, named, { code: "not-in-directory" }),
        (error: unknown) => {
          if (!(error instanceof NetworkError)) throw error;
          if (wanted === people) answer(people, new Map(), { code: "unreachable", network: "directory" });
        },
      );
    },

    stanza(stanza) {
      if (stanza.name === "presence") return presence(stanza);
      const items = stanza.getChild("event", ns.pubsubEvent)?.getChild("items");
      if (attribute(items, "node") !== ns.activity) return false;
      event(stanza, items);
      return true;
    },

    async begin() {
      resources.clear();
      activities.clear();
      roster.clear();
      roster.set(self.jid, "shared");
      const query = await stream.ask("get", xml("query", ns.roster));
      if (query) readRoster(roster, query);
      roster.set(self.jid, "shared");
    },
  };

  function presence(stanza: Stanza): boolean {
    const from = attribute(stanza, "from") ?? self.jid;
    const jid = bare(from);
    const type = attribute(stanza, "type");
    if (type !== undefined && type !== "unavailable") return true;
    if (type === undefined) {
      const known = resources.get(jid) ?? new Map<string, Word>();
      known.set(resource(from), heard.word(stanza, from, now()));
      resources.set(jid, known);
    } else {
      const left = resources.get(jid);
      left?.delete(resource(from));
      // RFC 6121 section 4.5.4: without a resource it is the server's answer for all of them.
      if (left?.size === 0 || resource(from) === "") resources.delete(jid);
      if (!resources.has(jid)) activities.delete(jid);
    }
    mark(jid);
    return true;
  }

  /** What somebody's account tells beside their presence (XEP-0163); the server sends it to their contacts alone. */
  function event(stanza: Stanza, items: Stanza | undefined): void {
    const jid = bare(attribute(stanza, "from") ?? self.jid);
    if (!roster.has(jid)) return;
    const activity = readActivity(items?.getChild("item")?.getChild("activity", ns.activity));
    if (activity) activities.set(jid, activity);
    else activities.delete(jid);
    mark(jid);
  }

  /** RFC 6121 section 2.1.6: a push comes from the user's own account, or it is forged. */
  function push(query: Stanza, from: string): true | undefined {
    if (from !== "" && bare(from) !== self.jid) return undefined;
    for (const jid of readRoster(roster, query)) mark(jid);
    roster.set(self.jid, "shared");
    return true;
  }
}

const reasons: Readonly<Record<Exclude<Standing, "shared">, Reason>> = {
  asked: { code: "pending" },
  "not-shared": { code: "not-shared" },
};

/** When something was observed is no change of it. */
function same(a: Presence | undefined, b: Presence): boolean {
  return a === b || (a !== undefined && isDeepStrictEqual({ ...a, sources: [] }, { ...b, sources: [] }));
}
