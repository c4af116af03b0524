import { unwatchFile, watchFile } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { limits, parseAddress, type EmailAddress, type Time } from "../../../protocol/index.ts";
import type { Schedule } from "../../compose.ts";
import type { Directory } from "../../directory.ts";
import { readCalendar, type Calendar } from "./calendar.ts";

interface CalendarsParts {
  /** Address → path of an `.ics` file, or its http(s) address. */
  readonly sources: Readonly<Record<string, string>>;
  readonly directory: Directory;
  readonly now: () => Time;
  readonly warn: (problem: string) => void;
  /** These people's schedules may say something else now. */
  readonly changed: (people: Iterable<EmailAddress>) => void;
}

export interface Calendars {
  /** Around now, as presence needs it; undefined where none can be read. */
  schedule(person: EmailAddress, now: Time): Schedule | undefined;
  /** As far ahead as free/busy may be asked for, once every file has been read; or why there is none. */
  ahead(person: EmailAddress): Promise<ReturnType<Calendar["schedule"]> | "no-calendar" | "unreachable">;
  close(): void;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** How often a file is looked at, and a web address fetched. */
const fileInterval = 1000;
const webInterval = 15 * minute;
/** How late a meeting may begin in presence. */
const reviewInterval = 5000;
const webTimeout = 10_000;
const largest = 20 * 1024 * 1024;
const tooLarge = "it is too large";

/** How far ahead presence and free/busy look, in milliseconds. */
const soon = 8 * day;
const far = limits.freeBusySpan + 3 * day;

type Window = ReturnType<Calendar["schedule"]> & { readonly made: Time };

interface Plan {
  readonly calendar: Calendar;
  /** The parts around `made`, by how far ahead they reach; expanded anew when the clock has left their middle. */
  readonly windows: Map<number, Window>;
}

/** Keeps everybody's calendar as fresh as its source. One that is broken is reported once and shows no schedule; the others go on. */
export function calendars({ sources, directory, now, warn, changed }: CalendarsParts): Calendars {
  const plans = new Map<EmailAddress, Plan>();
  /** Whose calendar cannot be read, or has not been read yet. */
  const missing = new Set<EmailAddress>();
  const files: Promise<void>[] = [];
  const broken = new Set<string>();
  const stopping = new AbortController();
  const stops: (() => void)[] = [];

  const complain = (source: string, problem: string): void => {
    if (broken.has(source)) return;
    broken.add(source);
    warn(`The calendar ${nameOf(source)} ${problem}`);
  };

  const expand = ({ calendar, windows }: Plan, at: Time, reach: number): Window => {
    const known = windows.get(reach);
    if (known && Math.abs(at - known.made) <= day / 2) return known;
    const window = { made: at, ...calendar.schedule(at - 3 * day, at + reach) };
    windows.set(reach, window);
    return window;
  };

  const read = async (address: EmailAddress, source: string): Promise<void> => {
    const found = await directory.find(new Set([address])).catch(() => new Map<EmailAddress, never>());
    const { address: person, timeZone } = found.get(address) ?? { address, timeZone: undefined };
    if (!plans.has(person)) missing.add(person);
    try {
      const text = await load(source, stopping.signal);
      const calendar = readCalendar(text, timeZone);
      missing.delete(person);
      plans.set(person, { calendar, windows: new Map() });
      const { unreadable } = calendar.schedule(now() - day, now() + day);
      if (unreadable > 0) complain(source, `has ${unreadable} events that make no sense; they are left out.`);
      else broken.delete(source);
    } catch (error) {
      // Whatever is wrong with one calendar (missing, unreachable, not iCalendar), it stays the matter of that calendar.
      if (stopping.signal.aborted) return;
      plans.delete(person);
      missing.add(person);
      complain(source, `cannot be read: ${error instanceof Error ? error.message : "unknown reason"}`);
    }
    if (!stopping.signal.aborted) changed([person]);
  };

  for (const [text, source] of Object.entries(sources)) {
    const address = parseAddress(text);
    if (!address) {
      warn(`The calendar of ${text} is left out: that is no address.`);
      continue;
    }
    const first = read(address, source);
    const again = () => void read(address, source);
    if (isWeb(source)) {
      const timer = setInterval(again, webInterval).unref();
      stops.push(() => clearInterval(timer));
    } else {
      // Polled: file events get lost on network drives and where an editor replaces the file.
      files.push(first);
      watchFile(source, { interval: fileInterval, persistent: false }, again);
      stops.push(() => unwatchFile(source, again));
    }
  }

  // Never one long timer to the next meeting: it would come late where the machine sleeps or its clock is set.
  const review = setInterval(() => changed(plans.keys()), reviewInterval).unref();
  stops.push(() => clearInterval(review));

  return {
    schedule(person, at) {
      const plan = plans.get(person);
      return plan && expand(plan, at, soon).schedule;
    },
    async ahead(person) {
      await Promise.all(files);
      const plan = plans.get(person);
      if (plan) return expand(plan, now(), far);
      return missing.has(person) ? "unreachable" : "no-calendar";
    },
    close() {
      stopping.abort();
      for (const stop of stops) stop();
    },
  };
}

/** A published calendar's address is its password: a log gets the host alone. */
function nameOf(source: string): string {
  if (!isWeb(source)) return source;
  return URL.canParse(source) ? `at ${new URL(source).host}` : "at an address that is none";
}

const isWeb = (source: string): boolean => /^https?:\/\//i.test(source);

async function load(source: string, signal: AbortSignal): Promise<string> {
  if (!isWeb(source)) {
    if ((await stat(source)).size > largest) throw new Error(tooLarge);
    return readFile(source, "utf8");
  }
  const response = await fetch(source, { signal: AbortSignal.any([signal, AbortSignal.timeout(webTimeout)]) });
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > largest) throw new Error(tooLarge); // leaving the loop cancels the download
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
