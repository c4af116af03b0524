import type { Activity, EmailAddress, Presence, Reason, Time } from "../../../../protocol/index.ts";
import { unknown } from "../../../compose.ts";
import type { Heard, Word } from "./heard.ts";
import { present, readActivity } from "./presence.ts";
import { readRoster, type Roster, type Standing } from "./roster.ts";
import { attribute, bare, ns, resource, type Stanza } from "../stanza.ts";

/** Resources of one person that are kept: a client that comes back under ever new names must not fill the memory. */
const mostResources = 20;

/** What the server has told one user of their contacts. */
export interface Contacts {
  /** True where somebody's presence reaches the user, or was asked for. */
  knows(jid: string): boolean;
  /** True where their presence reaches the user. */
  sees(jid: string): boolean;
  /** True where it is no secret to them that the user is there, nor the other way round. */
  shares(jid: string): boolean;
  /** True where one of their resources is known to be there. */
  available(jid: string): boolean;
  of(jid: string, address: EmailAddress): Presence;
  /** The full JIDs of somebody's clients that are available; undefined where their presence does not reach the user. */
  clients(jid: string): readonly string[] | undefined;
  /** Each gives the bare JIDs of those who may be otherwise now. */
  roster(query: Stanza): readonly string[];
  presence(stanza: Stanza): readonly string[];
  event(stanza: Stanza): readonly string[];
  /** These people are asked again; resources that have not answered since the last time have gone. */
  doubt(jids: Iterable<string>): readonly string[];
  clear(): void;
}

/** `self`: the user's own bare JID, whose resources they always see. */
export function contacts(self: string, network: string, heard: Heard, now: () => Time): Contacts {
  const roster: Roster = new Map([[self, "mutual"]]);
  /** What the resources of those who are available said, by bare JID. */
  const resources = new Map<string, readonly Word[]>();
  const activities = new Map<string, Activity>();
  /** Full JIDs. */
  const doubted = new Set<string>();

  const sees = (jid: string): boolean => roster.get(jid) === "shared" || roster.get(jid) === "mutual";
  const others = (jid: string, name: string): readonly Word[] => (resources.get(jid) ?? []).filter(({ resource }) => resource !== name);
  const gone = (jid: string, name: string): void => {
    // RFC 6121 section 4.5.4: without a resource it is the server's answer for all of them.
    const left = name === "" ? [] : others(jid, name);
    if (left.length > 0) return void resources.set(jid, left);
    resources.delete(jid);
    activities.delete(jid);
  };

  return {
    knows: (jid) => roster.has(jid),
    sees,
    shares: (jid) => roster.get(jid) === "mutual",
    available: (jid) => resources.has(jid),

    of(jid, address) {
      const standing = roster.get(jid) ?? "not-shared";
      if (standing !== "shared" && standing !== "mutual") return unknown(address, reasons[standing]);
      const said = (resources.get(jid) ?? []).map((word) => word.of(address));
      return present(address, said, activities.get(jid), network, now());
    },

    clients: (jid) => (sees(jid) ? (resources.get(jid) ?? []).map(({ resource }) => `${jid}/${resource}`) : undefined),

    roster(query) {
      const changed = readRoster(roster, query, heard.jid);
      roster.set(self, "mutual");
      return changed;
    },

    presence(stanza) {
      const from = attribute(stanza, "from") ?? self;
      const jid = bare(from);
      const type = attribute(stanza, "type");
      // Whoever is no contact may send as much presence as they like.
      if ((type !== undefined && type !== "unavailable") || !sees(jid)) return [];
      doubted.delete(from);
      if (type === "unavailable") {
        gone(jid, resource(from));
        return [jid];
      }
      const rest = others(jid, resource(from));
      if (rest.length >= mostResources) return [];
      resources.set(heard.jid(jid), rest.concat(heard.word(stanza, from, now())));
      return [jid];
    },

    event(stanza) {
      const jid = bare(attribute(stanza, "from") ?? self);
      if (!sees(jid)) return [];
      const items = stanza.getChild("event", ns.pubsubEvent)?.getChild("items");
      const activity = readActivity(items?.getChild("item")?.getChild("activity", ns.activity));
      if (activity) activities.set(jid, activity);
      else activities.delete(jid);
      return [jid];
    },

    doubt(jids) {
      const changed: string[] = [];
      for (const jid of jids) {
        for (const { resource: name } of resources.get(jid) ?? []) {
          const full = `${jid}/${name}`;
          if (doubted.has(full)) {
            gone(jid, name);
            changed.push(jid);
          } else doubted.add(full);
        }
      }
      return changed;
    },

    clear() {
      roster.clear();
      roster.set(self, "mutual");
      resources.clear();
      activities.clear();
      doubted.clear();
    },
  };
}

const reasons: Readonly<Record<Exclude<Standing, "shared" | "mutual">, Reason>> = {
  asked: { code: "pending" },
  "not-shared": { code: "not-shared" },
};
