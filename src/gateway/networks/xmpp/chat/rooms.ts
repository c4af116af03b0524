import { NetworkError } from "../../../network.ts";
import { networkError } from "../stream/errors.ts";
import { attribute, bare, ns, resource, xml, type Stanza } from "../stanza.ts";
import { readMessage } from "./message.ts";
import type { Stream } from "../stream/stream.ts";

/** The rooms (XEP-0045) that a session is in. */
export interface Rooms {
  /** Settles once in; "created" where there was none. At once where the session is in already. Rejects with NetworkError. */
  join(room: string): Promise<"joined" | "created">;
  leave(room: string): void;
  has(room: string): boolean;
  readonly size: number;
  /** Bare JID of whoever has that nick now; undefined where nobody has, or the room does not tell. */
  real(room: string, nick: string): string | undefined;
  /** The same of somebody whom the room calls by that id (XEP-0421), there or gone. */
  whose(room: string, occupant: string): string | undefined;
  /** The room gives its occupants such ids. */
  identifies(room: string): boolean;
  /** What a room is called that does not tell the user who is in it; undefined where it tells. */
  hides(room: string): string | undefined;
  /** Those who belong to the room, there or not, by bare JID; as the room told last. */
  members(room: string): ReadonlySet<string>;
  /** What the room told as its subject, be it while the user was being let in. */
  subject(room: string): string | undefined;
  /** Asks the room for them, and for its name. */
  ask(room: string): Promise<void>;
  /** A presence that came; true where a room sent it. */
  presence(stanza: Stanza): boolean;
  /** A message of a room; true where it tells of somebody who is not there, and says nothing else. */
  message(stanza: Stanza): boolean;
  /** A new session is in no room. */
  clear(): void;
}

interface Room {
  nick: string;
  /** Real bare JIDs by nick. */
  readonly occupants: Map<string, string>;
  /** Real bare JIDs by occupant's id; empty where everybody is told whom they see. */
  readonly ids: Map<string, string>;
  identifies: boolean;
  /** Everybody is told real JIDs, or the user as one of the room's moderators. */
  open: boolean;
  moderated: boolean;
  name?: string | undefined;
  readonly members: Set<string>;
  readonly entry: Promise<"joined" | "created">;
  readonly enter: (how: "joined" | "created") => void;
  readonly refuse: (error: NetworkError) => void;
  tries: number;
  subject?: string;
}

/** People of a room, and nicks that are tried. */
const mostPeople = 500;
const mostTries = 5;
const longestName = 100;
/** How long a room may take to let somebody in, in milliseconds. */
const patience = 20_000;

interface RoomsParts {
  /** The user's own bare JID. */
  readonly self: string;
  readonly nick: string;
}

interface RoomsEvents {
  /** Others belong to the room now. */
  changed(room: string): void;
  /** The user is there no longer, though nobody has put them out: who appears offline leaves every room. */
  left(room: string): void;
}

