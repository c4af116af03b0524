import type { EmailAddress, OwnStatus, Person, Presence, Reason, Time } from "../../../protocol/index.ts";
import { tellBatches } from "../../batches.ts";
import { applySchedule, unchanged, unknown, type Schedule } from "../../compose.ts";
import type { Directory } from "../../directory.ts";
import { NetworkError, outOfReach, type AccountEvents, type OwnPresence } from "../../network.ts";
import { describe } from "./standing.ts";
import { sameChoice, type Standings } from "./standings.ts";

interface PresenceParts {
  readonly via: string;
  readonly standings: Standings;
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
  /** Looks at these people again: a meeting may have begun. */
  review(people: Iterable<EmailAddress>): void;
  close(): void;
}

export function presenceAgent({ via, standings, directory, scheduleOf, now }: PresenceParts): PresenceAgent {
  /** What the watchers of a person were told last: the same object until it changes. */
  const told = new Map<EmailAddress, Presence>();
  const watchers = new Map<EmailAddress, Set<AccountEvents>>();
  /** Whom each watcher asked for last, and whom of them it follows. */
  const wanted = new Map<AccountEvents, ReadonlySet<EmailAddress>>();
  const watched = new Map<AccountEvents, ReadonlySet<EmailAddress>>();
  const dirty = new Set<EmailAddress>();
  let notifying: NodeJS.Immediate | undefined;

  const compute = (person: EmailAddress): Presence => {
    const at = now();
    const presence = describe(person, standings.of(person), via, at);
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
      if (!watchers.has(person) || unchanged(told.get(person), presence)) continue;
      told.set(person, presence);
      changes.push(presence);
    }
    dirty.clear();
    tellBatches(
      changes,
      (person) => watchers.get(person) ?? [],
      (watcher, batch) => watcher.presence(batch),
    );
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

  const change: Standings["change"] = (person, what) => {
    standings.change(person, what);
    mark(person);
  };

  return {
    chosen(person) {
      const { availability, note } = standings.of(person).own;
      return { availability, ...(note !== undefined && { note }) };
    },
    signIn: (person, on) => change(person, { signedIn: on }),
    publish(person, { note, ...own }) {
      const before = standings.of(person).own;
      const next = { ...own, ...(note && { note }) };
      change(person, { own: next });
      return !sameChoice(before, next);
    },
    talking(person, on) {
      if (standings.of(person).talking !== on) change(person, { talking: on });
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
    close: () => clearImmediate(notifying),
  };
}

const nobody: ReadonlyMap<EmailAddress, Person> = new Map();
