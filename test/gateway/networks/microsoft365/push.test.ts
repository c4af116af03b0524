import { jest } from "@jest/globals";
import { microsoft365 } from "../../../../src/gateway/networks/microsoft365/index.ts";
import type { Network } from "../../../../src/gateway/network.ts";
import type { EmailAddress, Presence } from "../../../../src/protocol/index.ts";
import { type Actor, signIn } from "../../../contract/stage.ts";
import { fakeClock, soon } from "../../graph/soon.ts";
import type { PresenceData, TenantData } from "../../../graph/index.ts";
import { address, alice, bob, carol, type GraphStage, stageGraph, type StageOptions } from "../../graph/stage.ts";

const minute = 60_000;
const available: PresenceData = { availability: "Available", activity: "Available" };
const busy: PresenceData = { availability: "Busy", activity: "Busy" };
const organisation: TenantData = {
  people: [
    { mail: alice, presence: available },
    { mail: bob, presence: { ...available, outOfOffice: "Back in June", statusMessage: "On the train", workLocation: "remote" } },
    { mail: carol, presence: available },
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
  for (const actor of actors.splice(0)) await soon(actor.account.close());
  await network.close?.();
  jest.useRealTimers();
  await stage.close();
});

async function open(options: StageOptions = {}, data = organisation): Promise<void> {
  stage = await soon(stageGraph(data, { notified: true, ...options }));
  network = microsoft365({ graph: stage.graph });
}
const oidOf = (mail: string) => stage.standIn.tenant.byMail(mail)?.id ?? "";
async function watching(user: EmailAddress, ...people: readonly EmailAddress[]): Promise<Actor> {
  const token = await soon(stage.standIn.login.userToken({ oid: oidOf(user), exp: 9e9 }));
  const actor = await soon(signIn(network, { address: user, person: { address: user, kind: "person" }, token }));
  actors.push(actor);
  actor.presence.watch(new Set(people));
  return actor;
}
const sees = (actor: Actor, person: EmailAddress, fits: (presence: Presence) => boolean) => soon(actor.sees(person, fits));
const is = (availability: Presence["availability"]) => (presence: Presence) => presence.availability === availability;
const later = (milliseconds: number) => soon(new Promise<void>((resolve) => void setTimeout(resolve, milliseconds)));
const subscriptions = () => [...stage.standIn.subscriptions.all.values()];
/** Graph tells of exactly these people. */
async function tells(...mails: readonly string[]): Promise<void> {
  const about = (resource = "") => [...resource.matchAll(/'([^']+)'/g)].map(([, id]) => id).toSorted();
  const wanted = mails.map(oidOf).toSorted();
  while (JSON.stringify(about(subscriptions()[0]?.resource)) !== JSON.stringify(wanted)) await later(10);
}
const pulls = () => stage.standIn.count(/getPresencesByUserId/);

describe("presence that Graph tells of by itself", () => {
  it("is there at once, without being asked for, and with all that was known besides", async () => {
    await open({ numbered: false });
    const actor = await watching(alice, bob);
    await sees(actor, bob, is("available"));
    await tells(bob);
    const before = pulls();
    stage.standIn.tenant.setPresence(bob, busy);
    expect(await sees(actor, bob, is("busy"))).toMatchObject({
      outOfOffice: { message: "Back in June" },
      note: "On the train",
      place: "remote",
    });
    expect(pulls()).toBe(before);
  });

  it("is told to everybody who watches that person", async () => {
    await open();
    const [one, other] = [await watching(alice, bob), await watching(carol, bob)];
    await sees(one, bob, is("available"));
    await sees(other, bob, is("available"));
    while (subscriptions().length < 2) await later(10);
    const before = pulls();
    stage.standIn.tenant.setPresence(bob, busy);
    expect(await sees(other, bob, is("busy"))).toBe(await sees(one, bob, is("busy")));
    expect(pulls()).toBe(before);
  });

  it("is for whoever is watched, changed once for many changes, and not for who is met again", async () => {
    await open();
    const actor = await watching(alice, bob);
    await tells(bob);
    for (const people of [[carol], [bob, carol], [alice, carol]]) actor.presence.watch(new Set(people));
    await tells(alice, bob, carol);
    actor.presence.watch(new Set([bob, carol]));
    await later(minute);
    expect(stage.standIn.count(/^POST \/subscriptions/)).toBe(2);
    await soon(actor.account.close());
    expect(subscriptions()).toEqual([]);
  });

  it("is of 650 people at the most, and the others are pulled", async () => {
    const many = Array.from({ length: 660 }, (_, index) => address(`p${index}@example.org`));
    await open({}, { people: [{ mail: alice }, ...many.map((mail) => ({ mail, presence: available }))] });
    const actor = await watching(alice, ...many);
    while (subscriptions().length === 0) await later(10);
    expect(subscriptions()[0]?.resource.match(/'/g)).toHaveLength(2 * 650);
    await soon(actor.hear("presence", () => actor.all("presence").flat().length === 660));
  });

  it("loses to what is known to be newer, and wins over a pull that was asked for before", async () => {
    await open();
    const actor = await watching(alice, bob);
    await sees(actor, bob, is("available"));
    await tells(bob);
    const { subscriptions: side, tenant } = stage.standIn;
    const content = { id: oidOf(bob), availability: "Offline", activity: "Offline", sequenceNumber: "A00000000000000000000" };
    tenant.setPresence(bob, busy);
    await sees(actor, bob, is("busy"));
    const [subscription] = subscriptions();
    if (!subscription) throw new Error("Graph has the subscription");
    await soon(side.post(subscription, await side.envelope(subscription, { kind: "updated", resource: "", content })));
    tenant.setPresence(bob, { availability: "Away", activity: "Away" });
    await sees(actor, bob, is("away"));
    expect(
      actor
        .all("presence")
        .flat()
        .filter(({ address: who }) => who === bob)
        .map(({ availability }) => availability),
    ).not.toContain("offline");
  });

  it("is not there without consent, and the pull goes on", async () => {
    await open({ consented: ["Chat.ReadWrite"] });
    const actor = await watching(alice, bob);
    await sees(actor, bob, is("available"));
    stage.standIn.tenant.setPresence(bob, busy);
    await sees(actor, bob, is("busy"));
    expect(stage.standIn.count(/subscriptions/)).toBe(0);
  });

  it("ends with a token that is withdrawn, and the pull goes on", async () => {
    await open();
    const actor = await watching(alice, bob);
    await tells(bob);
    stage.standIn.login.revoke(oidOf(alice));
    await soon(stage.standIn.subscriptions.remove(subscriptions()[0]?.id ?? "", true));
    stage.standIn.tenant.setPresence(bob, busy);
    await sees(actor, bob, is("busy"));
    expect(subscriptions()).toEqual([]);
  });
});
