import { LRUCache } from "lru-cache";
import type { EmailAddress } from "../../../protocol/index.ts";
import type { Graph } from "../../graph/index.ts";
import { getSchedules } from "../../graph/schedule.ts";
import { NetworkError } from "../../network.ts";

/** In which time zone people work. It comes with their working hours, so that no permission is needed for it alone. */
export interface Zones {
  /** IANA name, where it is known by now. */
  of(person: EmailAddress): string | undefined;
  /** Finds out in the background: nobody waits for it. `asker` is any mailbox of the organisation. */
  learn(people: readonly EmailAddress[], asker: string): void;
}

/** Milliseconds. */
const remembered = 24 * 3_600_000;
const soon = 10 * 60_000;
const hour = 3_600_000;

export function createZones(graph: Graph): Zones {
  /** The empty text: being asked for, or there is none. */
  const known = new LRUCache<EmailAddress, string>({ max: 200_000 });

  async function ask(people: readonly EmailAddress[], asker: string): Promise<void> {
    const now = Date.now();
    const schedules = await getSchedules(graph, asker, people, now, now + hour);
    for (const [person, busy] of schedules) {
      const zone = "slots" in busy ? busy.workingHours?.timeZone : undefined;
      known.set(person, zone ?? "", { ttl: "slots" in busy ? remembered : soon });
    }
  }

  return {
    of: (person) => known.get(person) || undefined,
    learn(people, asker) {
      if (graph.grants.lacks("Calendars.ReadBasic")) return;
      const unknown = people.filter((person) => known.get(person) === undefined);
      if (unknown.length === 0) return;
      for (const person of unknown) known.set(person, "", { ttl: soon });
      ask(unknown, asker).catch((error: unknown) => {
        if (!(error instanceof NetworkError)) throw error; // it is tried again in a while
      });
    },
  };
}
