import { applySchedule, compose, type Schedule } from "../../src/gateway/compose.ts";
import { Availability, type Presence, Presence as PresenceSchema } from "../../src/protocol/index.ts";
import { alice } from "./scene.ts";

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 24, 9, 30);

function presence(availability: Availability, more: Partial<Presence> = {}): Presence {
  return { address: alice, availability, sources: [{ network: more.note ?? availability, availability, observed: now }], ...more };
}

describe("composing presences", () => {
  it.each([
    ["available", "busy", "busy"],
    ["busy", "do-not-disturb", "do-not-disturb"],
    ["away", "available", "available"],
    ["offline", "away", "away"],
    ["unknown", "offline", "offline"],
    ["unknown", "do-not-disturb", "do-not-disturb"],
  ] as const)("of %s and %s gives %s", (one, other, together) => {
    expect(compose([presence(one), presence(other)], now).availability).toBe(together);
  });

  it("lets the latest of equals speak", () => {
    const earlier = presence("busy", { since: now - 2, note: "earlier", activity: "meeting" });
    const later = presence("busy", { since: now - 1, note: "later" });
    expect(compose([earlier, later], now)).toMatchObject({ note: "later", since: now - 1, activity: "meeting" });
  });

  it("returns a single presence as it is", () => {
    const only = presence("away");
    expect(compose([only], now)).toBe(only);
  });

  it("takes the note from whoever has one, the winner first", () => {
    expect(compose([presence("busy"), presence("offline", { note: "in Rome" })], now).note).toBe("in Rome");
    expect(compose([presence("busy", { note: "deep work" }), presence("available", { note: "in Rome" })], now).note).toBe("deep work");
  });

  it("keeps out of office apart from availability", () => {
    const together = compose([presence("available"), presence("offline", { outOfOffice: { message: "Back on Monday" } })], now);
    expect(together).toMatchObject({ availability: "available", outOfOffice: { message: "Back on Monday" } });
  });

  it("says from where somebody works, whichever network knows it", () => {
    expect(compose([presence("busy"), presence("away", { place: "office" })], now).place).toBe("office");
  });

  it("names the earliest change of the winner and its equals that is still to come", () => {
    const parts = [
      presence("busy", { until: now + 2 * hour }),
      presence("busy", { until: now + hour, note: "b" }),
      presence("busy", { until: now - hour, note: "c" }),
      presence("available", { until: now + 1 }),
    ];
    expect(compose(parts, now).until).toBe(now + hour);
  });

  it("keeps every source, the winner's first", () => {
    expect(compose([presence("away"), presence("busy")], now).sources.map(({ network }) => network)).toEqual(["busy", "away"]);
  });

  it("knows nothing only where nobody does, and says why", () => {
    const reason = { code: "not-shared" } as const;
    expect(compose([presence("unknown", { reason }), presence("unknown")], now).availability).toBe("unknown");
    expect(compose([presence("unknown", { reason }), presence("offline")], now).reason).toBeUndefined();
  });

  it("does not depend on the order, and composes to itself", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const parts = randomParts(seed);
      const together = compose(parts, now);
      expect(compose(parts.toReversed(), now)).toEqual(together);
      expect(compose(rotated(parts, seed), now)).toEqual(together);
      expect(compose([together, together], now)).toEqual(together);
      expect(PresenceSchema.parse(JSON.parse(JSON.stringify(together)))).toMatchObject({ availability: together.availability });
    }
  });
});

describe("a calendar", () => {
  const meeting: Schedule = [{ start: now - hour / 2, end: now + hour / 2, status: "busy" }];

  it.each([
    ["available", "busy", "meeting"],
    ["away", "busy", "meeting"],
    ["offline", "offline", "meeting"],
    ["do-not-disturb", "do-not-disturb", undefined],
    ["busy", "busy", undefined],
    ["unknown", "unknown", undefined],
  ] as const)("makes of %s during a meeting %s", (before, after, activity) => {
    const during = applySchedule(presence(before), meeting, now);
    expect(during.availability).toBe(after);
    expect(during.activity).toBe(activity);
    expect(during.until).toBe(activity && now + hour / 2);
  });

  it("says until when somebody is available", () => {
    expect(applySchedule(presence("available"), [{ start: now + hour, end: now + 2 * hour, status: "busy" }], now)).toMatchObject({
      availability: "available",
      until: now + hour,
    });
  });

  it("takes meetings without a gap for one", () => {
    const row: Schedule = [
      { start: now - hour, end: now + hour, status: "busy" },
      { start: now - hour / 2, end: now + hour / 2, status: "busy" },
      { start: now + hour, end: now + 2 * hour, status: "busy" },
      { start: now + 3 * hour, end: now + 4 * hour, status: "busy" },
    ];
    expect(applySchedule(presence("available"), row, now).until).toBe(now + 2 * hour);
  });

  it("tells of an absence, and lets people's own words go first", () => {
    const holiday: Schedule = [{ start: now - hour, end: now + hour, status: "out-of-office", note: "On holiday" }];
    expect(applySchedule(presence("available"), holiday, now)).toMatchObject({
      availability: "available",
      outOfOffice: { message: "On holiday", until: now + hour },
    });
    const own = presence("available", { outOfOffice: { message: "Ask Bob" } });
    expect(applySchedule(own, holiday, now).outOfOffice).toEqual({ message: "Ask Bob", until: now + hour });
  });

  it.each([
    ["tentative", [{ start: now - hour, end: now + hour, status: "tentative" }]],
    ["past", [{ start: now - 2 * hour, end: now, status: "busy" }]],
    ["far away", [{ start: now + 24 * hour, end: now + 25 * hour, status: "busy" }]],
    ["empty", []],
  ] as const)("changes nothing where it is %s", (_, schedule) => {
    const before = presence("available");
    expect(applySchedule(before, schedule, now)).toBe(before);
  });

  it("changes nothing the second time", () => {
    const absence: Schedule = [{ start: now - hour, end: now + hour, status: "out-of-office" }, ...meeting];
    for (const availability of Availability.options) {
      const once = applySchedule(presence(availability), absence, now);
      expect(applySchedule(once, absence, now)).toBe(once);
    }
  });
});

/** The same parts for the same seed (mulberry32). */
function randomParts(seed: number): Presence[] {
  let state = seed;
  const random = (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
  const maybe = <T>(value: T) => (random(2) ? value : undefined);
  return Array.from({ length: 1 + random(5) }, (_, index) => {
    const availability = Availability.options[random(6)] ?? "unknown";
    return {
      address: alice,
      availability,
      activity: maybe("meeting" as const),
      note: maybe(`note ${random(3)}`),
      outOfOffice: maybe({ until: now + random(3) }),
      since: maybe(now - random(3)),
      until: maybe(now + 1 + random(3)),
      sources: [{ network: `n${index}`, availability, observed: now - random(3) }],
    };
  });
}

function rotated<T>(items: readonly T[], by: number): T[] {
  const at = by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}
