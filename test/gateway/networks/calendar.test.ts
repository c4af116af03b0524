import { readdirSync, readFileSync } from "node:fs";
import { readCalendar } from "../../../src/gateway/networks/local/calendar.ts";

/** What a calendar says in a window, beside the calendar itself. Times are ISO 8601, for people. */
interface Expected {
  readonly from: string;
  readonly to: string;
  readonly timeZone?: string;
  readonly unreadable?: number;
  readonly schedule: readonly { readonly start: string; readonly end: string; readonly status: string; readonly note?: string }[];
}

const folder = new URL("calendars/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const cases = readdirSync(folder).flatMap((name) => (name.endsWith(".ics") ? [name.slice(0, -".ics".length)] : []));
const iso = (time: number) => new Date(time).toISOString().replace(".000Z", "Z");

describe("a calendar", () => {
  it.each(cases)("is read as its fixture says: %s", (name) => {
    // The fixtures are ours, and a wrong one fails the comparison below.
    const expected = JSON.parse(read(`${name}.json`)) as Expected;
    const { schedule, unreadable } = readCalendar(read(`${name}.ics`), expected.timeZone).schedule(
      Date.parse(expected.from),
      Date.parse(expected.to),
    );
    expect(schedule.map((slot) => ({ ...slot, start: iso(slot.start), end: iso(slot.end) }))).toEqual(expected.schedule);
    expect(unreadable).toBe(expected.unreadable ?? 0);
  });

  it("may begin with a byte-order mark, end its lines in either way, and hold several calendars", () => {
    const text = read("whole-days.ics");
    const twice = readCalendar(`\uFEFF${text}${text.replaceAll("\n", "\r\n")}`, "UTC");
    expect(twice.schedule(Date.parse("2026-07-06T00:00Z"), Date.parse("2026-07-07T00:00Z")).schedule).toHaveLength(2);
  });

  it.each(["", "hello", "<html></html>", "BEGIN:VCALENDAR\nVERSION:2.0\n"])("is refused where it is none: %j", (text) => {
    expect(() => readCalendar(text)).toThrow(Error);
  });

  it("falls back on the machine's zone where the person's is none", () => {
    expect(() => readCalendar(read("whole-days.ics"), "Atlantis/Capital")).not.toThrow(RangeError);
  });
});
