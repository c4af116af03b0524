import { EmailAddress, type Person, type Presence } from "../../src/protocol/index.ts";
import type { Addressee, OpenItem, Role } from "../../src/taskpane/item.ts";
import { firstRow, nextRow } from "../../src/taskpane/people/keys.ts";
import { inSight, layOut } from "../../src/taskpane/people/layout.ts";
import { addressesOf, toRows, type Row } from "../../src/taskpane/people/rows.ts";
import { noPeople, reducePeople, type People } from "../../src/taskpane/people/state.ts";
import { canBeCalled, canBeReached, canTalk, summarise } from "../../src/taskpane/people/summary.ts";
import type { Event } from "../../src/taskpane/state.ts";

const address = (name: string): EmailAddress => EmailAddress.parse(`${name}@example.org`);
const [alice, bob, carol, dave, team] = ["alice", "bob", "carol", "dave", "team"].map(address) as [
  // one for each name
  EmailAddress,
  EmailAddress,
  EmailAddress,
  EmailAddress,
  EmailAddress,
];

function addressee(role: Role, who: EmailAddress, more: Partial<Addressee> = {}): Addressee {
  return { role, address: who, name: "", list: false, ...more };
}

function item(...addressees: Addressee[]): OpenItem {
  return { id: "i1", mode: "read", kind: "message", context: {}, addressees };
}

function person(who: EmailAddress, more: Partial<Person> = {}): Person {
  return { address: who, kind: "person", ...more };
}

function presence(who: EmailAddress, availability: Presence["availability"], more: Partial<Presence> = {}): Presence {
  return { address: who, availability, sources: [], ...more };
}

function watched(people: Readonly<Record<string, Person>>, ...all: Presence[]): Event {
  return { type: "heard", message: { type: "watched", people, presence: all } };
}

function after(...events: Event[]): People {
  return events.reduce(reducePeople, noPeople);
}

const opens = (change: Extract<Event, { type: "list" }>["change"]): Event => ({ type: "list", list: team, change });
const outline = (rows: readonly Row[]): readonly string[] =>
  rows.map((row) => (row.kind === "group" ? `${row.role} ${row.count}` : `${"-".repeat(row.level)} ${row.key}`));

describe("the rows", () => {
  it("are grouped by role, in the order that mail has", () => {
    const rows = toRows(item(addressee("cc", carol), addressee("to", bob), addressee("from", alice)), noPeople, dave);
    expect(outline(rows)).toEqual(["from 1", `- ${alice}`, "to 1", `- ${bob}`, "cc 1", `- ${carol}`]);
  });

  it("have each person once, in their first role", () => {
    const rows = toRows(item(addressee("organizer", alice), addressee("required", alice), addressee("required", bob)), noPeople, dave);
    expect(outline(rows)).toEqual(["organizer 1", `- ${alice}`, "required 1", `- ${bob}`]);
  });

  it("join two aliases of one person as soon as the directory tells, and say by which one they matched", () => {
    const alias = address("b.jones");
    const sent = item(addressee("to", alias), addressee("cc", bob));
    expect(toRows(sent, noPeople, dave)).toHaveLength(4);
    const known = after(watched({ [alias]: person(bob), [bob]: person(bob) }));
    const rows = toRows(sent, known, dave);
    expect(outline(rows)).toEqual(["to 1", `- ${bob}`]);
    expect(rows[1]).toMatchObject({ address: bob, matched: alias });
  });

  it("mark the reader", () => {
    expect(toRows(item(addressee("to", alice)), noPeople, alice)[1]).toMatchObject({ you: true });
  });

  it("keep somebody without an address, by name", () => {
    const nameless = { role: "to", name: "The whole floor", list: false } as const;
    expect(toRows(item(nameless, addressee("to", bob)), noPeople, dave)[1]).toMatchObject({ name: "The whole floor", address: undefined });
  });

  it("prefer the directory's name to the message's, and that to the address", () => {
    const known = after(watched({ [alice]: person(alice, { name: "Alice Ash" }), [bob]: person(bob) }));
    const rows = toRows(
      item(addressee("to", alice, { name: "al" }), addressee("to", bob, { name: "Bob" }), addressee("to", carol)),
      known,
      dave,
    );
    expect(rows.slice(1).map((row) => row.kind === "person" && row.name)).toEqual(["Alice Ash", "Bob", carol]);
  });
});