export function rooms(stream: Stream, { self, nick }: RoomsParts, { changed, left }: RoomsEvents): Rooms {
  const known = new Map<string, Room>();

  const knock = (jid: string, room: Room): void => {
    const words = xml("x", ns.muc, xml("history", { maxstanzas: "0" })); // what was said before is the archive's
    stream.send(xml("presence", { to: `${jid}/${room.nick}` }, words));
  };

  const begin = (jid: string): Room => {
    let enter: Room["enter"] = () => {};
    let refuse: Room["refuse"] = () => {};
    const entry = new Promise<"joined" | "created">((resolve, reject) => {
      const timer = setTimeout(() => reject(new NetworkError("unreachable", "The room does not answer.")), patience).unref();
      const done = <Value>(then: (value: Value) => void) => {
        return (value: Value) => {
          clearTimeout(timer);
          then(value);
        };
      };
      enter = done(resolve);
      refuse = done(reject);
    });
    const people = { occupants: new Map(), ids: new Map(), members: new Set<string>() };
    const room: Room = { nick, ...people, identifies: false, open: false, moderated: false, entry, enter, refuse, tries: 1 };
    entry.catch(() => {
      if (known.get(jid) === room) known.delete(jid);
    });
    known.set(jid, room);
    knock(jid, room);
    return room;
  };

  const refused = (jid: string, room: Room, stanza: Stanza): void => {
    const error = networkError({ condition: stanza.getChild("error")?.getChildElements()[0]?.name });
    if (error.code !== "conflict" || room.tries === mostTries) return room.refuse(error);
    room.tries += 1;
    room.nick = `${nick} ${room.tries}`; // somebody else has that name here
    knock(jid, room);
  };

  /** RFC 6121's presence as a room passes it on (XEP-0045 section 7). */
  const moved = (jid: string, room: Room, stanza: Stanza): void => {
    const name = resource(attribute(stanza, "from") ?? "");
    const words = stanza.getChild("x", ns.mucUser);
    const codes = codesIn(words);
    const item = words?.getChild("item");
    const real = attribute(item, "jid") ?? (codes.has("110") ? self : undefined);
    const occupant = attribute(stanza.getChild("occupant-id", ns.occupant), "id");
    if (belongs(room, item)) changed(jid);
    if (attribute(stanza, "type") === "unavailable") {
      room.occupants.delete(name);
      const renamed = codes.has("303") ? attribute(item, "nick") : undefined;
      if (name === room.nick && renamed !== undefined) room.nick = renamed;
      else if (name === room.nick || codes.has("110")) {
        room.refuse(new NetworkError("forbidden", "The room let nobody in."));
        known.delete(jid);
        if (!words?.getChild("destroy") && !putOut.some((code) => codes.has(code))) left(jid);
      }
    } else {
      if (real !== undefined && room.occupants.size < mostPeople) {
        room.occupants.set(name, bare(real));
        if (occupant !== undefined && !room.open && room.ids.size < mostPeople) room.ids.set(occupant, bare(real));
      }
      if (codes.has("110")) {
        room.nick = name; // the room may have chosen another
        room.identifies = occupant !== undefined;
        room.moderated = attribute(item, "role") === "moderator";
        opened(room, codes);
        room.enter(codes.has("201") ? "created" : "joined");
      }
    }
  };

  const ask = async (jid: string): Promise<void> => {
    const room = known.get(jid);
    const lists = (["owner", "admin", "member"] as const).map(async (affiliation) => {
      const query = xml("query", ns.mucAdmin, xml("item", { affiliation }));
      const answer = await stream.ask("get", query, jid).catch(() => undefined); // some rooms tell their members nothing
      for (const item of answer?.getChildren("item") ?? []) if (room) belongs(room, item);
    });
    const info = stream.ask("get", xml("query", ns.disco), jid).catch(() => undefined);
    await Promise.all(lists);
    if (room) room.name = attribute((await info)?.getChild("identity"), "name")?.slice(0, longestName);
  };

  return {
    join: (jid) => (known.get(jid) ?? begin(jid)).entry,
    leave(jid) {
      const room = known.get(jid);
      if (room) stream.send(xml("presence", { to: `${jid}/${room.nick}`, type: "unavailable" }));
      known.delete(jid);
    },
    has: (jid) => known.has(jid),
    get size() {
      return known.size;
    },
    real: (jid, name) => known.get(jid)?.occupants.get(name),
    whose: (jid, occupant) => known.get(jid)?.ids.get(occupant),
    identifies: (jid) => known.get(jid)?.identifies ?? false,
    hides(jid) {
      const room = known.get(jid);
      return !room || room.open || room.moderated ? undefined : room.name || jid.replace(/@.*/, "");
    },
    subject: (jid) => known.get(jid)?.subject,
    members: (jid) => known.get(jid)?.members ?? new Set(),

    ask,

    presence(stanza) {
      const jid = bare(attribute(stanza, "from") ?? "");
      const room = known.get(jid);
      if (!room) return stanza.getChild("x", ns.mucUser) !== undefined;
      if (attribute(stanza, "type") === "error") refused(jid, room, stanza);
      else moved(jid, room, stanza);
      return true;
    },

    message(stanza) {
      const jid = attribute(stanza, "from") ?? "";
      const told = known.get(bare(jid));
      const said = attribute(stanza, "type") === "groupchat" ? readMessage(stanza) : undefined;
      if (told && said?.kind === "subject") told.subject = said.subject;
      const room = known.get(jid);
      const words = stanza.getChild("x", ns.mucUser);
      const item = words?.getChild("item");
      const turned = room !== undefined && opened(room, codesIn(words));
      if (!room || !(item || turned)) return false;
      const others = belongs(room, item);
      if (turned && room.open) {
        knock(jid, room); // the room tells again who is there
        void ask(jid).then(() => changed(jid));
      } else if (others || turned) changed(jid);
      return true;
    },

    clear() {
      for (const room of known.values()) room.refuse(new NetworkError("unreachable", "The connection broke before the room answered."));
      known.clear();
    },
  };
}

/** Banned, kicked, no member any more, the room for members alone (XEP-0045 section 15.6). */
const putOut: readonly string[] = ["301", "307", "321", "322"];

const codesIn = (words: Stanza | undefined): ReadonlySet<string | undefined> =>
  new Set(words?.getChildren("status").map((status) => attribute(status, "code")));

/** Takes in whether the room tells everybody who is in it (XEP-0045 section 15.6); false where that is nothing new. */
function opened(room: Room, codes: ReadonlySet<string | undefined>): boolean {
  const before = room.open;
  if (codes.has("100") || codes.has("172")) room.open = true;
  if (codes.has("173") || codes.has("174")) room.open = false;
  if (room.open) room.ids.clear();
  return room.open !== before;
}

const belong: ReadonlySet<string | undefined> = new Set(["owner", "admin", "member"]);

/** Takes in what an item says of somebody's affiliation; false where that is nothing new. */
function belongs({ members }: Room, item: Stanza | undefined): boolean {
  const [jid, affiliation] = [attribute(item, "jid"), attribute(item, "affiliation")];
  if (jid === undefined) return false;
  const member = bare(jid);
  if (!belong.has(affiliation)) return members.delete(member);
  if (members.has(member) || members.size >= mostPeople) return false;
  members.add(member);
  return true;
}
