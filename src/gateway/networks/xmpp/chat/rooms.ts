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
  /** Those who belong to the room, there or not, by bare JID; as the room told last. */
  members(room: string): ReadonlySet<string>;
  /** What the room told as its subject, be it while the user was being let in. */
  subject(room: string): string | undefined;
  /** Asks the room for them. */
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
/** How long a room may take to let somebody in, in milliseconds. */
const patience = 20_000;

interface RoomsEvents {
  /** Others belong to the room now. */
  changed(room: string): void;
  /** The user is there no longer, though nobody has put them out: who appears offline leaves every room. */
  left(room: string): void;
}

export function rooms(stream: Stream, nick: string, { changed, left }: RoomsEvents): Rooms {
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
    const room: Room = { nick, occupants: new Map(), members: new Set(), entry, enter, refuse, tries: 1 };
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
    const codes = new Set(words?.getChildren("status").map((status) => attribute(status, "code")));
    const item = words?.getChild("item");
    const real = attribute(item, "jid");
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
      if (real !== undefined && room.occupants.size < mostPeople) room.occupants.set(name, bare(real));
      if (codes.has("110")) {
        room.nick = name; // the room may have chosen another
        room.enter(codes.has("201") ? "created" : "joined");
      }
    }
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
    subject: (jid) => known.get(jid)?.subject,
    members: (jid) => known.get(jid)?.members ?? new Set(),

    async ask(jid) {
      const room = known.get(jid);
      const lists = (["owner", "admin", "member"] as const).map(async (affiliation) => {
        const query = xml("query", ns.mucAdmin, xml("item", { affiliation }));
        const answer = await stream.ask("get", query, jid).catch(() => undefined); // some rooms tell their members nothing
        for (const item of answer?.getChildren("item") ?? []) if (room) belongs(room, item);
      });
      await Promise.all(lists);
    },

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
      const item = stanza.getChild("x", ns.mucUser)?.getChild("item");
      if (!room || !item) return false;
      if (belongs(room, item)) changed(jid);
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
