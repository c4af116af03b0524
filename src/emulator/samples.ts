import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ICAL from "ical.js";
import { EmailAddress } from "../protocol/index.ts";
import type { Item } from "./items.ts";

const samples = fileURLToPath(new URL("../../src/emulator/samples/", import.meta.url));

/** The mail that comes with Rollcall, and the organisation that writes it. */
export const sampleMail = join(samples, "mail");
export const sampleDirectory = join(samples, "directory.json");

/** Whose mailboxes the page offers, the reader's first. */
export const sampleOwners = ["anna.berg", "li.wei", "omar.haddad", "sofia.rossi"].map((name) => EmailAddress.parse(`${name}@example.org`));

const quarter = 15 * 60_000;
const day = 86_400_000;

/** The samples are written as if it were this moment: somebody's meeting is running, and mail came in minutes ago. */
const writtenAt = Date.UTC(2026, 2, 3, 9);

/** Milliseconds from then to the last quarter of an hour, at which meetings usually begin. */
export function sampleAge(now: number): number {
  return Math.floor(now / quarter) * quarter - writtenAt;
}

/** A sample as if it had been written lately. */
export function aged(item: Item, age: number, now: number): Item {
  return {
    ...item,
    received: Math.min(item.received + age, now), // one without a date has its file's, which is no older than the file
    ...(item.start !== undefined && item.end !== undefined && { start: item.start + age, end: item.end + age }),
  };
}

/** Writes the sample calendars, as if they were of today, to `folder`; answers whose they are and where. */
export async function writeCalendars(folder: string, age: number): Promise<Readonly<Record<string, string>>> {
  await mkdir(folder, { recursive: true });
  const files = (await readdir(join(samples, "calendars"))).filter((name) => name.endsWith(".ics"));
  const written = files.map(async (name) => {
    const text = await readFile(join(samples, "calendars", name), "utf8");
    const path = join(folder, name);
    await writeFile(path, agedCalendar(text, age));
    return [name.slice(0, -".ics".length), path] as const;
  });
  return Object.fromEntries(await Promise.all(written));
}

/** Moments move with the moment that they were written at; dates, and times on a person's own clock, only by whole days. */
function agedCalendar(text: string, age: number): string {
  const calendar = ICAL.Component.fromString(text);
  const days = Math.floor((writtenAt + age) / day) - Math.floor(writtenAt / day);
  for (const event of calendar.getAllSubcomponents("vevent")) {
    for (const property of event.getAllProperties()) {
      const time = property.getFirstValue();
      if (!(time instanceof ICAL.Time)) continue;
      if (time.isDate || time.zone === ICAL.Timezone.localTimezone) time.adjust(days, 0, 0, 0);
      else time.adjust(0, 0, 0, age / 1000);
      property.setValue(time);
    }
  }
  return calendar.toString();
}
