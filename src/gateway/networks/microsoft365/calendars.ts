import type { EmailAddress, Time } from "../../../protocol/index.ts";
import type { Schedule } from "../../compose.ts";
import type { Graph } from "../../graph/index.ts";
import { NetworkError } from "../../network.ts";
import { getSchedules } from "./schedule.ts";

/** The next meetings of everybody whom anybody watches, asked for once for all. */
export interface Calendars {
  follow(person: EmailAddress): void;
  unfollow(person: EmailAddress): void;
  schedule(person: EmailAddress): Schedule | undefined;
  close(): void;
}

interface CalendarsParts {
  readonly graph: Graph;
  readonly now: () => Time;
  /** The mailbox of somebody who is signed in, by its id: each in turn, because Exchange counts for each. */
  readonly asker: () => string | undefined;
  readonly changed: (people: Iterable<EmailAddress>) => void;
}

/** Milliseconds. A meeting is seldom made for the next quarter of an hour. */
const refresh = 15 * 60_000;
const tick = 2000;
/** Asked for at each tick, at the most: ten requests of twenty people, in one batch. */
const atOnce = 200;
const ahead = 24 * 3_600_000;
const hour = 3_600_000;

export function createCalendars({ graph, now, asker, changed }: CalendarsParts): Calendars {
  const schedules = new Map<EmailAddress, Schedule>();
  /** When each is to be asked for again, the earliest first; new people are in `fresh`. */
  const due = new Map<EmailAddress, Time>();
  const fresh = new Set<EmailAddress>();
  let running = false;

  async function ask(): Promise<void> {
    const mailbox = asker();
    if (running || mailbox === undefined || graph.grants.lacks("Calendars.ReadBasic")) return;
    const people = [...dueNow()];
    if (people.length === 0) return;
    running = true;
    try {
      const at = now();
      const found = await getSchedules(graph, mailbox, people, at - hour, at + ahead);
      for (const person of people) {
        if (!fresh.delete(person) && !due.delete(person)) continue; // nobody watches them any more
        const busy = found.get(person);
        if (busy && "slots" in busy) schedules.set(person, busy.slots);
        else schedules.delete(person);
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

  const timer = setInterval(() => void ask(), tick).unref();

  return {
    follow(person) {
      if (!due.has(person)) fresh.add(person);
    },
    unfollow(person) {
      fresh.delete(person);
      due.delete(person);
      schedules.delete(person);
    },
    schedule: (person) => schedules.get(person),
    close: () => clearInterval(timer),
  };
}