describe("a list", () => {
  const known = watched({ [team]: person(team, { kind: "list", size: 3 }) });
  const sent = item(addressee("to", team), addressee("cc", carol));
  const members = [person(alice), person(bob), person(carol)];

  it("is a closed row at first", () => {
    expect(toRows(sent, after(known), dave)[1]).toMatchObject({ kind: "list", size: 3, opened: undefined });
  });

  it("opens into its members, except for those who have a row already", () => {
    const rows = toRows(sent, after(known, opens({ state: "loaded", open: true, members })), dave);
    expect(outline(rows)).toEqual(["to 1", `- ${team}`, `-- ${alice}`, `-- ${bob}`, "cc 1", `- ${carol}`]);
    expect(rows[1]).toMatchObject({ elsewhere: 1, size: 3 });
  });

  it("closes again without forgetting", () => {
    const people = after(known, opens({ state: "loaded", open: true, members }), opens({ open: false }));
    expect(toRows(sent, people, dave)).toHaveLength(4);
    expect(people.lists.get(team)?.members).toBe(members);
  });

  it("that holds itself does not open for ever", () => {
    const loop = [person(alice), person(team, { kind: "list" })];
    const rows = toRows(sent, after(known, opens({ state: "loaded", open: true, members: loop })), dave);
    expect(outline(rows)).toEqual(["to 1", `- ${team}`, `-- ${alice}`, "cc 1", `- ${carol}`]);
  });

  it("is watched with its members while it is open", () => {
    const open = after(opens({ state: "loaded", open: true, members }));
    expect(addressesOf(sent, open.lists)).toEqual([team, carol, alice, bob, carol]);
    expect(addressesOf(sent, after(opens({ state: "loaded", open: false, members })).lists)).toEqual([team, carol]);
  });

  it("belongs to its item: another item begins closed", () => {
    const people = after({ type: "item", item: sent }, opens({ open: true }), { type: "item", item: { ...sent, id: "i2" } });
    expect(people.lists.size).toBe(0);
  });

  it("stays open while recipients of the same item change", () => {
    const people = after({ type: "item", item: sent }, opens({ open: true }), { type: "item", item: item(addressee("to", team)) });
    expect(people.lists.get(team)?.open).toBe(true);
  });
});

describe("what is known", () => {
  it("is replaced by an answer to watch, so that nobody unwatched looks alive", () => {
    const people = after(watched({}, presence(alice, "available")), watched({}, presence(bob, "busy")));
    expect([...people.presence.keys()]).toEqual([bob]);
  });

  it("is changed one by one by a batch", () => {
    const batch: Event = { type: "heard", message: { type: "presence", presence: [presence(alice, "away")] } };
    const people = after(watched({}, presence(alice, "available"), presence(bob, "busy")), batch);
    expect([...people.presence.values()].map(({ availability }) => availability)).toEqual(["away", "busy"]);
  });
});

describe("the summary", () => {
  const rows = toRows(
    item(addressee("from", dave), addressee("to", alice), addressee("to", bob), addressee("to", team, { list: true })),
    noPeople,
    dave,
  );

  it("counts who is available, and neither the reader nor closed lists", () => {
    const heard = new Map([alice, bob, dave].map((who) => [who as string, presence(who, "available")]));
    expect(summarise(rows, heard)).toEqual({ names: [alice, bob], people: 2, pending: 0 });
  });

  it("counts nobody who has not been heard of, and says that they are awaited", () => {
    const waiting = presence(bob, "unknown", { reason: { code: "pending" } });
    expect(summarise(rows, new Map([[bob, waiting]]))).toEqual({ names: [], people: 2, pending: 2 });
  });

  it.each([
    ["available", {}, true],
    ["available", { outOfOffice: {} }, false],
    ["busy", {}, false],
    ["away", {}, false],
    ["unknown", {}, false],
  ] as const)("takes %s %j for able to talk: %s", (availability, more, expected) => {
    expect(canTalk(presence(alice, availability, more))).toBe(expected);
  });

  it.each([
    ["a colleague", person(alice), presence(alice, "offline"), { chat: true, call: false }],
    ["a colleague who is there", person(alice), presence(alice, "busy"), { chat: true, call: true }],
    ["an outsider", person(alice, { external: true }), presence(alice, "unknown"), { chat: false, call: false }],
    ["a room", person(alice, { kind: "room" }), presence(alice, "available"), { chat: false, call: false }],
    ["nobody known", undefined, undefined, { chat: false, call: false }],
    [
      "one whose network is away",
      person(alice),
      presence(alice, "unknown", { reason: { code: "unreachable" } }),
      { chat: true, call: false },
    ],
    ["one on no network", person(alice), presence(alice, "unknown", { reason: { code: "no-network" } }), { chat: false, call: false }],
  ] as const)("offers for %s what can work", (_who, who, known, expected) => {
    expect({ chat: canBeReached(who, known), call: canBeCalled(who, known) }).toEqual(expected);
  });
});

describe("the list on the screen", () => {
  const rows = toRows(item(...Array.from({ length: 100 }, (_, number) => addressee("to", address(`p${number}`)))), noPeople, dave);

  it("draws what is in sight, and the row with the focus", () => {
    const layout = layOut(rows, { key: undefined, height: 0 });
    expect(layout.height).toBe(36 + 100 * 52);
    expect(inSight(layout, 36 + 52 * 10, 36 + 52 * 13, 1)).toEqual([1, 11, 12, 13]);
  });

  it("makes room for an open card", () => {
    const layout = layOut(rows, { key: rows[2]?.key, height: 200 });
    expect(layout.tops[3]).toBe(36 + 52 * 2 + 200);
  });

  it.each([
    ["ArrowDown", 3, 5],
    ["ArrowUp", 5, 3],
    ["ArrowUp", 1, undefined],
    ["Home", 5, 1],
    ["End", 1, 5],
    ["a", 1, undefined],
  ])("moves with %s from row %i to %s, over headings", (key, from, to) => {
    const few = toRows(item(addressee("from", alice), addressee("to", bob), addressee("cc", carol)), noPeople, dave);
    expect(nextRow(few, from, key)).toBe(to);
    expect(firstRow(few)).toBe(1);
  });
});
