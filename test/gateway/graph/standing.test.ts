import { jest } from "@jest/globals";
import type { Delegated } from "../../../src/gateway/graph/index.ts";
import type { Notifications, Standing, Wish } from "../../../src/gateway/graph/notifications/index.ts";
import type { SubscriptionData } from "../../graph/subscriptions.ts";
import { fakeClock, soon } from "./soon.ts";
import { alice, bob, carol, type GraphStage, stageGraph, type StageOptions } from "./stage.ts";

const minute = 60_000;
let stage: GraphStage;
let notifications: Notifications;
const standings: Standing[] = [];
beforeEach(() => {
  fakeClock();
  jest.setSystemTime(Date.UTC(2026, 10, 25, 9));
});
afterEach(async () => {
  for (const each of standings.splice(0)) await soon(each.close());
  jest.useRealTimers();
  await stage.close();
});

async function open(options: StageOptions = {}): Promise<void> {
  stage = await soon(stageGraph(undefined, { notified: true, ...options }));
  if (!stage.graph.notifications) throw new Error("the stage is open to notifications");
  ({ notifications } = stage.graph);
}
const oidOf = (mail: string) => stage.standIn.tenant.byMail(mail)?.id ?? "";
const tokenOf = (mail: string, claims = {}) => soon(stage.standIn.login.userToken({ oid: oidOf(mail), exp: 9e9, ...claims }));
const presenceOf = (...mails: readonly string[]) =>
  `/communications/presences?$filter=id in (${mails.map((mail) => `'${oidOf(mail)}'`).join(",")})`;

/** What Alice wants to hear, and what becomes of it. */
async function hold(resource = presenceOf(bob), wish: Partial<Wish> = {}) {
  const delegated: Delegated = stage.graph.onBehalfOf(await tokenOf(alice));
  const turns: (string | true)[] = [];
  const heard: unknown[] = [];
  const counts = { missed: 0 };
  const standing = notifications.hold(delegated.client, {
    changeType: "updated",
    content: "always",
    settling: 0,
    hear: (change) => void heard.push(change),
    missed: () => void counts.missed++,
    turned: (holds, why) => void turns.push(holds || (why?.code ?? "")),
    ...wish,
  });
  standings.push(standing);
  standing.want(resource);
  return { ...delegated, standing, turns, heard, counts };
}
const subscriptions = (): readonly SubscriptionData[] => [...stage.standIn.subscriptions.all.values()];
/** The only one, once Graph has it. */
async function begun(): Promise<SubscriptionData> {
  await until(() => subscriptions().length === 1);
  const [subscription] = subscriptions();
  if (!subscription) throw new Error("there is one");
  return subscription;
}
const count = (method: string) => stage.standIn.count(new RegExp(`^${method} /subscriptions`));
const later = (milliseconds: number) => soon(new Promise<void>((resolve) => void setTimeout(resolve, milliseconds)));
const until = async (fits: () => boolean): Promise<void> => {
  while (!fits()) await later(10);
};
const held = (turns: readonly (string | true)[]) => until(() => turns.at(-1) === true);

