import { isDeepStrictEqual } from "node:util";
import type { EmailAddress, Presence, Reason, Time } from "../../../protocol/index.ts";
import { tellBatches } from "../../batches.ts";
import type { Graph } from "../../graph/index.ts";
import type { GraphUser } from "../../graph/user.ts";
import { type AccountEvents, NetworkError, outOfReach } from "../../network.ts";
import { describe, network, type Trust } from "./describe.ts";
import { createExchange } from "./exchange.ts";
import type { GraphPresence } from "./mapping.ts";
import { createPull, type Failing, type Pull } from "./pull.ts";

interface AgentParts {
  readonly graph: Graph;
  readonly interval: number;
  readonly now: () => Time;
  /** The mailbox of somebody who is signed in. */
  readonly asker: () => string | undefined;
  /** Whom a watcher watches now, by their ids. */
  readonly follows: (watcher: AccountEvents, ids: readonly string[]) => void;
}

/** RFC 3856 section 3, "presence agent": brings what Graph knows of each person to those who watch them. */
export interface PresenceAgent {
  watch(watcher: AccountEvents, people: ReadonlySet<EmailAddress>): Promise<void>;
  unwatch(watcher: AccountEvents): void;
  /** Graph has told of a change by itself. */
  told(presence: GraphPresence): void;
  /** While Graph does not answer. */
  readonly failing: Failing | undefined;
  close(): void;
}

/** Whom Graph knows under an address, or why it cannot be asked for them. */
type Identity = { readonly id: string } | { readonly reason: Reason };

/** Somebody who is watched, by the address that they are watched under. */
interface Watched {
  readonly address: EmailAddress;
  identity: Identity;
  readonly watchers: Set<AccountEvents>;
  told?: Presence;
  /** When what was told is to be looked at again. */
  until: Time;
}

/** In intervals: so long Graph's word is fresh without being confirmed, and so long it counts at all. */
const freshFor = 3;
const countsFor = 10;
/** Milliseconds: how late a meeting may begin, and a note go. */
const review = 5000;

