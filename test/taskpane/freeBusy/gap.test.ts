import { array, assert, constantFrom, integer, property, tuple } from "fast-check";
import { EmailAddress, type SlotStatus } from "../../../src/protocol/index.ts";
import { busyTimes, commonTime, freeTimes, type Known } from "../../../src/taskpane/freeBusy/gap.ts";

const minute = 60_000;
const step = 5 * minute;
const address = (name: string) => EmailAddress.parse(`${name}@example.org`);
const [alice, bob, carol] = [address("alice"), address("bob"), address("carol")];

/** Eight to six, as minutes since eight. */
const workday = { start: 0, end: 600 * minute };
const tomorrow = { start: 1440 * minute, end: 2040 * minute };
const known = (who: EmailAddress, ...slots: readonly (readonly [number, number, SlotStatus?])[]): Known => ({
  address: who,
  slots: slots.map(([start, end, status = "busy"]) => ({ start: start * minute, end: end * minute, status })),
});
const find = (people: readonly Known[], length = 30, now = 0) => {
  const time = commonTime(people, alice, [workday, tomorrow], length * minute, now * minute);
  return time && [time.start / minute, time.end / minute, ...time.without];
};

describe("the common time", () => {
  it("is the earliest at which nobody is busy, and lasts until the next of them is", () => {
    expect(find([known(alice, [0, 60]), known(bob, [90, 120]), known(carol, [180, 240])])).toEqual([60, 90]);
    expect(find([known(alice, [0, 60]), known(bob, [80, 120]), known(carol, [180, 240])])).toEqual([120, 180]);
  });

  it("begins now at the earliest, at full five minutes", () => {
    expect(find([known(alice), known(bob)], 30, 61)).toEqual([65, 600]);
    expect(find([known(alice), known(bob)], 30, 565)).toEqual([565, 600]);
  });

  it("is on the next day where nothing of this one is left", () => {
    expect(find([known(alice), known(bob)], 30, 575)).toEqual([1440, 2040]);
    expect(find([known(alice), known(bob, [0, 600])])).toEqual([1440, 2040]);
  });

  it("takes tentative and out of office for busy, and working elsewhere for free", () => {
    expect(find([known(alice, [0, 60, "tentative"]), known(bob, [60, 90, "out-of-office"], [90, 600, "working-elsewhere"])])).toEqual([
      90, 600,
    ]);
  });

  it("leaves out as few as it can where no time fits everyone", () => {
    expect(find([known(alice, [0, 100]), known(bob, [0, 2040]), known(carol, [0, 50])])).toEqual([100, 600, bob]);
  });

  it("is none where it would be without the reader, or the reader alone", () => {
    expect(find([known(alice, [0, 2040]), known(bob)])).toBeUndefined();
    expect(find([known(alice), known(bob, [0, 2040])])).toBeUndefined();
    expect(find([known(alice)])).toBeUndefined();
  });

  it("is found for others where the reader's own calendar is not known", () => {
    expect(find([known(bob, [0, 60]), known(carol, [60, 90])])).toEqual([90, 600]);
  });
});

const statuses: readonly SlotStatus[] = ["busy", "tentative", "out-of-office", "working-elsewhere"];
const slots = array(
  tuple(integer({ min: -100, max: 2100 }), integer({ min: 1, max: 300 }), constantFrom(...statuses)).map(([start, length, status]) => ({
    start: start * minute,
    end: (start + length) * minute,
    status,
  })),
  { maxLength: 6 },
);
const people = array(slots, { maxLength: 6 }).map((all) => all.map((slots, index): Known => ({ address: address(`p${index}`), slots })));
const reader = address("p0");
const length = constantFrom(15, 30, 60).map((minutes) => minutes * minute);
const now = integer({ min: -60, max: 2100 }).map((minutes) => minutes * minute);

/** Whoever is busy at some moment, looked at minute by minute. */
const busyAt = (all: readonly Known[], start: number, end: number) =>
  all
    .filter(({ slots }) => {
      for (let time = start; time < end; time += minute)
        if (slots.some((slot) => slot.status !== "working-elsewhere" && slot.start <= time && time < slot.end)) return true;
      return false;
    })
    .map(({ address }) => address);

describe("for any calendars", () => {
  it("nobody who is not left out is busy at the common time, which is long enough, to come, and in working hours", () => {
    assert(
      property(people, length, now, (all, length, now) => {
        const time = commonTime(all, reader, [workday, tomorrow], length, now);
        if (!time) return;
        expect(time.end - time.start).toBeGreaterThanOrEqual(length);
        expect(time.start).toBeGreaterThanOrEqual(now);
        expect([workday, tomorrow].filter(({ start, end }) => time.start >= start && time.end <= end)).toHaveLength(1);
        expect(busyAt(all, time.start, time.start + length)).toEqual(time.without);
        expect(busyAt(all, time.start, time.end).filter((who) => !time.without.includes(who))).toEqual([]);
        expect(time.without).not.toContain(reader);
      }),
    );
  });

  it("no earlier time has as many, and no later one more", () => {
    assert(
      property(people, length, now, (all, length, now) => {
        const time = commonTime(all, reader, [workday, tomorrow], length, now);
        const others = all.filter(({ address }) => address !== reader).length;
        for (const span of [workday, tomorrow])
          for (let start = Math.max(0, Math.ceil(now / step) * step); start + length <= span.end; start += step) {
            if (start < span.start) continue;
            const without = busyAt(all, start, start + length);
            if (without.includes(reader) || without.length >= others) continue;
            const better = time === undefined || without.length < time.without.length;
            const asGoodAndEarlier = time !== undefined && without.length === time.without.length && start < time.start;
            expect(better || asGoodAndEarlier).toBe(false);
          }
      }),
      { numRuns: 30 },
    );
  });

  it("at the free times nobody is busy, and at the busy ones somebody is", () => {
    assert(
      property(people, length, (all, length) => {
        for (const { start, end } of freeTimes(all, workday, length, 0)) {
          expect(end - start).toBeGreaterThanOrEqual(length);
          expect(busyAt(all, start, end)).toEqual([]);
        }
        for (const { start, end } of busyTimes(all, workday))
          for (let time = start; time < end; time += minute) expect(busyAt(all, time, time + minute)).not.toEqual([]);
      }),
    );
  });
});
