import { NetworkError } from "../../../network.ts";
import { networkError } from "../stream/errors.ts";
import { attribute, bare, ns, resource, xml, type Stanza } from "../stanza.ts";
import { readMessage } from "./message.ts";
import { belongs, codesIn, configured, nobody, present, tells, whose, type Occupants } from "./occupants.ts";
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
  /** The same of what the room's archive has, by an occupant's id (XEP-0421) and by the JID that it claims to be of. */
  whose(room: string, occupant: string | undefined, claimed?: string): string | undefined;
  /** The room gives its occupants such ids. */
  identifies(room: string): boolean;
  /** What a room is called that does not tell the user who is in it; undefined where it tells. */
  hides(room: string): string | undefined;
  /** Those who belong to the room, there or not, by bare JID; as the room told last. */
  members(room: string): ReadonlySet<string>;
  /** What the room told as its subject, be it while the user was being let in. */
  subject(room: string): string | undefined;
  /** Asks the room for them, and for its name where it hides them. */
  ask(room: string): Promise<void>;
  /** A presence that came; true where a room sent it. */
  presence(stanza: Stanza): boolean;
  /** A message of a room; true where it tells of the room or of somebody who is not there, and says nothing else. */
  message(stanza: Stanza): boolean;
  /** A new session is in no room. */
  clear(): void;
}

interface Room {
  readonly people: Occupants;
  name?: string | undefined;
  /** The user is in. */
  inside: boolean;
  readonly entry: Promise<"joined" | "created">;
  readonly enter: (how: "joined" | "created") => void;
  readonly refuse: (error: NetworkError) => void;
  tries: number;
  subject?: string;
}

/** Nicks that are tried. */
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
  /** Others belong to the room now, or it tells something else of who they are. */
  changed(room: string): void;
  /** The user is there no longer, though nobody has put them out: who appears offline leaves every room. */
  left(room: string): void;
  /** Somebody has put the user out. */
  out(room: string): void;
}

export function rooms(stream: Stream, { self, nick }: RoomsParts, { changed, left, out }: RoomsEvents): Rooms {
  const known = new Map<string, Room>();

  const knock = (jid: string, room: Room): void => {
    const words = xml("x", ns.muc, xml("history", { maxstanzas: "0" })); // what was said before is the archive's
    stream.send(xml("presence", { to: `${jid}/${room.people.nick}` }, words));
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
    const room: Room = { people: nobody(nick), inside: false, entry, enter, refuse, tries: 1 };
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
    room.people.nick = `${nick} ${room.tries}`; // somebody else has that name here
    knock(jid, room);
  };

  /** RFC 6121's presence as a room passes it on (XEP-0045 section 7). */
  const moved = (jid: string, room: Room, stanza: Stanza): void => {
    const { people } = room;
    const words = stanza.getChild("x", ns.mucUser);
    const codes = codesIn(words);
    const told = tells(people);
    if (belongs(people, words?.getChild("item"))) changed(jid);
    if (attribute(stanza, "type") === "unavailable") return gone(jid, room, stanza);
    present(people, stanza, codes.has("110") ? self : undefined);
    if (!codes.has("110")) return;
    configured(people, codes);
    if (room.inside) return turned(jid, room, told);
    room.inside = true;
    room.enter(codes.has("201") ? "created" : "joined");
  };

  const gone = (jid: string, { people, refuse }: Room, stanza: Stanza): void => {
    const name = resource(attribute(stanza, "from") ?? "");
    const words = stanza.getChild("x", ns.mucUser);
    const codes = codesIn(words);
    people.nicks.delete(name);
    const renamed = codes.has("303") ? attribute(words?.getChild("item"), "nick") : undefined;
    if (name === people.nick && renamed !== undefined) people.nick = renamed;
    else if (name === people.nick || codes.has("110")) {
      refuse(new NetworkError("forbidden", "The room let nobody in."));
      known.delete(jid);
      if (words?.getChild("destroy") || putOut.some((code) => codes.has(code))) out(jid);
      else left(jid);
    }
  };

  /** Where it tells the user now who is there, it is asked for all of it, and else for its name. `told`: it did before. */
  const turned = (jid: string, room: Room, told: boolean): void => {
    if (tells(room.people) === told) return;
    if (!told) knock(jid, room);
    void ask(jid).then(() => changed(jid));
  };

  const ask = async (jid: string): Promise<void> => {
    const room = known.get(jid);
    if (!room) return;
    const list = async (affiliation: string): Promise<void> => {
      const query = xml("query", ns.mucAdmin, xml("item", { affiliation }));
      const answer = await stream.ask("get", query, jid).catch(() => undefined); // some rooms tell their members nothing
      for (const item of answer?.getChildren("item") ?? []) belongs(room.people, item);
    };
    const name = async (): Promise<void> => {
      const info = await stream.ask("get", xml("query", ns.disco), jid).catch(() => undefined);
      const said = attribute(info?.getChild("identity"), "name");
      room.name = said?.trim().slice(0, longestName);
    };
    await Promise.all([...["owner", "admin", "member"].map(list), ...(tells(room.people) ? [] : [name()])]);
  };

  return {
    join: (jid) => (known.get(jid) ?? begin(jid)).entry,
    leave(jid) {
      const room = known.get(jid);
      if (room) stream.send(xml("presence", { to: `${jid}/${room.people.nick}`, type: "unavailable" }));
      known.delete(jid);
    },
    has: (jid) => known.has(jid),
    get size() {
      return known.size;
    },
    real: (jid, name) => known.get(jid)?.people.nicks.get(name),
    whose(jid, occupant, claimed) {
      const room = known.get(jid);
      return room ? whose(room.people, occupant, claimed) : claimed;
    },
    identifies: (jid) => known.get(jid)?.people.identifies ?? false,
    hides(jid) {
      const room = known.get(jid);
      return !room || tells(room.people) ? undefined : room.name || jid.replace(/@.*/, "");
    },
    subject: (jid) => known.get(jid)?.subject,
    members: (jid) => known.get(jid)?.people.members ?? new Set(),

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
      if (!room || !words) return false;
      const item = words.getChild("item");
      const codes = codesIn(words);
      const before = tells(room.people);
      configured(room.people, codes);
      turned(jid, room, before);
      if (item && belongs(room.people, item)) changed(jid);
      return item !== undefined || codes.size > 0;
    },

    clear() {
      for (const room of known.values()) room.refuse(new NetworkError("unreachable", "The connection broke before the room answered."));
      known.clear();
    },
  };
}

/** Banned, kicked, no member any more, the room for members alone (XEP-0045 section 15.6). */
const putOut: readonly string[] = ["301", "307", "321", "322"];
