import { isWorking, fullHours, readersHours, wholeDays, workdays } from "../../../src/taskpane/freeBusy/workday.ts";

const iso = (time: number) => new Date(time).toISOString().slice(0, 16);
const at = (text: string) => Date.parse(`${text}Z`);
const berlin = { timeZone: "Europe/Berlin", days: [1, 2, 3, 4, 5], start: 8 * 60, end: 18 * 60 };
const days = (now: string, hours = berlin, count = 2) => workdays(at(now), hours, count).map(({ start, end }) => [iso(start), iso(end)]);

describe("the reader's hours", () => {
  it.each([
    ["en-US", [1, 2, 3, 4, 5]],
    ["ar-SA", [1, 2, 3, 4, 7]],
    ["fa-IR", [1, 2, 3, 4, 6, 7]],
  ])("leave out the days off of %s", (language, expected) => {
    expect(readersHours(language, "Europe/Berlin")).toEqual({ ...berlin, days: expected });
  });

  it("are those that a network tells, by the clock of where the reader is", () => {
    const told = { timeZone: "America/New_York", days: [2, 3], start: 540, end: 1020 };
    expect(readersHours("en", "Europe/Berlin", told)).toEqual({ ...told, timeZone: "Europe/Berlin" });
  });

  it("are of every day where a network tells of none", () => {
    for (const none of [[], [8]]) expect(readersHours("en", "UTC", { ...berlin, days: none }).days).toHaveLength(7);
  });
});

describe("the working days", () => {
  it("begin with today while its hours last", () => {
    expect(days("2026-11-24T16:59")).toEqual([
      ["2026-11-24T07:00", "2026-11-24T17:00"],
      ["2026-11-25T07:00", "2026-11-25T17:00"],
    ]);
    expect(days("2026-11-24T17:00", berlin, 1)).toEqual([["2026-11-25T07:00", "2026-11-25T17:00"]]);
  });

  it("pass over the days off", () => {
    expect(days("2026-11-27T20:00")).toEqual([
      ["2026-11-30T07:00", "2026-11-30T17:00"],
      ["2026-12-01T07:00", "2026-12-01T17:00"],
    ]);
  });

  it("are by the zone's clock, also when it is changed", () => {
    // Summer time begins on Sunday, 29 March 2026, in Berlin, and on 8 March in New York.
    expect(days("2026-03-27T20:00", berlin, 1)).toEqual([["2026-03-30T06:00", "2026-03-30T16:00"]]);
    expect(days("2026-03-29T00:30", { ...berlin, days: [7] }, 1)).toEqual([["2026-03-29T06:00", "2026-03-29T16:00"]]);
    expect(days("2026-03-09T09:00", { ...berlin, timeZone: "America/New_York" }, 1)).toEqual([["2026-03-09T12:00", "2026-03-09T22:00"]]);
    expect(days("2026-11-24T01:00", { ...berlin, timeZone: "Asia/Kolkata" }, 1)).toEqual([["2026-11-24T02:30", "2026-11-24T12:30"]]);
  });

  it("may go over midnight", () => {
    const night = { ...berlin, start: 22 * 60, end: 6 * 60 };
    expect(days("2026-11-25T01:00", night)).toEqual([
      ["2026-11-24T21:00", "2026-11-25T05:00"],
      ["2026-11-25T21:00", "2026-11-26T05:00"],
    ]);
    expect(isWorking(at("2026-11-28T04:00"), night)).toBe(true); // Friday's night, on Saturday morning
    expect(isWorking(at("2026-11-29T04:00"), night)).toBe(false);
  });

  it("are asked for from midnight to midnight, so that the question stays the same all day", () => {
    const span = wholeDays(workdays(at("2026-11-24T09:41"), berlin, 2), "Europe/Berlin");
    expect([iso(span.start), iso(span.end)]).toEqual(["2026-11-23T23:00", "2026-11-25T23:00"]);
  });

  it("have full hours on their clock", () => {
    const span = { start: at("2026-11-24T08:15"), end: at("2026-11-24T12:00") };
    expect(fullHours(span, "Europe/Berlin", 2).map(iso)).toEqual(["2026-11-24T09:00", "2026-11-24T11:00"]);
    expect(fullHours(span, "Asia/Kolkata", 1).map(iso)[0]).toBe("2026-11-24T08:30");
  });
});
