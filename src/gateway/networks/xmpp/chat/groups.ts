import { createHash } from "node:crypto";
import type { ConversationId, EmailAddress, Time } from "../../../../protocol/index.ts";
import { NetworkError } from "../../../network.ts";
import type { Addresses, Named } from "../addresses.ts";
import type { Archived } from "./archive.ts";
import { bookmarks } from "./bookmarks.ts";
import type { Contacts } from "../presence/contacts.ts";
import { retitled, type Talk } from "./conversations.ts";
import type { Entry } from "./entry.ts";
import type { Invitation } from "./invitation.ts";
import { pending } from "./pending.ts";
import { rooms } from "./rooms.ts";
import { speakers } from "./speakers.ts";
import { setUp } from "./roomSetup.ts";
import type { Stanza } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";
import type { Talks } from "./talks.ts";

/** Conversations of several, each in a room of the server. */
export interface Groups {
  /** The one of exactly these people and the user; made, where there is none. */
  of(others: readonly Named[], subject: string | undefined): Promise<Talk>;
  /** The one that a pane names; undefined where that is no room's name. */
  named(id: ConversationId): Promise<Talk | undefined>;
  /** Sees to it that the user is there. */
  enter(room: string): Promise<Talk>;
  /** Enters where somebody invites the user whom the user knows; undefined where nothing comes of it. */
  invited(invitation: Invitation): Promise<Talk | undefined>;
  /** Where it is not told who invites: what stands in the room's conversation instead. */
  asked(invitation: Invitation, at: Time): Promise<readonly [Talk, Entry] | undefined>;
  /** Enters a room that the user was asked into so. */
  accept(talk: Talk): Promise<void>;
  /** Enters all that the user was in before. */
  restore(): Promise<readonly Talk[]>;
  /** Enters those that the user had left by appearing offline; gives each with the moment when that was. */
  back(): Promise<readonly (readonly [Talk, Time])[]>;
  entries(talk: Talk, items: readonly Archived[]): Promise<readonly Entry[]>;
  entry(talk: Talk, message: Stanza, at: Time): Promise<Entry | undefined>;
  /** A presence or a message by which a room tells who is there; true where it was one. */
  stanza(stanza: Stanza): boolean;
  has(room: string): boolean;
  clear(): void;
}

interface GroupsParts {
  readonly self: Named;
  readonly nick: string;
  /** Where rooms are made; undefined: nowhere. Rejects with NetworkError. */
  readonly service: () => Promise<string | undefined>;
  readonly addresses: Addresses;
  readonly contacts: Pick<Contacts, "shares" | "clients">;
  readonly talks: Talks;
  readonly now: () => Time;
  /** The user appears offline. */
  readonly hidden: () => boolean;
  /** The people of a conversation are others now, or the user is one of them now. */
  readonly changed: (talk: Talk, told?: boolean) => void;
}

/** Rooms that one session is in, and how many of them are entered at once. */
const mostRooms = 50;
/** Names that are tried for a room, where others have taken it for themselves. */
const mostNames = 3;

