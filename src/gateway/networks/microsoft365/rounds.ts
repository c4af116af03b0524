import type { EmailAddress, Time } from "../../../protocol/index.ts";
import { NetworkError } from "../../network.ts";

/** Something that is asked for of everybody who is followed, again and again, a few at a time. */
export interface Rounds<T> {
  follow(person: EmailAddress): void;
  unfollow(person: EmailAddress): void;
  get(person: EmailAddress): T | undefined;
  close(): void;
}

interface RoundsParts<T> {
  readonly now: () => Time;
  /** Those of whom there is something; undefined where nobody can be asked for now. Rejects with NetworkError. */
  readonly ask: (people: readonly EmailAddress[], now: Time) => Promise<ReadonlyMap<EmailAddress, T> | undefined>;
  readonly changed: (people: readonly EmailAddress[]) => void;
}

/** Milliseconds. Meetings and automatic replies are seldom made for the next quarter of an hour. */
const refresh = 15 * 60_000;
const tick = 2000;
/** At each tick, at the most: ten requests of twenty people, in one batch. */
const atOnce = 200;

export function createRounds<T>({ now, ask, changed }: RoundsParts<T>): Rounds<T> {
  const known = new Map<EmailAddress, T>();
  /** When each is to be asked for again, the earliest first; new people are in `fresh`. */
  const due = new Map<EmailAddress, Time>();
  const fresh = new Set<EmailAddress>();
  let running = false;

  async function round(): Promise<void> {
    const people = [...dueNow()];
    if (running || people.length === 0) return;
    running = true;
    try {
      const at = now();
      const found = await ask(people, at);
      if (!found) return;
      for (const person of people) {
        if (!fresh.delete(person) && !due.delete(person)) continue; // nobody follows them any more
        const value = found.get(person);
        if (value === undefined) known.delete(person);
        else known.set(person, value);
        due.set(person, at + refresh);
      }
      changed(people);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error; // the next tick tries again
    } finally {
      running = false;
    }
  }

  function* dueNow(): Generator<EmailAddress> {
    let left = atOnce;
    for (const person of fresh) if (left-- > 0) yield person;
    for (const [person, time] of due) {
      if (time > now() || left-- <= 0) return;
      yield person;
    }
  }

  const timer = setInterval(() => void round(), tick).unref();

  return {
    follow(person) {
      if (!due.has(person)) fresh.add(person);
    },
    unfollow(person) {
      fresh.delete(person);
      due.delete(person);
      known.delete(person);
    },
    get: (person) => known.get(person),
    close: () => clearInterval(timer),
  };
}
