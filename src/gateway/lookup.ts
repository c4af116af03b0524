import { LRUCache } from "lru-cache";
import type { EmailAddress, Person, Photo } from "../protocol/index.ts";
import type { Directory } from "./directory.ts";
import { brief, type Log } from "./log.ts";
import { NetworkError } from "./network.ts";
import { createPhotos } from "./photo.ts";

/** Short enough that an edit of the directory is seen soon, long enough that a mail to a hundred people asks once. */
const fresh = 60_000;

/** All configured directories as one, remembered for a minute. */
export interface Lookup extends Directory {
  /** Everyone asked for: whom no directory knows is known by address alone, and is external unless the domain is the organisation's. */
  who(addresses: Iterable<EmailAddress>): Promise<ReadonlyMap<EmailAddress, Person>>;
  photo(person: EmailAddress): Promise<Photo | undefined>;
}

export function createLookup(directories: readonly Directory[], domains: readonly string[], log: Log): Lookup {
  const remembered = new LRUCache<EmailAddress, Person>({ max: 50_000, ttl: fresh, ttlAutopurge: false });
  const own = new Set(domains);

  async function find(addresses: ReadonlySet<EmailAddress>): Promise<ReadonlyMap<EmailAddress, Person>> {
    const found = new Map<EmailAddress, Person>();
    for (const directory of directories) {
      const missing = new Set([...addresses].filter((address) => !found.has(address)));
      if (missing.size === 0) break;
      const people = await directory.find(missing).catch((error: unknown) => {
        log.warn({ directory: directory.name, code: error instanceof NetworkError ? error.code : "internal" }, "directory did not answer");
        return new Map<EmailAddress, Person>();
      });
      for (const [address, person] of people) found.set(address, person);
    }
    if (domains.length === 0) for (const { address } of found.values()) own.add(domainOf(address));
    return found;
  }

  /** Without a directory nobody can be told to be outside. */
  const unknown = (address: EmailAddress): Person =>
    directories.length > 0 && !own.has(domainOf(address)) ? { address, kind: "person", external: true } : { address, kind: "person" };

  return {
    name: "all",
    find,
    async who(addresses) {
      const people = new Map<EmailAddress, Person>();
      const missing = new Set<EmailAddress>();
      for (const address of addresses) {
        const person = remembered.get(address);
        if (person) people.set(address, person);
        else missing.add(address);
      }
      if (missing.size === 0) return people;
      const found = await find(missing);
      for (const address of missing) {
        const person = found.get(address) ?? unknown(address);
        remembered.set(address, person);
        people.set(address, person);
      }
      return people;
    },
    async members(list) {
      for (const directory of directories) {
        try {
          return await directory.members(list);
        } catch (error) {
          if (!(error instanceof NetworkError && error.code === "not-found")) throw error;
          log.debug({ directory: directory.name, list: brief(list) }, "not a list here");
        }
      }
      throw new NetworkError("not-found", "No directory knows this list.");
    },
    async names(kind, people) {
      const told = await Promise.all(directories.map((directory) => directory.names?.(kind, people) ?? new Map<EmailAddress, string>()));
      // The first that tells has the last word.
      return new Map(told.toReversed().flatMap((names) => [...names]));
    },
    async named(kind, name) {
      for (const directory of directories) {
        const person = await directory.named?.(kind, name);
        if (person) return person;
      }
      return undefined;
    },
    photo: createPhotos(directories),
    async close() {
      for (const directory of directories) await directory.close?.();
    },
  };
}

const domainOf = (address: EmailAddress) => address.slice(address.lastIndexOf("@") + 1);