describe("a subscription", () => {
  it("lasts longer than Graph gives it", async () => {
    await open();
    const { turns } = await hold();
    await held(turns);
    const { id } = await begun();
    for (const renewals of [1, 2, 3]) {
      jest.advanceTimersByTime(40 * minute);
      await until(() => count("PATCH") === renewals);
      expect(subscriptions().map((each) => [each.id, each.expires > Date.now()])).toEqual([[id, true]]);
    }
    expect({ turns, created: count("POST") }).toEqual({ turns: [true], created: 1 });
  });

  it("is renewed where Graph wants to know whether the user still may", async () => {
    await open();
    await held((await hold()).turns);
    const { id } = await begun();
    await soon(stage.standIn.subscriptions.lifecycle(id, "reauthorizationRequired"));
    await until(() => count("PATCH") === 1);
    expect(subscriptions()).toHaveLength(1);
  });

  it("begins anew where Graph has forgotten it, and what was missed is looked for", async () => {
    await open();
    const { turns, counts } = await hold();
    await held(turns);
    const { id } = await begun();
    await soon(stage.standIn.subscriptions.remove(id));
    jest.advanceTimersByTime(40 * minute);
    await until(() => counts.missed === 2);
    expect((await begun()).id).not.toBe(id);
  });

  it("begins anew at once where Graph says that it has ended it", async () => {
    await open();
    const { turns, counts } = await hold();
    await held(turns);
    const { id } = await begun();
    const at = Date.now();
    await soon(stage.standIn.subscriptions.remove(id, true));
    await until(() => counts.missed === 2);
    expect(Date.now() - at).toBeLessThan(minute);
    await soon(stage.standIn.subscriptions.lifecycle((await begun()).id, "missed"));
    await until(() => counts.missed === 3);
  });

  it("goes with what is wanted, once for what is wanted in a row", async () => {
    await open();
    const { standing, turns } = await hold(presenceOf(bob), { settling: 2000 });
    standing.want(presenceOf(carol));
    await held(turns);
    expect((await begun()).resource).toBe(presenceOf(carol));
    standing.want(presenceOf(bob));
    standing.want(presenceOf(bob, carol));
    await until(() => subscriptions()[0]?.resource === presenceOf(bob, carol));
    expect([count("POST"), count("DELETE"), subscriptions().length]).toEqual([2, 1, 1]);
    standing.want(undefined);
    await until(() => subscriptions().length === 0);
  });

  it("goes with what is wanted while it is being begun, too", async () => {
    await open();
    let answer = () => {};
    stage.standIn.faults.add({ on: /^POST \/subscriptions/, times: 1, held: new Promise<void>((resolve) => (answer = resolve)) });
    const { standing, turns } = await hold();
    await begun();
    standing.want(presenceOf(carol));
    answer();
    await held(turns);
    await until(() => subscriptions()[0]?.resource === presenceOf(carol));
    expect(subscriptions()).toHaveLength(1);
  });

  it("ends with whoever wanted it", async () => {
    await open();
    const { standing, turns } = await hold();
    await held(turns);
    await soon(standing.close());
    expect(subscriptions()).toEqual([]);
  });

  it("is refused in words where there are too many, and tried again later", async () => {
    await open();
    const { standing, turns } = await hold();
    await held(turns);
    const other = await hold(presenceOf(carol));
    await until(() => other.turns.length > 0);
    expect(other.turns).toEqual(["forbidden"]);
    expect(notifications.problem).toMatch(/403.*subscriptions/);
    other.standing.want(presenceOf(bob, carol));
    await later(minute);
    expect(other.turns).toEqual(["forbidden"]);
    await soon(standing.close());
    jest.advanceTimersByTime(10 * minute);
    await held(other.turns);
    expect(notifications.problem).toBeUndefined();
  });

  it("takes the place of one that a gateway left behind when it died", async () => {
    await open();
    const { standing, turns } = await hold();
    await held(turns);
    const left = await begun();
    await soon(standing.close());
    stage.standIn.subscriptions.add(left);
    await held((await hold(presenceOf(carol))).turns);
    expect((await begun()).resource).toBe(presenceOf(carol));
  });

  it("takes the place of its own first try, where the answer to that was lost", async () => {
    await open();
    const { standing, turns } = await hold();
    await held(turns);
    const left = await begun();
    await soon(standing.close());
    stage.standIn.faults.add({ on: /^POST \/subscriptions/, times: 1, status: 504 });
    const other = await hold(presenceOf(carol));
    await until(() => other.turns.length > 0);
    stage.standIn.subscriptions.add(left);
    const at = Date.now();
    await held(other.turns);
    expect([other.turns, Date.now() - at < minute]).toEqual([["unreachable", true], true]);
  });

  it("waits for five minutes where Graph throttles, and asks for nothing meanwhile", async () => {
    await open();
    const over = stage.standIn.faults.add({ on: /^POST \/subscriptions/, status: 429, retryAfter: 300 });
    const { turns } = await hold();
    await until(() => turns.length > 0);
    jest.advanceTimersByTime(4 * minute);
    await later(minute / 2);
    over();
    expect([turns[0], count("POST")]).toEqual(["too-many", 1]);
    await held(turns);
  });

  it("is tried again where Graph cannot be reached, ever more seldom", async () => {
    await open();
    const mended = stage.standIn.faults.add({ on: /^POST \/subscriptions/, status: 503 });
    const { turns } = await hold();
    await later(3 * minute);
    expect(count("POST")).toBeLessThan(8);
    mended();
    await held(turns);
    expect(turns[0]).toBe("unreachable");
  });

  it("is not renewed where the user's token was withdrawn, and begins again with a fresh one", async () => {
    await open();
    const { standing, token, turns } = await hold();
    await held(turns);
    const { id } = await begun();
    stage.standIn.login.revoke(oidOf(alice), '{"access_token":{}}');
    await soon(stage.standIn.subscriptions.lifecycle(id, "reauthorizationRequired"));
    await until(() => turns.at(-1) === "unauthorized");
    const asked = stage.standIn.asked.length;
    jest.advanceTimersByTime(120 * minute);
    await later(minute);
    expect(stage.standIn.asked).toHaveLength(asked);
    token.renew(await tokenOf(alice, { acrs: ["c1"] }));
    standing.wake();
    await held(turns);
  });

  it("begins again also where the fresh token comes while it is being renewed in vain", async () => {
    await open();
    const { standing, turns } = await hold();
    await held(turns);
    const { id } = await begun();
    let answer = () => {};
    stage.standIn.faults.add({ on: /^PATCH /, times: 1, status: 403, held: new Promise<void>((resolve) => (answer = resolve)) });
    await soon(stage.standIn.subscriptions.lifecycle(id, "reauthorizationRequired"));
    await later(1000);
    standing.wake();
    answer();
    const at = Date.now();
    await until(() => turns.length === 3);
    expect([turns, Date.now() - at < minute]).toEqual([[true, "forbidden", true], true]);
  });

  it("ends where consent is withdrawn", async () => {
    await open();
    const { turns } = await hold();
    await held(turns);
    const { id } = await begun();
    stage.standIn.login.consent("Chat.Read");
    stage.standIn.login.expireTokens();
    await soon(stage.standIn.subscriptions.remove(id, true));
    await until(() => turns.at(-1) === "forbidden");
    expect(notifications.problem).toContain("permission");
  });

  it("that one user may not begin any more, leaves what an administrator is told as it is", async () => {
    await open();
    const { turns } = await hold();
    await held(turns);
    const other = await hold(presenceOf(carol));
    await until(() => other.turns.length > 0);
    expect(notifications.problem).toContain("403");
    stage.standIn.login.revoke(oidOf(alice));
    await soon(stage.standIn.subscriptions.remove((await begun()).id, true));
    await until(() => turns.at(-1) === "unauthorized");
    expect(notifications.problem).toContain("403");
  });

  it("is one without content where Graph does not send that", async () => {
    await open({ richChats: false });
    const chat = stage.standIn.tenant.chats.open([oidOf(alice), oidOf(bob)], null);
    const { turns, heard } = await hold(`/chats/${chat.id}/messages`, { changeType: "created", content: "unless-refused" });
    await held(turns);
    const { id } = stage.standIn.tenant.chats.say(chat, oidOf(bob), "hello");
    await until(() => heard.length > 0);
    expect(heard).toEqual([{ kind: "created", id }]);
  });

  it("is not begun where Graph cannot reach the gateway, which an administrator is told", async () => {
    await open();
    stage.standIn.faults.add({ on: /^POST \/subscriptions/, times: 1, status: 400, code: "ValidationError" });
    const { turns } = await hold();
    await until(() => turns.length > 0);
    expect(turns).toEqual(["bad-request"]);
    expect(notifications.problem).toContain("origin of notifications");
  });
});