export function presenceAgent({ graph, interval, now, asker, follows }: AgentParts): PresenceAgent {
  const everybody = new Map<EmailAddress, Watched>();
  /** Who is watched under an id: more than one where an alias is watched, too. */
  const byId = new Map<string, Set<Watched>>();
  /** Whom each watcher asked for last, and whom of them it follows. */
  const wanted = new Map<AccountEvents, ReadonlySet<EmailAddress>>();
  const followed = new Map<AccountEvents, ReadonlySet<EmailAddress>>();
  /** Those some of whose people could not be looked up. */
  const waiting = new Set<AccountEvents>();
  const trust: Trust = { fresh: freshFor * interval, atAll: countsFor * interval };

  const pull: Pull = createPull({
    graph,
    interval,
    now,
    heard: (ids) => tell(ids.length > 0 ? ids.flatMap((id) => [...(byId.get(id) ?? [])]) : everybody.values()),
  });
  const { schedules, absences } = createExchange({ graph, now, asker, changed: (people) => tell(existing(people)) });
  const reviewing = setInterval(() => {
    const at = now();
    tell([...everybody.values()].filter(({ until }) => until <= at));
    for (const watcher of waiting) void watch(watcher, wanted.get(watcher) ?? nobody);
  }, review).unref();

  const existing = (people: Iterable<EmailAddress>): Watched[] => [...people].flatMap((address) => everybody.get(address) ?? []);

  /** Looks at these people, and tells their watchers what is new. */
  function tell(people: Iterable<Watched>): void {
    const changes = [...people].flatMap((person) => lookAt(person) ?? []);
    tellBatches(
      changes,
      (address) => everybody.get(address)?.watchers ?? [],
      (watcher, batch) => watcher.presence(batch),
    );
  }

  /** What there is to tell of the person, where that is something new. The only writer of `told`. */
  function lookAt(person: Watched): Presence | undefined {
    const { address, identity, told } = person;
    const view = "id" in identity ? pull.view(identity.id) : undefined;
    if (view?.gone) graph.users.forget(address);
    const described = describe(
      { address, ...identity, view, schedule: schedules.get(address), absence: absences.get(address), failing: pull.failing },
      told,
      trust,
      now(),
    );
    person.until = described?.until ?? Infinity;
    if (described?.withoutTeams) absences.follow(address);
    if (!described || same(told, described.presence)) return undefined;
    person.told = described.presence;
    return described.presence;
  }

  function identify(person: Watched, identity: Identity): void {
    if ("id" in person.identity) forget(person, person.identity.id);
    person.identity = identity;
    person.told = undefined;
    if (!("id" in identity)) return;
    const same = byId.get(identity.id);
    if (same) same.add(person);
    else byId.set(identity.id, new Set([person]));
    pull.follow(identity.id);
    schedules.follow(person.address);
  }

  function forget(person: Watched, id: string): void {
    const same = byId.get(id);
    same?.delete(person);
    schedules.unfollow(person.address);
    absences.unfollow(person.address);
    if (same?.size !== 0) return;
    byId.delete(id);
    pull.unfollow(id);
  }

  function follow(watcher: AccountEvents, people: ReadonlySet<EmailAddress>, identities: ReadonlyMap<EmailAddress, Identity>): void {
    for (const address of followed.get(watcher) ?? []) {
      const person = people.has(address) ? undefined : everybody.get(address);
      person?.watchers.delete(watcher);
      if (person?.watchers.size !== 0) continue;
      if ("id" in person.identity) forget(person, person.identity.id);
      everybody.delete(address);
    }
    for (const address of people) {
      const identity = identities.get(address) ?? { reason: { code: "not-in-directory", network } as const };
      const person = everybody.get(address) ?? { address, identity: { reason: pending }, watchers: new Set(), until: Infinity };
      everybody.set(address, person);
      person.watchers.add(watcher);
      if (!isDeepStrictEqual(person.identity, identity)) identify(person, identity);
    }
    followed.set(watcher, people);
  }

  async function watch(watcher: AccountEvents, people: ReadonlySet<EmailAddress>): Promise<void> {
    wanted.set(watcher, people);
    waiting.delete(watcher);
    const found = await graph.users.find(people).catch(outOfReach);
    if (wanted.get(watcher) !== people) return; // gone, or asked anew, in the meantime
    if (found instanceof NetworkError) waiting.add(watcher);
    follow(watcher, people, found instanceof NetworkError ? unreached(people, found) : identitiesOf(found));
    const persons = existing(people);
    follows(watcher, [...new Set(persons.flatMap(({ identity }) => ("id" in identity ? identity.id : [])))]);
    const known = persons.filter(({ told }) => told);
    tell(persons);
    const presence = known.flatMap(({ told }) => told ?? []);
    if (presence.length > 0) watcher.presence(presence);
  }

  /** Whoever was looked up before, stays who they are. */
  function unreached(people: ReadonlySet<EmailAddress>, { code }: NetworkError): ReadonlyMap<EmailAddress, Identity> {
    const reason: Reason = { code: code === "forbidden" ? "not-shared" : "unreachable", network };
    return new Map([...people].map((address) => [address, everybody.get(address)?.identity ?? { reason }]));
  }

  return {
    watch,
    unwatch(watcher) {
      follow(watcher, nobody, new Map());
      followed.delete(watcher);
      wanted.delete(watcher);
      waiting.delete(watcher);
    },
    told: pull.told,
    get failing() {
      return pull.failing;
    },
    close() {
      clearInterval(reviewing);
      pull.close();
      schedules.close();
      absences.close();
    },
  };
}

const nobody: ReadonlySet<EmailAddress> = new Set();
const pending: Reason = { code: "pending", network };

/** A guest's presence is told in their own organisation. */
const identitiesOf = (found: ReadonlyMap<EmailAddress, GraphUser>): ReadonlyMap<EmailAddress, Identity> =>
  new Map(
    [...found].map(([address, { id, userType }]) => [address, userType === "Guest" ? { reason: { code: "external", network } } : { id }]),
  );

/** When something was observed is no change of it; that it is stale is one. */
function same(a: Presence | undefined, b: Presence): boolean {
  return a !== undefined && isDeepStrictEqual(unobserved(a), unobserved(b));
}
const unobserved = (presence: Presence) => ({ ...presence, sources: presence.sources.map((source) => ({ ...source, observed: 0 })) });
