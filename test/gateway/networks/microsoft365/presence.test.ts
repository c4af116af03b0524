import { jest } from "@jest/globals";
import { microsoft365 } from "../../../../src/gateway/networks/microsoft365/index.ts";
import type { Network } from "../../../../src/gateway/network.ts";
import type { EmailAddress, Presence } from "../../../../src/protocol/index.ts";
import { ears } from "../../../contract/ears.ts";
import { signIn, type Actor } from "../../../contract/stage.ts";
import type { GraphOptions, PresenceData, TenantData } from "../../../graph/index.ts";
import { fakeClock, soon } from "../../graph/soon.ts";
import { address, alice, bob, carol, type GraphStage, stageGraph } from "../../graph/stage.ts";

const second = 1000;
const minute = 60 * second;
const available: PresenceData = { availability: "Available", activity: "Available" };
const busy: PresenceData = { availability: "Busy", activity: "Busy" };
const guest = address("guest@elsewhere.example");
const organisation: TenantData = {
  people: [
    { mail: alice, presence: available },
    { mail: bob, presence: available },
    { mail: carol },
    { mail: guest, name: "Guest", guest: true },
  ],
};

let stage: GraphStage;
let network: Network;
const actors: Actor[] = [];
beforeEach(() => {
  fakeClock();
  jest.setSystemTime(Date.UTC(2026, 10, 25, 9));
});
afterEach(async () => {
  for (const actor of actors.splice(0)) await actor.account.close();
  await network.close?.();
  jest.useRealTimers();
  await stage.close();
});

async function open(data = organisation, options?: GraphOptions): Promise<void> {
  stage = await stageGraph(data, options);
  network = microsoft365({ graph: stage.graph });
}
async function enter(user: EmailAddress = alice): Promise<Actor> {
  const actor = await soon(signIn(network, { address: user, person: { address: user, kind: "person" } }));
  actors.push(actor);
  return actor;
}
/** Signed in and watching. */
async function watching(...people: EmailAddress[]): Promise<Actor> {
  const actor = await enter();
  actor.presence.watch(new Set(people));
  return actor;
}
const sees = (actor: Actor, person: EmailAddress, fits: (presence: Presence) => boolean) => soon(actor.sees(person, fits));
const is = (availability: Presence["availability"]) => (presence: Presence) => presence.availability === availability;
const isStale = ({ sources }: Presence) => sources[0]?.stale === true;
const pulls = () => stage.standIn.count(/getPresencesByUserId/);
const numbered = (count: number) => Array.from({ length: count }, (_, index) => address(`p${index}@example.org`));

