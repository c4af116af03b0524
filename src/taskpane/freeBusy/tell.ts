import type { Time } from "../../protocol/index.ts";
import { namesText } from "../people/answer.ts";
import { momentText } from "../people/words.ts";
import type { Text } from "../texts/text.ts";
import type { Answers } from "./answers.ts";
import { sortOut, type Entry } from "./entries.ts";
import type { CommonTime } from "./gap.ts";
import { isWorking } from "./workday.ts";
import { clockText, dayText, hoursOf, rangeText } from "./words.ts";

/** What is known at this moment. */
export interface Findings {
  readonly entries: readonly Entry[];
  readonly answers: Answers;
  readonly connected: boolean;
  readonly time: CommonTime | undefined;
  /** Until when was looked. */
  readonly latest: Time;
  readonly now: Time;
}

/** The answer to "when can we all talk?" in words. */
export interface Told {
  readonly headline: string;
  /** Whom it leaves out, of whom nothing is known, for whom it is late; what went wrong. */
  readonly more: readonly string[];
  /** The suggested time, where there is one to make an appointment of. */
  readonly time: CommonTime | undefined;
  /** Somebody was not asked about: the reader may try again. */
  readonly failed: boolean;
}

/** A meeting that can begin within this, in milliseconds, can begin now. */
const soon = 5 * 60_000;

export function tell(text: Text, { entries, answers, connected, time, latest, now }: Findings): Told {
  const { known, unknown } = sortOut(entries, answers.people);
  const unasked = unknown.some(({ address, list }) => address && !list && !answers.people.has(address));
  if (unasked && connected && answers.state !== "failed")
    return { headline: text("common-asking"), more: [], time: undefined, failed: false };

  const trouble = unasked ? text("common-failed", { code: connected ? (answers.code ?? "internal") : "offline" }) : undefined;
  const others = known.some(({ address }) => address !== entries[0]?.address);
  if (!others) return { headline: trouble ?? text("common-nobody"), more: [], time: undefined, failed: unasked };

  const names = new Map(entries.map(({ address, name }) => [address, name]));
  const more = [
    ...say("common-without", time?.without.map((address) => names.get(address) ?? address) ?? []),
    ...say(
      "common-unknown",
      unknown.map(({ name }) => name),
    ),
    ...say("common-odd-hours", time ? oddHours(time) : []),
    ...(trouble ? [trouble] : []),
  ];
  const headline = time ? suggestion(time) : text("common-none", { moment: momentText(text, latest, now) });
  return { headline, more, time, failed: unasked };

  function say(id: string, people: readonly string[]): readonly string[] {
    return people.length > 0 ? [text(id, { names: namesText(text, { names: people }) })] : [];
  }

  /** "Today 14:30–15:00: everyone is free", said of those whose calendar is known. */
  function suggestion({ start, end, without }: CommonTime): string {
    const when =
      start - now < soon
        ? text("common-now", { moment: momentText(text, end, now) })
        : text("common-when", { day: dayText(text, start, now), range: rangeText(text, { start, end }) });
    if (without.length > 0) return text("common-most", { when, free: known.length - without.length, people: known.length });
    return text(unknown.length > 0 ? "common-known" : "common-all", { when, people: known.length });
  }

  /** Those of them for whom the time is early or late, each with their own clock. */
  function oddHours({ start, without }: CommonTime): readonly string[] {
    return known.flatMap(({ address, workingHours }) => {
      const entry = entries.find((one) => one.address === address);
      const hours = hoursOf(entry?.person, workingHours);
      if (!entry || entry.you || !hours || without.includes(address) || isWorking(start, hours)) return [];
      return text("common-clock", { name: entry.name, time: clockText(text, start, hours.timeZone) });
    });
  }
}
