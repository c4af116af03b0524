import { isDeepStrictEqual } from "node:util";
import type { EmailAddress, OwnStatus, Person, Presence, Reason, Time } from "../../../protocol/index.ts";
import { applySchedule, type Schedule } from "../../compose.ts";
import type { Directory } from "../../directory.ts";
import { NetworkError, type AccountEvents, type OwnPresence } from "../../network.ts";
import { batches } from "./batches.ts";
import { describe, idleFrom, signedOut, type Standing } from "./standing.ts";
import type { Store } from "./store.ts";

interface PresenceParts {
  readonly via: string;
  readonly store: Store;
  readonly directory: Directory;
  /** A person's calendar, where there is one. */
  readonly scheduleOf: (person: EmailAddress, now: Time) => Schedule | undefined;
  readonly now: () => Time;
}

/** RFC 3856 section 3, "presence agent": takes in what is known of each person, and notifies those who watch them. */
export interface PresenceAgent {
  /** What the person last chose. */
  chosen(person: EmailAddress): OwnStatus;
  signIn(person: EmailAddress, on: boolean): void;
  /** True where it differs from what was chosen before. */
  publish(person: EmailAddress, own: OwnPresence): boolean;
  talking(person: EmailAddress, on: boolean): void;
  watch(watcher: AccountEvents, people: ReadonlySet<EmailAddress>): Promise<void>;
  unwatch(watcher: AccountEvents): void;
  /** Looks at everybody with a calendar again: a meeting may have begun. */
  review(people: Iterable<EmailAddress>): void;
  close(): void;
}

export function presenceAgent({ via, store, directory, scheduleOf, now }: PresenceParts): PresenceAgent {
  const kept = store.query<{ availability: OwnStatus["availability"]; note: string | null; seen: Time | null }>(
    "SELECT availability, note, seen FROM person WHERE address = ?",
  );
  const keep = store.query(
    `INSERT INTO person (address, availability, note, seen) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET availability = excluded.availability, note = excluded.note, seen = excluded.seen`,
  );
  const standings = new Map<EmailAddress, Standing>();
  /** What the watchers of a person were told last: the same object until it changes. */
  const told = new Map<EmailAddress, Presence>();
  const watchers = new Map<EmailAddress, Set<AccountEvents>>();
  /** Whom each watcher asked for last, and whom of them it follows. */
  const wanted = new Map<AccountEvents, ReadonlySet<EmailAddress>>();
  const watched = new Map<AccountEvents, ReadonlySet<EmailAddress>>();
  const dirty = new Set<EmailAddress>();
  let notifying: NodeJS.Immediate | undefined;

  const standing = (person: EmailAddress): Standing => {
    const known = standings.get(person);
    if (known) return known;
    const row = kept.get(person);
    const own: OwnPresence = { availability: row?.availability ?? "automatic", ...(row?.note && { note: row.note }) };
    const found = { ...signedOut, own, since: row?.seen ?? undefined };
    standings.set(person, found);
    return found;
  };

  /** The only writer of a standing. Appearing offline and being offline are one state here, so nothing can tell them apart. */
  const become = (person: EmailAddress, change: Partial<Standing>): void => {
    const before = standing(person);
    const next = { ...before, ...change };
    const was = describe(person, before, via, now());
    const is = describe(person, next, via, now());
    if (was.availability !== is.availability) next.since = idleFrom(next) ?? now();
    const { availability, note } = next.own;
    if (availability !== before.own.availability || note !== before.own.note) {
      keep.run(person, availability, note ?? null, next.since ?? null);
    } else if ((was.availability === "offline") !== (is.availability === "offline")) {
      remember(() => keep.run(person, availability, note ?? null, next.since ?? null));
    }
    standings.set(person, next);
    mark(person);
  };

  const compute = (person: EmailAddress): Presence => {
    const at = now();
    const presence = describe(person, standing(person), via, at);
    const schedule = scheduleOf(person, at);
    return schedule ? applySchedule(presence, schedule, at) : presence;
  };

  const current = (person: EmailAddress): Presence => {
    const presence = told.get(person) ?? compute(person);
    told.set(person, presence);
    return presence;
  };

  const mark = (person: EmailAddress): void => {
    if (!watchers.has(person)) return;
    dirty.add(person);
    notifying ??= setImmediate(notify); // what happens in one turn of the event loop is one batch
  };

  function notify(): void {
    notifying = undefined;
    const changes: Presence[] = [];
    for (const person of dirty) {
      const presence = compute(person);
      if (!watchers.has(person) || same(told.get(person), presence)) continue;
      told.set(person, presence);
      changes.push(presence);
    }
    dirty.clear();
    for (const [watcher, batch] of batches(changes, (person) => watchers.get(person) ?? [])) watcher.presence(batch);
  }

  const follow = (watcher: AccountEvents, people: ReadonlySet<EmailAddress>): void => {
    for (const person of watched.get(watcher) ?? []) {
      if (people.has(person)) continue;
      const others = watchers.get(person);
      others?.delete(watcher);
      if (others?.size === 0) {
        watchers.delete(person);
        told.delete(person);
      }
    }
    for (const person of people) {
      const others = watchers.get(person);
      if (others) others.add(watcher);
      else watchers.set(person, new Set([watcher]));
    }
    watched.set(watcher, people);
  };

  return {
    chosen(person) {
      const { availability, note } = standing(person).own;
      return { availability, ...(note !== undefined && { note }) };
    },
    signIn: (person, on) => become(person, { signedIn: on }),
    publish(person, own) {
      const before = standing(person).own;
      become(person, { own });
      return before.availability !== own.availability || before.note !== own.note;
    },
    talking(person, on) {
      if (standing(person).talking !== on) become(person, { talking: on });
    },
    async watch(watcher, people) {
      wanted.set(watcher, people);
      const answer = await directory.find(people).catch(outOfReach);
      if (wanted.get(watcher) !== people) return; // gone, or asked anew, in the meantime
      const found = answer instanceof NetworkError ? nobody : answer;
      const known = new Set([...people].map((address) => found.get(address)?.address).filter((address) => address !== undefined));
      const reason: Reason =
        answer instanceof NetworkError ? { code: "unreachable", network: directory.name } : { code: "not-in-directory" };
      const strangers = [...people].filter((address) => !found.has(address)).map((address) => unknown(address, reason));
      follow(watcher, known);
      if (people.size > 0) watcher.presence([...[...known].map(current), ...strangers]);
    },
    unwatch(watcher) {
      follow(watcher, new Set());
      watched.delete(watcher);
      wanted.delete(watcher);
    },
    review(people) {
      for (const person of people) mark(person);
    },
    close() {
      clearImmediate(notifying);
    },
  };
}

/** When somebody was last seen is not worth failing for: where the disk is full, presence goes on in memory. */
function remember(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
  }
}

const unknown = (address: EmailAddress, reason: Reason): Presence => ({ address, availability: "unknown", reason, sources: [] });

const nobody: ReadonlyMap<EmailAddress, Person> = new Map();

function outOfReach(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  throw error;
}

/** When something was observed is no change of it. */
function same(a: Presence | undefined, b: Presence): boolean {
  return a !== undefined && isDeepStrictEqual({ ...a, sources: [] }, { ...b, sources: [] });
}