describe("presence of Microsoft 365", () => {
  it("is asked for once, however many watch", async () => {
    await open();
    const [one, other] = [await watching(bob, carol), await watching(bob)];
    const seen = await sees(one, bob, is("available"));
    expect(await sees(other, bob, is("available"))).toBe(seen);
    expect(await sees(one, carol, is("unknown"))).toMatchObject({ reason: { code: "not-shared", network: "microsoft365" } });
    expect(pulls()).toBe(1);
  });

  it("is asked for again every thirty seconds, and a change is told to those whom it concerns", async () => {
    await open();
    const [one, other] = [await watching(bob), await watching(alice)];
    await sees(one, bob, is("available"));
    await sees(other, alice, is("available"));
    one.clear();
    other.clear();
    stage.standIn.tenant.setPresence(bob, busy);
    const began = Date.now();
    const changed = await sees(one, bob, is("busy"));
    expect(Date.now() - began).toBeLessThan(32 * second);
    expect(changed.since).toBeGreaterThan(began);
    expect(other.all("presence")).toEqual([]);
  });

  it("of a thousand recipients takes two requests", async () => {
    const mails = numbered(1000);
    await open({ people: [{ mail: alice }, ...mails.map((mail) => ({ mail, presence: available }))] });
    const actor = await watching(...mails);
    await soon(actor.hear("presence", () => actor.all("presence").flat().length === 1000));
    expect(pulls()).toBe(2);
    expect(stage.standIn.asked.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it("of somebody new is asked for at once, and everybody else goes along", async () => {
    await open();
    const actor = await watching(bob);
    await sees(actor, bob, is("available"));
    jest.advanceTimersByTime(20 * second);
    const before = pulls();
    stage.standIn.tenant.setPresence(bob, busy);
    actor.presence.watch(new Set([alice, bob]));
    const began = Date.now();
    await sees(actor, alice, is("available"));
    await sees(actor, bob, is("busy"));
    expect(Date.now() - began).toBeLessThan(2 * second);
    expect(pulls()).toBe(before + 1);
  });

  it("is that of the later of two answers, whichever comes last", async () => {
    await open();
    const actor = await watching(bob);
    await sees(actor, bob, is("available"));
    const person = stage.standIn.tenant.user(bob);
    if (!person) throw new Error("bob is somebody");
    stage.standIn.tenant.setPresence(bob, busy);
    person.version = 0; // an answer that an older server gives
    const before = pulls();
    await soon(until(() => pulls() > before));
    person.version = 2;
    stage.standIn.tenant.setPresence(bob, { availability: "Away", activity: "Away" });
    await sees(actor, bob, is("away"));
    expect(actor.all("presence").flat()).not.toContainEqual(expect.objectContaining({ availability: "busy" }));
  });

  it("is stale and then unknown while Graph throttles for five minutes, and comes back", async () => {
    await open();
    const actor = await watching(bob);
    const { sources } = await sees(actor, bob, is("available"));
    stage.standIn.faults.add({ on: /getPresences/, status: 429, retryAfter: 300, times: 1 });
    await sees(actor, bob, isStale);
    expect(network.problem?.()).toBeDefined();
    const lost = await sees(actor, bob, is("unknown"));
    expect(lost.reason).toMatchObject({ code: "unreachable", network: "microsoft365" });
    expect(lost.reason?.since).toBeGreaterThanOrEqual(sources[0]?.observed ?? Infinity);
    actor.clear();
    await sees(actor, bob, (presence) => is("available")(presence) && !isStale(presence));
    expect(network.problem?.()).toBeUndefined();
    expect(stage.standIn.asked.filter(({ status }) => status === 429)).toHaveLength(1);
  });

  it("is unknown once consent is withdrawn, with the permission's name for the administrator", async () => {
    await open();
    const actor = await watching(bob);
    await sees(actor, bob, is("available"));
    stage.standIn.login.withdraw("Presence.Read.All");
    stage.standIn.login.expireTokens();
    expect(await sees(actor, bob, is("unknown"))).toMatchObject({ reason: { code: "not-shared" } });
    expect(network.problem?.()).toContain("Presence.Read.All");
    stage.standIn.login.grant("Presence.Read.All");
    actor.clear();
    await sees(actor, bob, is("available"));
    expect(network.problem?.()).toBeUndefined();
  });

  it("is unknown once somebody is deleted", async () => {
    await open();
    const actor = await watching(bob, alice);
    await sees(actor, bob, is("available"));
    stage.standIn.tenant.remove(bob);
    expect(await sees(actor, bob, is("unknown"))).toMatchObject({ reason: { code: "not-in-directory" } });
    actor.clear();
    stage.standIn.tenant.setPresence(alice, busy);
    await sees(actor, alice, is("busy"));
  });

  it("is told of the others where one id spoils the request", async () => {
    await open();
    stage.standIn.faults.add({ on: /getPresences/, status: 404, times: 2 });
    const actor = await watching(alice, bob);
    await sees(actor, bob, is("available"));
    expect(await sees(actor, alice, is("unknown"))).toMatchObject({ reason: { code: "not-in-directory" } });
  });

  it("is unknown while nobody can be looked up, and comes by itself afterwards", async () => {
    await open();
    const actor = await enter();
    const mend = stage.standIn.faults.add({ status: 503 });
    actor.presence.watch(new Set([bob]));
    expect(await sees(actor, bob, is("unknown"))).toMatchObject({ reason: { code: "unreachable", network: "microsoft365" } });
    mend();
    await sees(actor, bob, is("available"));
  });

  it("of guests and strangers is unknown, with the reason, and Graph is not asked for it", async () => {
    await open();
    const nobody = address("nobody@example.org");
    const actor = await watching(guest, nobody);
    expect(await sees(actor, guest, is("unknown"))).toMatchObject({ reason: { code: "external" } });
    expect(await sees(actor, nobody, is("unknown"))).toMatchObject({ reason: { code: "not-in-directory" } });
    expect(pulls()).toBe(0);
  });

  it("has the meetings of the calendar in it", async () => {
    const start = Date.UTC(2026, 10, 25, 9, 30);
    const calendar = [{ start, end: start + 30 * minute, status: "busy", subject: "Secret" } as const];
    await open({ people: [{ mail: alice }, { mail: bob, presence: available, calendar }] });
    const actor = await watching(bob);
    await sees(actor, bob, ({ availability, until }) => availability === "available" && until === start);
    jest.setSystemTime(start);
    const meeting = await sees(actor, bob, is("busy"));
    expect(meeting).toMatchObject({ activity: "meeting", until: start + 30 * minute });
    expect(JSON.stringify(meeting)).not.toContain("Secret");
  });

  it("has the automatic reply of somebody without Teams in it, while it is on", async () => {
    const [from, until] = [Date.UTC(2026, 10, 25, 9, 2), Date.UTC(2026, 10, 25, 9, 10)] as const;
    const automaticReply = "<p>On <i>leave</i></p>";
    await open({
      people: [{ mail: alice }, { mail: bob, automaticReply, automaticReplyTimes: [from, until] }, { mail: carol, automaticReply }],
    });
    const actor = await watching(bob, carol);
    expect(await sees(actor, carol, ({ outOfOffice }) => outOfOffice !== undefined)).toMatchObject({
      availability: "unknown",
      outOfOffice: { message: "On leave" },
    });
    expect(await sees(actor, bob, ({ outOfOffice }) => outOfOffice !== undefined)).toMatchObject({
      outOfOffice: { message: "On leave", until },
    });
    expect(Date.now()).toBeGreaterThanOrEqual(from);
    actor.clear();
    await sees(actor, bob, ({ outOfOffice }) => outOfOffice === undefined);
    expect(Date.now()).toBeGreaterThanOrEqual(until);
  });

  it("works without the calendars' permission", async () => {
    await open(organisation, { granted: ["User.Read.All", "Presence.Read.All"] });
    const actor = await watching(bob);
    await sees(actor, bob, is("available"));
    await soon(until(() => network.problem?.() !== undefined));
    expect(network.problem?.()).toContain("Calendars.ReadBasic");
    expect(stage.standIn.count(/getSchedule/)).toBe(1);
  });

  it("is out of office by the calendar or an automatic reply where Teams may not be asked", async () => {
    const now = Date.now();
    const calendar = [{ start: now, end: now + 60 * minute, status: "oof" } as const];
    const people = [{ mail: alice }, { mail: bob, presence: available, calendar }, { mail: carol, automaticReply: "Away until June" }];
    await open({ people }, { granted: ["User.Read.All", "Calendars.ReadBasic", "MailTips.ReadBasic.All"] });
    const actor = await watching(bob, carol);
    const isOut = ({ outOfOffice }: Presence) => outOfOffice !== undefined;
    expect(await sees(actor, bob, isOut)).toMatchObject({ availability: "unknown", reason: { code: "not-shared" } });
    expect(await sees(actor, carol, isOut)).toMatchObject({ availability: "unknown", outOfOffice: { message: "Away until June" } });
  });

  it("lets a note go when its time has come", async () => {
    const statusMessageExpires = Date.UTC(2026, 10, 25, 9, 5);
    await open({ people: [{ mail: alice }, { mail: bob, presence: { ...available, statusMessage: "At lunch", statusMessageExpires } }] });
    const actor = await watching(bob);
    await sees(actor, bob, ({ note }) => note === "At lunch");
    await sees(actor, bob, ({ note }) => note === undefined);
    expect(Date.now()).toBeGreaterThanOrEqual(statusMessageExpires);
  });

  it("is asked for no longer once nobody watches", async () => {
    await open();
    const actor = await watching(bob);
    await sees(actor, bob, is("available"));
    actor.presence.watch(new Set());
    const before = stage.standIn.asked.length;
    await soon(later(2 * minute));
    expect(stage.standIn.asked).toHaveLength(before);
  });

  it("is waited for no longer than whoever connects is willing to", async () => {
    await open();
    let letGo = () => {};
    stage.standIn.faults.add({ until: new Promise<void>((resolve) => (letGo = resolve)) });
    const { events } = ears();
    const attempt = new AbortController();
    const connecting = network.connect({ address: alice, person: { address: alice, kind: "person" } }, events, attempt.signal);
    attempt.abort();
    await expect(connecting).rejects.toMatchObject({ name: "NetworkError", code: "unreachable" });
    letGo();
  });

  it("is for people of the organisation alone", async () => {
    await open();
    for (const stranger of [guest, address("nobody@example.org")]) {
      await expect(enter(stranger)).rejects.toMatchObject({ name: "NetworkError", code: "forbidden" });
    }
  });
});

const later = (milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds));

/** Looked at as often as the clock moves. */
async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await later(10);
}