export function groups(stream: Stream, { self, nick, service, addresses, contacts, talks, now, hidden, changed }: GroupsParts): Groups {
  const marks = bookmarks(stream);
  const marked = new Set<string>();
  /** Rooms that the user has left by appearing offline, and when. */
  const absent = new Map<string, Time>();
  const waiting = pending(self.address, talks);
  const entering = new Map<string, Promise<Talk>>();
  const inside = rooms(
    stream,
    { self: self.jid, nick },
    {
      changed: (room) => void refresh(room).catch(() => {}), // the next change tries again
      left: (room) => absent.set(room, now()),
      out: (room) => marked.delete(room),
    },
  );

  const who = speakers({ self, rooms: inside, talks });
  const peopleOf = async (room: string): Promise<readonly EmailAddress[]> => {
    const people = await Promise.all([...inside.members(room)].map(who.owner));
    return [...new Set([self.address, ...people.flatMap((person) => person ?? [])])].toSorted();
  };
  const refresh = async (room: string): Promise<void> => {
    const talk = talks.at(room);
    if (talk && describe(talk, await peopleOf(room))) changed(talk);
  };
  /** False where that is nothing new. */
  const describe = (talk: Talk, people: readonly EmailAddress[]): boolean => {
    const hides = inside.hides(talk.jid);
    if (people.join() === talk.people.join() && hides === talk.hides) return false;
    talk.people = people;
    if (hides === undefined) delete talk.hides;
    else talk.hides = hides;
    return true;
  };
  const mark = async (room: string, name?: string): Promise<void> => {
    if (marked.has(room)) return;
    marked.add(room);
    await marks.add(room, name);
  };

  const enter = async (room: string): Promise<Talk> => {
    const under = entering.get(room);
    if (under) return under;
    const known = inside.has(room) ? talks.at(room) : undefined;
    if (known) return known;
    const going = goIn(room).finally(() => entering.delete(room));
    entering.set(room, going);
    return going;
  };
  const goIn = async (room: string): Promise<Talk> => {
    const there = inside.has(room); // and what is kept of it had to make room for others
    if (!there && inside.size >= mostRooms) throw new NetworkError("too-many", "The user is in too many rooms.");
    if ((await inside.join(room)) === "created" && !there) {
      inside.leave(room); // there is none any more, and none was to be made
      throw new NetworkError("not-found", "There is no such room.");
    }
    await inside.ask(room);
    const people = await peopleOf(room);
    if (!inside.has(room)) throw new NetworkError("unreachable", "The connection broke before the room had told who is there.");
    const talk = talks.room(room, people);
    describe(talk, people);
    const subject = inside.subject(room);
    if (subject !== undefined) retitled(talk, subject);
    if (waiting.end(talk)) changed(talk, true);
    return talk;
  };

  const gone = async (room: string, error: unknown): Promise<undefined> => {
    if (error instanceof NetworkError && error.code === "not-found") await marks.remove(room);
  };

  const trusts = async ({ room, by, mediated }: Invitation): Promise<boolean> => {
    // What a room tells of somebody is as true as its server.
    if (mediated && domain(room) !== (await service())) return false;
    if (by === self.jid || contacts.shares(by)) return true;
    const address = await talks.owner(by);
    return address !== undefined && (await addresses.named(new Set([address]))).get(address)?.jid === by;
  };

  return {
    async of(others, subject) {
      const rooms = await service();
      if (rooms === undefined) throw new NetworkError("unsupported", "This network has no rooms.");
      const everybody = [self.jid, ...others.map(({ jid }) => jid)].toSorted();
      for (let number = 0; number < mostNames; number++) {
        const room = `${nameOf(everybody, number)}@${rooms}`;
        const how = await inside.join(room).catch((error: unknown) => {
          if (error instanceof NetworkError && error.code === "forbidden") return undefined;
          throw error;
        });
        if (how === "created" && !talks.at(room))
          await setUp(stream, room, { members: everybody.filter((jid) => jid !== self.jid), subject, clients: contacts.clients });
        if (!how) continue;
        await inside.ask(room);
        if (![...inside.members(room)].every((jid) => everybody.includes(jid))) {
          if (!marked.has(room)) inside.leave(room); // nobody said that the others may talk to the user
          continue;
        }
        const talk = talks.room(room, [self.address, ...others.map(({ address }) => address)].toSorted());
        await mark(room, subject);
        return talk;
      }
      throw new NetworkError("conflict", "Others have taken the room of these people.");
    },

    async named(id) {
      const room = talks.roomOf(id);
      // Whoever is not in it yet has to say so: to look at it would show them to strangers.
      return room !== undefined && (inside.has(room) || marked.has(room)) ? enter(room) : undefined;
    },

    enter,

    async invited(invitation) {
      if (inside.has(invitation.room) || !(await trusts(invitation))) return undefined;
      if (hidden()) {
        absent.set(invitation.room, now()); // who appears offline is seen in no room
        await mark(invitation.room);
        return undefined;
      }
      const talk = await enter(invitation.room);
      await mark(invitation.room);
      return talk;
    },

    async asked(invitation, at) {
      if (invitation.nick === undefined || domain(invitation.room) !== (await service())) return undefined;
      if (inside.has(invitation.room) || marked.has(invitation.room)) return undefined;
      return waiting.add(invitation, at);
    },

    async accept({ jid }) {
      await enter(jid);
      await mark(jid);
    },

    async restore() {
      const listed = await marks.list();
      for (const room of listed) marked.add(room);
      if (hidden()) {
        for (const room of listed) if (!inside.has(room)) absent.set(room, now());
        return [];
      }
      const entered = listed.slice(0, mostRooms).map((room) => enter(room).catch((error: unknown) => gone(room, error)));
      return (await Promise.all(entered)).flatMap((talk) => talk ?? []);
    },

    async back() {
      const left = [...absent];
      absent.clear();
      const entered = left.map(async ([room, since]) => [await enter(room), since] as const);
      return (await Promise.allSettled(entered)).flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    },

    entries: who.archived,
    entry: who.live,
    stanza: (stanza) => (stanza.name === "presence" ? inside.presence(stanza) : inside.message(stanza)),
    has: inside.has,
    clear() {
      absent.clear();
      inside.clear();
    },
  };
}

/** The same for everybody who opens the same people. */
const nameOf = (jids: readonly string[], number: number): string =>
  createHash("sha256")
    .update([...jids, ...(number > 0 ? [String(number)] : [])].join("\n"))
    .digest("hex")
    .slice(0, 32);

const domain = (jid: string): string => jid.slice(jid.indexOf("@") + 1);
