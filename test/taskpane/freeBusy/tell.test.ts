import { readFileSync } from "node:fs";
import { EmailAddress, type FreeBusy, type Person } from "../../../src/protocol/index.ts";
import type { OpenItem } from "../../../src/taskpane/item.ts";
import { noAnswers, reduceAnswers, type Answers, type AnswersEvent } from "../../../src/taskpane/freeBusy/answers.ts";
import { addressesOf, entriesOf, sortOut, type Entry } from "../../../src/taskpane/freeBusy/entries.ts";
import { tell, type Findings } from "../../../src/taskpane/freeBusy/tell.ts";
import { freeBusyText, slotsText } from "../../../src/taskpane/freeBusy/words.ts";
import { noPeople } from "../../../src/taskpane/people/state.ts";
import { toRows } from "../../../src/taskpane/people/rows.ts";
import { createText } from "../../../src/taskpane/texts/text.ts";

const address = (name: string) => EmailAddress.parse(`${name}@example.org`);
const [alice, bob, carol, team, room] = [address("alice"), address("bob"), address("carol"), address("team"), address("room")];
const hour = 3_600_000;
/** A Tuesday, nine o'clock where the test runs. */
const nine = new Date(2026, 10, 24, 9).getTime();
const day = { start: nine - hour, end: nine + 9 * hour };

const catalogue = (language: string) =>
  createText(
    language,
    ["pane", "freeBusy"].map((name) =>
      readFileSync(new URL(`../../../src/taskpane/texts/${language.slice(0, 2)}/${name}.ftl`, import.meta.url), "utf8"),
    ),
  );
const text = catalogue("en-GB");
/** Without the marks that keep names apart, and with one kind of space. */
const plain = (words: string) => words.replaceAll(/[\u200F\u2066-\u2069]/g, "").replaceAll(/[\u2009\u202F]/g, " ");

function heard(...people: readonly FreeBusy[]): Answers {
  const events: AnswersEvent[] = [{ type: "asking", span: day }, { type: "heard", people }, { type: "known" }];
  return events.reduce(reduceAnswers, noAnswers);
}
const free = (who: EmailAddress): FreeBusy => ({ address: who, slots: [] });

function entry(who: EmailAddress, name: string, more: Partial<Entry> = {}): Entry {
  return { key: who, address: who, name, you: false, optional: false, list: false, ...more };
}
const everyone = [entry(alice, "Alice", { you: true }), entry(bob, "Bob"), entry(carol, "Carol")];

function told(more: Partial<Findings>) {
  const findings: Findings = {
    entries: everyone,
    answers: heard(free(alice), free(bob), free(carol)),
    connected: true,
    time: { start: nine + 2 * hour, end: nine + 4 * hour, without: [] },
    latest: day.end,
    now: nine,
    ...more,
  };
  const { headline, more: lines, ...rest } = tell(text, findings);
  return { headline: plain(headline), more: lines.map(plain), ...rest };
}

describe("the answer in words", () => {
  it("is when everyone is free", () => {
    expect(told({})).toMatchObject({ headline: "Today 11:00–13:00: everyone is free", more: [], failed: false });
  });

  it("is now where now will do", () => {
    expect(told({ time: { start: nine + 60_000, end: nine + hour, without: [] } }).headline).toBe("Now, until 10:00: everyone is free");
  });

  it("says both of two people", () => {
    const { headline } = told({ entries: everyone.slice(0, 2), answers: heard(free(alice), free(bob)) });
    expect(headline).toBe("Today 11:00–13:00: you are both free");
  });

  it("names whoever cannot be there", () => {
    const time = { start: nine + 26 * hour, end: nine + 27 * hour, without: [bob] };
    expect(told({ time })).toMatchObject({ headline: "Tomorrow 11:00–12:00: 2 of 3 are free", more: ["Not free then: Bob"] });
  });

  it("never takes somebody whose calendar is not known to be free", () => {
    expect(told({ answers: heard(free(alice), free(bob), { address: carol, reason: "no-calendar" }) })).toMatchObject({
      headline: "Today 11:00–13:00: both whose calendars are known are free",
      more: ["Calendar not known: Carol"],
    });
  });

  it("names those for whom it is late, with their clock", () => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const workingHours = { timeZone: zone, days: [1, 2, 3, 4, 5], start: 0, end: 10 * 60 };
    const answers = heard(free(alice), { address: bob, slots: [], workingHours }, free(carol));
    expect(told({ answers }).more).toEqual(["Early or late there: Bob 11:00"]);
  });

  it("keeps a clock behind its name where texts run from right to left", () => {
    expect(catalogue("ar")("common-clock", { name: "Bob", time: "11:00" })).toBe("\u200F\u2068Bob\u2069 \u206811:00\u2069");
  });

  it("waits until everybody has been heard of", () => {
    const answers = [{ type: "asking", span: day } as const, { type: "heard", people: [free(alice)] } as const].reduce(
      reduceAnswers,
      noAnswers,
    );
    expect(told({ answers })).toMatchObject({ headline: "Asking for the calendars…", time: undefined, failed: false });
  });

  it("says what failed, and lets the reader try again", () => {
    const answers = reduceAnswers(noAnswers, { type: "failed", code: "unreachable" });
    expect(told({ answers })).toMatchObject({ headline: "The calendars cannot be reached right now.", time: undefined, failed: true });
    expect(told({ answers: noAnswers, connected: false }).headline).toContain("no connection");
  });

  it("goes on with those who were heard of where the rest failed", () => {
    const answers = reduceAnswers(heard(free(alice), free(bob)), { type: "failed", code: "offline" });
    expect(told({ answers })).toMatchObject({
      failed: true,
      more: ["Calendar not known: Carol", expect.stringContaining("no connection")],
    });
  });

  it("says that nobody shares a calendar, or that no time fits", () => {
    const nobody = heard(free(alice), { address: bob, reason: "not-shared" }, { address: carol, reason: "external" });
    expect(told({ answers: nobody, time: undefined })).toMatchObject({ headline: "Nobody here shares a calendar with you." });
    expect(told({ time: undefined }).headline).toMatch(/^Before 18:00 there is no time/);
  });
});

