import DataLoader from "dataloader";
import { LRUCache } from "lru-cache";
import * as z from "zod/mini";
import { type EmailAddress, parseAddress } from "../../protocol/index.ts";
import { type Ask, chunks, type GraphClient, valuesOf } from "./client.ts";
import type { Grants, Permission } from "./permissions.ts";

/** What every object of the directory that can get mail has. */
export interface Entity {
  readonly id: string;
  readonly mail?: string | null | undefined;
  readonly proxyAddresses?: readonly string[] | undefined;
  readonly userPrincipalName?: string | undefined;
}

/** One of Graph's collections: where it is, and by what its entries are found. */
export interface Collection<E extends Entity> {
  readonly path: "/users" | "/groups" | "/contacts";
  readonly entity: z.ZodMiniType<E>;
  readonly select: readonly string[];
  /** To read it at all. */
  readonly permission: Permission;
  /** To find somebody by another address than their first; without it that is not tried. */
  readonly aliases?: Permission;
}

/** Address → directory object, for any of its addresses; asked for by the dozen, and remembered. */
export interface Resolver<E extends Entity> {
  /** Whom the collection does not hold is absent. Rejects with NetworkError. */
  find(addresses: Iterable<EmailAddress>): Promise<ReadonlyMap<EmailAddress, E>>;
  /** It has turned out not to be true any more. */
  forget(address: EmailAddress): void;
}

/** Milliseconds: names change seldom, and somebody new is to be found soon. */
const remembered = { known: 60 * 60_000, unknown: 5 * 60_000 };
const mostRemembered = 200_000;
/** What is asked within so many milliseconds goes out together. */
export const gathering = 10;
/** Graph takes so many values in one `in`. */
export const inOneFilter = 15;
/** As many as one batch of filters holds. */
export const atOnce = 20 * inOneFilter;

export function createResolver<E extends Entity>(client: GraphClient, grants: Grants, collection: Collection<E>): Resolver<E> {
  const { path, permission, select } = collection;
  const known = new LRUCache<EmailAddress, Promise<E | undefined>>({ max: mostRemembered });
  const page = z.object({ value: z.array(collection.entity) });

  const asking = (filter: string, needed: Permission): Ask<{ value: E[] }> => ({
    path: `${path}?${new URLSearchParams({ $filter: filter, $select: ["id", ...select].join(",") })}`,
    schema: page,
    workload: "directory",
    permission: needed,
  });

  /** The entries that these questions find. Where one fails, so does the whole: somebody who was not found is no stranger. */
  async function answersTo(asks: readonly Ask<{ value: E[] }>[]): Promise<readonly E[]> {
    return valuesOf(await client.askAll(asks)).flatMap(({ value }) => value);
  }

  const byProperty = (property: "mail" | "userPrincipalName", addresses: readonly EmailAddress[]) =>
    answersTo(chunks(addresses, inOneFilter).map((some) => asking(`${property} in (${some.map(quoted).join(",")})`, permission)));

  async function byAlias(addresses: readonly EmailAddress[]): Promise<readonly E[]> {
    const { aliases } = collection;
    if (aliases === undefined || grants.lacks(aliases) || addresses.length === 0) return [];
    return answersTo(addresses.map((address) => asking(`proxyAddresses/any(p:p eq ${quoted(`smtp:${address}`)})`, aliases))).catch(
      (error: unknown) => {
        if (grants.lacks(aliases)) return []; // it works with less: those who were asked for by their first address are there
        throw error;
      },
    );
  }

  async function load(addresses: readonly EmailAddress[]): Promise<(E | undefined)[]> {
    const found = new Map<EmailAddress, E>();
    const missing = () => addresses.filter((address) => !found.has(address));
    const keep = (entities: readonly E[]) => {
      for (const entity of entities) for (const address of addressesOf(entity)) found.set(address, entity);
    };
    keep(await byProperty("mail", addresses));
    if (path === "/users") keep(await byProperty("userPrincipalName", missing()));
    keep(await byAlias(missing()));
    return addresses.map((address) => found.get(address));
  }

  const loader = new DataLoader<EmailAddress, E | undefined>(load, {
    maxBatchSize: atOnce,
    batchScheduleFn: (send) => void setTimeout(send, gathering),
    cacheMap: {
      get: (address) => known.get(address),
      set(address, entity) {
        known.set(address, entity);
        const keep = (found: E | undefined) => {
          const ttl = found ? remembered.known : remembered.unknown;
          if (known.peek(address) === entity) known.set(address, entity, { ttl });
        };
        entity.then(keep, () => undefined);
      },
      delete: (address) => known.delete(address),
      clear: () => known.clear(),
    },
  });

  return {
    async find(addresses) {
      const asked = [...new Set(addresses)];
      const entities = await Promise.all(asked.map((address) => loader.load(address)));
      return new Map(
        asked.flatMap((address, index) => {
          const entity = entities[index];
          return entity ? [[address, entity] as const] : [];
        }),
      );
    },
    forget: (address) => void loader.clear(address),
  };
}

/** All by which it gets mail, the first one first. */
export function addressesOf({ mail, proxyAddresses = [], userPrincipalName }: Entity): readonly EmailAddress[] {
  const texts = [mail, userPrincipalName, ...proxyAddresses.flatMap((address) => /^smtp:(.+)$/i.exec(address)?.[1] ?? [])];
  return [...new Set(texts.flatMap((text) => parseAddress(text ?? "") ?? []))];
}

/** OData doubles a quote inside of quotes. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
