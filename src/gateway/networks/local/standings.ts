import type { EmailAddress, OwnStatus, Time } from "../../../protocol/index.ts";
import { NetworkError } from "../../network.ts";
import { availabilityOf, signedOut, sinceWhen, type Standing } from "./standing.ts";
import type { Store } from "./store.ts";

/** Everybody's standing. Choices, notes, and when somebody was last seen survive a restart. */
export interface Standings {
  of(person: EmailAddress): Standing;
  /** The only writer of a standing. Throws `storage` where a choice could not be kept, and then nothing has changed. */
  change(person: EmailAddress, change: Partial<Omit<Standing, "since">>): void;
  close(): void;
}

/** Milliseconds; a flush to the disk for each of thousands who sign in at once would hold up everything else. */
const keepInterval = 1000;

export function standings(store: Store, now: () => Time): Standings {
  const kept = store.query<{ availability: OwnStatus["availability"]; note: string | null; seen: Time | null }>(
    "SELECT availability, note, seen FROM person WHERE address = ?",
  );
  const keep = store.query(
    `INSERT INTO person (address, availability, note, seen) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET availability = excluded.availability, note = excluded.note, seen = excluded.seen`,
  );
  const known = new Map<EmailAddress, Standing>();
  /** Whose last-seen is not on the disk yet. */
  const unkept = new Set<EmailAddress>();
  let keeping: NodeJS.Timeout | undefined;

  const write = (person: EmailAddress, { own, since }: Standing): void =>
    keep.run(person, own.availability, own.note ?? null, since ?? null);

  /** When somebody was last seen is not worth failing for: where the disk is full, presence goes on in memory. */
  function keepNow(): void {
    clearTimeout(keeping);
    keeping = undefined;
    const people = [...unkept];
    unkept.clear();
    try {
      store.write(() => people.forEach((person) => write(person, of(person))));
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
    }
  }

  function of(person: EmailAddress): Standing {
    const found = known.get(person);
    if (found) return found;
    const row = kept.get(person);
    const own = { availability: row?.availability ?? "automatic", ...(row?.note && { note: row.note }) } as const;
    const standing = { ...signedOut, own, since: row?.seen ?? undefined };
    known.set(person, standing);
    return standing;
  }

  return {
    of,
    change(person, change) {
      const before = of(person);
      const changed = { ...before, ...change };
      const next = { ...changed, since: sinceWhen(before, changed, now()) };
      if (!sameChoice(before.own, next.own)) {
        write(person, next);
      } else if ((availabilityOf(before) === "offline") !== (availabilityOf(next) === "offline")) {
        unkept.add(person);
        keeping ??= setTimeout(keepNow, keepInterval).unref();
      }
      known.set(person, next);
    },
    close: keepNow,
  };
}

export const sameChoice = (a: OwnStatus, b: OwnStatus): boolean => a.availability === b.availability && a.note === b.note;