describe("a person's day in words", () => {
  const slot = (from: number, to: number, status: "busy" | "tentative" | "out-of-office") => ({
    start: nine + from * hour,
    end: nine + to * hour,
    status,
  });

  it("has all that the strip shows", () => {
    const slots = [slot(-4, 0, "busy"), slot(1, 2, "tentative"), slot(3, 4, "busy")];
    expect(plain(slotsText(text, slots, day))).toBe("Busy 08:00–09:00, 12:00–13:00 · Tentative 10:00–11:00");
    expect(plain(slotsText(text, [slot(-24, 24, "out-of-office")], day))).toBe("Out of office all day");
    expect(slotsText(text, [slot(10, 11, "busy")], day)).toBe("Free all day");
  });

  it.each(["unreachable", "not-shared", "no-calendar", "external", "not-in-directory"] as const)(
    "says why it is not known: %s",
    (reason) => {
      for (const language of ["en", "de", "ar"])
        expect(freeBusyText(catalogue(language), { address: bob, reason }, day)).not.toContain(`calendar-${reason}`);
    },
  );

  it("says where more may be missing", () => {
    expect(plain(freeBusyText(text, { address: bob, slots: [], incomplete: true }, day))).toBe("Free all day · may be incomplete");
  });
});

describe("those whose time is looked for", () => {
  const me: Person = { address: alice, kind: "person", name: "Alice" };
  const item: OpenItem = {
    id: "i1",
    mode: "read",
    kind: "message",
    context: {},
    addressees: [
      { role: "from", address: bob, name: "Bob", list: false },
      { role: "to", address: team, name: "Team", list: true },
      { role: "cc", address: carol, name: "Carol", list: false },
      { role: "cc", address: room, name: "Oslo", list: false },
      { role: "cc", name: "Somebody", list: false },
    ],
  };
  const found = new Map([[room, { address: room, kind: "room" } as const]]);
  const entries = entriesOf(toRows(item, { ...noPeople, found }, alice), me);

  it("are the reader and everyone on the item but its rooms", () => {
    expect(entries.map(({ name, optional }) => [name, optional])).toEqual([
      ["Alice", false],
      ["Bob", false],
      ["Team", false],
      ["Carol", true],
      ["Somebody", true],
    ]);
  });

  it("are asked for by address, and not by a list that is closed", () => {
    expect(addressesOf(entries)).toEqual([alice, bob, carol]);
  });

  it("are known or not, each of them", () => {
    const { known, unknown } = sortOut(entries, heard(free(alice), free(bob), { address: carol, reason: "no-calendar" }).people);
    expect(known.map(({ address }) => address)).toEqual([alice, bob]);
    expect(unknown.map(({ name }) => name)).toEqual(["Team", "Carol", "Somebody"]);
  });
});

describe("the answers", () => {
  it("stay in sight while the same is asked for again, and go where another time is", () => {
    const before = heard(free(bob));
    expect(reduceAnswers(before, { type: "asking", span: { ...day } })).toMatchObject({ state: "asking", people: before.people });
    expect(reduceAnswers(before, { type: "asking", span: { ...day, end: day.end + 1 } }).people.size).toBe(0);
  });

  it("come in parts", () => {
    const part = reduceAnswers(heard(free(bob)), { type: "heard", people: [free(carol)] });
    expect([...part.people.keys()]).toEqual([bob, carol]);
  });
});
