import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { ConversationId, parseAddress, type EmailAddress } from "../../../protocol/index.ts";
import { NetworkError } from "../../network.ts";
import type { Addresses, Named } from "./addresses.ts";
import { talk as begin, type Talk } from "./conversations.ts";

/** Which conversations a session knows, and whose each is. */
export interface Talks {
  /** The one of exactly these people and the user. Rejects with `not-found` where one of them is nobody. */
  of(people: readonly EmailAddress[]): Promise<Talk>;
  /** The one that a pane names; `listing` reads those of earlier sessions. */
  get(id: ConversationId, listing: () => Promise<void>): Promise<Talk>;
  /** The one with whoever has that JID; undefined where it is nobody, or where there is none and none is to be begun. */
  with(jid: string, begin: boolean): Promise<Talk | undefined>;
  /** Those in which something was said, the latest first. */
  latest(): readonly Talk[];
  /** What an earlier session sent has to be looked up again. */
  uncheck(): void;
}

/** Conversations that one session keeps: strangers can begin them, too. */
const mostKept = 200;
const longestId = 200;

interface TalksParts {
  readonly self: Named;
  readonly network: string;
  readonly addresses: Addresses;
}

export function talks({ self, network, addresses }: TalksParts): Talks {
  const kept = new Map<ConversationId, Talk>();
  /** Whose JIDs have been looked up; in order, so that what one person says stays so. */
  const others = new LRUCache<string, Promise<EmailAddress | undefined>>({ max: mostKept });

  const idOf = (people: readonly EmailAddress[]): ConversationId => {
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

  const resolve = async (people: readonly EmailAddress[]): Promise<readonly Named[]> => {
    const named = await addresses.named(new Set(people));
    const found = people.map((address) => {
      const person = address === self.address ? self : named.get(address);
      if (!person) throw new NetworkError("not-found", `${address} is not known.`);
      return person;
    });
    return [...new Map(found.map((person) => [person.jid, person])).values()].filter(({ jid }) => jid !== self.jid);
  };

  return {
    async of(people) {
      const [first, ...more] = await resolve(people);
      if (!first) throw new NetworkError("bad-request", "A conversation needs somebody else.");
      if (more.length > 0) throw new NetworkError("unsupported", "Several");
      return pair(first);
    },

    async get(id, listing) {
      const known = kept.get(id);
      if (known) return known;
      const people = peopleOf(id);
      if (people && !people.includes(self.address)) throw new NetworkError("forbidden", "You are not part of that conversation.");
      const [other] = people ? await resolve(people).catch(() => []) : [];
      if (other) return pair(other);
      await listing();
      const listed = kept.get(id);
      if (!listed) throw new NetworkError("not-found", "There is no such conversation.");
      return listed;
    },

    async with(jid, begun) {
      const address = jid === self.jid ? undefined : await ownerOf(jid);
      if (address === undefined) return undefined;
      return begun ? pair({ address, jid }) : kept.get(idOf([self.address, address].toSorted()));
    },

    latest() {
      const begun = [...kept.values()].filter(({ last }) => last);
      return begun.toSorted((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
    },

    uncheck() {
      for (const talk of kept.values()) talk.checked = false;
    },
  };

  /** The two that an id of ours names. */
  function peopleOf(id: ConversationId): readonly EmailAddress[] | undefined {
    if (!id.startsWith(`${network}:`)) return undefined;
    const people = id
      .slice(network.length + 1)
      .split(" ")
      .flatMap((person) => parseAddress(person) ?? []);
    return people.length === 2 ? people : undefined;
  }

  function ownerOf(jid: string): Promise<EmailAddress | undefined> {
    const known = others.get(jid);
    if (known) return known;
    const owner = addresses.owner(jid).catch(() => {
      others.delete(jid); // the directory may answer another time
      return undefined;
    });
    others.set(jid, owner);
    return owner;
  }
}
