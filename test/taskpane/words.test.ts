import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EmailAddress, type Presence } from "../../src/protocol/index.ts";
import { localTime, lostText, momentText, presenceText, reasonText } from "../../src/taskpane/people/words.ts";
import { createText } from "../../src/taskpane/texts/text.ts";

const text = createText("en-GB", [readFileSync(join(import.meta.dirname, "../../src/taskpane/texts/en/pane.ftl"), "utf8")]);
const alice = EmailAddress.parse("alice@example.org");
/** A Tuesday, at nine in the morning of whoever runs this. */
const now = new Date(2026, 10, 24, 9, 0).getTime();
const at = (hours: number, minutes = 0, days = 0): number => new Date(2026, 10, 24 + days, hours, minutes).getTime();
const plain = (words: string | undefined): string | undefined => words?.replaceAll(/[\u2068\u2069]/g, "");
const source = { network: "local", availability: "available", observed: at(8) } as const;

function presence(more: Partial<Presence>): Presence {
  return { address: alice, availability: "available", sources: [source], ...more };
}

describe("presence in words", () => {
  const cases: readonly (readonly [Partial<Presence>, string])[] = [
    [{}, "Available"],
    [{ until: at(14, 30) }, "Available · until 14:30"],
    [{ until: at(8) }, "Available"],
    [{ availability: "busy", activity: "meeting", until: at(14, 30) }, "Busy · until 14:30 · in a meeting"],
    [{ availability: "away", since: at(8), idleSince: at(8, 20) }, "Away · since 8:20"],
    [{ availability: "offline", since: at(7, 5) }, "Offline · last seen 7:05"],
    [{ availability: "offline", since: at(17, 5, -1) }, "Offline · last seen Mon 17:05"],
    [{ availability: "offline", since: at(17, 5, -30) }, "Offline · last seen 25 Oct"],
    [{ availability: "offline", outOfOffice: { until: at(9, 0, 9) }, until: at(9, 0, 9) }, "Out of office until 3 Dec"],
    [{ outOfOffice: {} }, "Out of office · Available"],
    [{ availability: "unknown", reason: { code: "external" } }, "Unknown · outside the organisation"],
    [{ availability: "unknown", until: at(12), since: at(8) }, "Unknown"],
    [{ sources: [{ ...source, stale: true }], until: at(12) }, "Available · as of 8:00"],
  ];

  it.each(cases)("%j is said as %s", (more, expected) => {
    expect(plain(presenceText(text, presence(more), now))).toBe(expected);
  });

  it("is told as the past once the line has broken", () => {
    expect(plain(lostText(text, presence({ availability: "busy" }), at(8, 40), now))).toBe("Unknown · was Busy · as of 8:40");
    expect(plain(lostText(text, presence({ availability: "unknown" }), at(8, 40), now))).toBe("Unknown");
  });
});

describe("a moment", () => {
  it.each([
    [at(14, 30), "14:30"],
    [at(9, 0, 1), "Wed 09:00"],
    [at(9, 0, 20), "14 Dec"],
  ])("%i is said as %s", (time, expected) => {
    expect(plain(momentText(text, time, now))).toBe(expected);
  });
});

describe("the card", () => {
  it("says since when a network cannot be reached", () => {
    const reason = { code: "unreachable", network: "xmpp", since: at(8, 42) } as const;
    expect(plain(reasonText(text, reason, now))).toBe("The network xmpp that would know cannot be reached since 8:42.");
  });

  it("tells their time of day only where it is another, and known", () => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const there = here === "Asia/Tokyo" ? "Europe/Berlin" : "Asia/Tokyo";
    expect(localTime(text, { address: alice, kind: "person", timeZone: here }, now)).toBeUndefined();
    expect(localTime(text, { address: alice, kind: "person", timeZone: there }, now)).toMatch(/\d:\d\d/);
    expect(localTime(text, { address: alice, kind: "person", timeZone: "Moon/Base" }, now)).toBeUndefined();
  });
});
