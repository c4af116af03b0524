import { useMemo } from "react";
import type { Person } from "../../protocol/index.ts";
import type { OpenItem } from "../item.ts";
import { toRows } from "../people/rows.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import type { Answers } from "./answers.ts";
import { useFreeBusy } from "./ask.ts";
import { addressesOf, entriesOf, sortOut, type Entry } from "./entries.ts";
import { commonTime, type Known } from "./gap.ts";
import { tell, type Told } from "./tell.ts";
import { readersHours, readersZone, wholeDays, workdays, type Span } from "./workday.ts";

/** All that the view shows. */
export interface Found {
  readonly entries: readonly Entry[];
  readonly answers: Answers;
  readonly known: readonly Known[];
  /** The days that were looked at, the reader's working hours of each. */
  readonly spans: readonly Span[];
  readonly told: Told;
  readonly again: () => void;
}

/** The reader's own working hours and the next day's are looked at. */
const dayCount = 2;

/** Looks for a time of this length, in milliseconds, at which everyone on the item can talk. */
export function useCommonTime(item: OpenItem, me: Person, length: number): Found {
  const { mailbox } = useRollcall();
  const text = useText();
  const now = useSelect((state) => state.now);
  const found = useSelect((state) => state.people.found);
  const lists = useSelect((state) => state.people.lists);
  const connected = useSelect((state) => state.link.state === "connected");
  const entries = useMemo(() => entriesOf(toRows(item, { found, lists }, me.address), me), [item, found, lists, me]);
  const people = useMemo(() => addressesOf(entries), [entries]);

  const zone = readersZone();
  const usual = workdays(now, readersHours(mailbox.language, zone), dayCount);
  const asked = wholeDays(usual, zone);
  const [answers, again] = useFreeBusy(people, asked);

  const own = answers.people.get(me.address);
  const hours = own && "slots" in own && own.workingHours;
  const planned = hours ? workdays(now, readersHours(mailbox.language, zone, hours), dayCount) : usual;
  // Of a day that was not asked for nothing is known.
  const days = planned.filter(({ end }) => end <= asked.end);
  const spans = days.length > 0 ? days : usual;
  const { known } = sortOut(entries, answers.people);
  const time = commonTime(known, me.address, spans, length, now);
  const latest = spans.at(-1)?.end ?? now;
  return { entries, answers, known, spans, again, told: tell(text, { entries, answers, connected, time, latest, now }) };
}
