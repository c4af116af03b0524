import type { EmailAddress, Time } from "../../../protocol/index.ts";
import type { Schedule } from "../../compose.ts";
import type { Graph } from "../../graph/index.ts";
import type { Permission } from "../../graph/permissions.ts";
import { type Absence, getAbsences } from "./absence.ts";
import { createRounds, type Rounds } from "./rounds.ts";
import { getSchedules } from "../../graph/schedule.ts";

interface ExchangeParts {
  readonly graph: Graph;
  readonly now: () => Time;
  /** The mailbox of somebody who is signed in, by its id: each in turn, because Exchange counts for each. */
  readonly asker: () => string | undefined;
  readonly changed: (people: readonly EmailAddress[]) => void;
}

/** What Exchange adds to presence, asked for once for all who watch. */
export interface Exchange {
  readonly schedules: Rounds<Schedule>;
  readonly absences: Rounds<Absence>;
}

const hour = 3_600_000;
const ahead = 24 * hour;

export function createExchange({ graph, now, asker, changed }: ExchangeParts): Exchange {
  const mailboxFor = (permission: Permission) => (graph.grants.lacks(permission) ? undefined : asker());
  const schedules: Rounds<Schedule> = createRounds<Schedule>({
    now,
    changed,
    async ask(people, at) {
      const mailbox = mailboxFor("Calendars.ReadBasic");
      if (mailbox === undefined) return undefined;
      const found = await getSchedules(graph, mailbox, people, at - hour, at + ahead);
      return new Map(
        people.flatMap((person) => {
          const busy = found.get(person);
          // What was known counts until there is an answer.
          const schedule = busy && "slots" in busy ? busy.slots : busy?.reason === "unreachable" ? schedules.get(person) : undefined;
          return schedule ? [[person, schedule] as const] : [];
        }),
      );
    },
  });
  const absences = createRounds<Absence>({
    now,
    changed,
    async ask(people) {
      const mailbox = mailboxFor("MailTips.ReadBasic.All");
      return mailbox === undefined ? undefined : getAbsences(graph, mailbox, people);
    },
  });
  return { schedules, absences };
}
