import { apart, attribute, bare, ns, resource, type Stanza } from "../stanza.ts";

/** Who is in one room, and who belongs to it, as far as it tells (XEP-0045 section 7). JIDs are bare. */
export interface Occupants {
  /** The user's own, as asked for, or as the room has it. */
  nick: string;
  /** Real JIDs by nick. */
  readonly nicks: Map<string, string>;
  /** Real JIDs by what the room calls them under any nick (XEP-0421), there or gone. */
  readonly ids: Map<string, string>;
  /** The room calls its occupants so. */
  identifies: boolean;
  /** Everybody is told who is there. */
  open: boolean;
  /** The user is one of the moderators, who are told in any case. */
  moderator: boolean;
  /** Those who belong to the room, there or not. */
  readonly members: Set<string>;
}

export const mostPeople = 500;

export const nobody = (nick: string): Occupants => ({
  nick,
  nicks: new Map(),
  ids: new Map(),
  identifies: false,
  open: false,
  moderator: false,
  members: new Set(),
});

/** The room tells the user whom they see. */
export const tells = ({ open, moderator }: Occupants): boolean => open || moderator;

export const codesIn = (words: Stanza | undefined): ReadonlySet<string | undefined> =>
  new Set(words?.getChildren("status").map((status) => attribute(status, "code")));

/** Takes in the presence of somebody who is there. `own`: the room says that it is the user, whose JID that is. */
export function present(people: Occupants, stanza: Stanza, own: string | undefined): void {
  const nick = resource(attribute(stanza, "from") ?? "");
  const item = stanza.getChild("x", ns.mucUser)?.getChild("item");
  const real = own ?? attribute(item, "jid");
  const occupant = attribute(stanza.getChild("occupant-id", ns.occupant), "id");
  // The user comes last (XEP-0045 section 7.2.2), and always has a place.
  if (real !== undefined && (own !== undefined || people.nicks.size < mostPeople)) {
    people.nicks.set(nick, bare(real));
    if (occupant !== undefined && (own !== undefined || people.ids.size < mostPeople)) people.ids.set(apart(occupant), bare(real));
  }
  if (own === undefined) return;
  people.nick = nick; // the room may have chosen another
  people.identifies = occupant !== undefined;
  people.moderator = attribute(item, "role") === "moderator";
}

/** Takes in what the room says of itself (XEP-0045 section 15.6). */
export function configured(people: Occupants, codes: ReadonlySet<string | undefined>): void {
  if (codes.has("100") || codes.has("172")) people.open = true;
  if (codes.has("173") || codes.has("174")) people.open = false;
}

const belong: ReadonlySet<string | undefined> = new Set(["owner", "admin", "member"]);

/** Takes in what an item says of somebody's affiliation; false where that is nothing new. */
export function belongs({ members }: Occupants, item: Stanza | undefined): boolean {
  const [jid, affiliation] = [attribute(item, "jid"), attribute(item, "affiliation")];
  if (jid === undefined) return false;
  const member = bare(jid);
  if (!belong.has(affiliation)) return members.delete(member);
  if (members.has(member) || members.size >= mostPeople) return false;
  members.add(member);
  return true;
}

/**
 * Who wrote what the archive has. `claimed`: as a JID stands there, which a room that hid who was in it (Prosody's) lets its occupants write
 * themselves: the occupant's id goes before it, and nobody is believed to be somebody who has another one.
 */
export function whose({ ids, identifies }: Occupants, occupant: string | undefined, claimed: string | undefined): string | undefined {
  if (!identifies || occupant === undefined) return claimed;
  const real = ids.get(occupant);
  return real ?? ([...ids.values()].includes(claimed ?? "") ? undefined : claimed);
}
