import { createHash } from "node:crypto";
import { ConversationId, parseAddress, type EmailAddress } from "../../../../protocol/index.ts";
import { NetworkError } from "../../../network.ts";
import { othersAmong, type Addresses, type Named } from "../addresses.ts";
import { Memory } from "./memory.ts";
import { talk as begin, type Talk } from "./conversations.ts";

/** Which conversations a session knows, and whose each is. */
export interface Talks {
  get(id: ConversationId): Talk | undefined;
  /** Everybody but the user. Rejects with `not-found` where one of them is nobody. */
  resolve(people: readonly EmailAddress[]): Promise<readonly Named[]>;
  /** The one of the user and one other. */
  pair(other: Named): Talk;
  /** That one, as a pane names it; undefined where that is not its name. Rejects with `forbidden` where it is that of others. */
  named(id: ConversationId): Promise<Talk | undefined>;
  /** The one with whoever has that JID; undefined where it is nobody, or where there is none and none is to be begun. */
  with(jid: string, begin: boolean): Promise<Talk | undefined>;
  /** The one in a room; begun where there is none. */
  room(jid: string, people: readonly EmailAddress[]): Talk;
  at(room: string): Talk | undefined;
  /** The room that a pane names. */
  roomOf(id: ConversationId): string | undefined;
  /** Looked up once; in order, so that what one person says stays so. */
  owner(jid: string): Promise<EmailAddress | undefined>;
  /** Those in which something was said, the latest first. */
  latest(): readonly Talk[];
  /** What an earlier session sent has to be looked up again. */
  uncheck(): void;
}

/** Conversations that one session keeps: strangers can begin them, too. */
const mostKept = 200;
const mostOwners = 64;
const longestId = 200;

interface TalksParts {
  readonly self: Named;
  readonly network: string;
  readonly addresses: Addresses;
}

export function talks({ self, network, addresses }: TalksParts): Talks {
  const kept = new Map<ConversationId, Talk>();
  const owners = new Memory<Promise<EmailAddress | undefined>>(mostOwners);

  const idOf = (people: readonly string[]): ConversationId => {
    const id = `${network}:${people.join(" ")}`;
    // Short enough for a ConversationId, and never empty.
    return ConversationId.parse(id.length <= longestId ? id : `${network}:${createHash("sha256").update(id).digest("base64url")}`);
  };

  /** Both sides name it the same. */
  const pair = ({ address, jid }: Named): Talk => {
    const people = [self.address, address].toSorted();
    const id = idOf(people);
    return kept.get(id) ?? add(begin({ id, jid, people, room: false, archive: self.jid }));
  };
  const add = (talk: Talk): Talk => {
    kept.set(talk.id, talk);
    if (kept.size > mostKept) {
      const [oldest] = [...kept.values()].filter((other) => other !== talk).toSorted((a, b) => (a.last?.at ?? 0) - (b.last?.at ?? 0));
      if (oldest) kept.delete(oldest.id);
    }
    return talk;
  };

  const resolve: Talks["resolve"] = (people) => othersAmong(people, self, addresses);

  const owner = (jid: string): Promise<EmailAddress | undefined> => {
    const known = owners.get(jid);
    if (known) return known;
    const found = addresses.owner(jid).catch(() => {
      owners.delete(jid); // the directory may answer another time
      return undefined;
    });
    owners.set(jid, found);
    return found;
  };

  /** What stands behind the network's name. */
  const nameIn = (id: ConversationId): string => (id.startsWith(`${network}:`) ? id.slice(network.length + 1) : "");

  return {
    get: (id) => kept.get(id),
    resolve,
    pair,
    owner,

    async named(id) {
      const people = nameIn(id)
        .split(" ")
        .flatMap((person) => parseAddress(person) ?? []);
      if (people.length !== 2) return undefined;
      if (!people.includes(self.address)) throw new NetworkError("forbidden", "You are not part of that conversation.");
      const [other] = await resolve(people).catch(() => []); // somebody of another organisation, whom the archive may know
      return other && pair(other);
    },

    async with(jid, begun) {
      const address = jid === self.jid ? undefined : await owner(jid);
      if (address === undefined) return undefined;
      return begun ? pair({ address, jid }) : kept.get(idOf([self.address, address].toSorted()));
    },

    room(jid, people) {
      const id = idOf([jid]);
      return kept.get(id) ?? add(begin({ id, jid, people, room: true, archive: jid }));
    },
    at: (room) => kept.get(idOf([room])),
    roomOf: (id) => /^[^@\s]+@[^@\s]+$/.exec(nameIn(id))?.[0],

    latest() {
      const begun = [...kept.values()].filter(({ last }) => last);
      return begun.toSorted((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
    },

    uncheck() {
      for (const talk of kept.values()) talk.checked = false;
    },
  };
}
