import type { Schedule } from "../../../src/gateway/compose.ts";
import type { Directory } from "../../../src/gateway/directory.ts";
import { NetworkError } from "../../../src/gateway/network.ts";
import { local } from "../../../src/gateway/networks/local/index.ts";
import { presenceAgent } from "../../../src/gateway/networks/local/presence.ts";
import { standings } from "../../../src/gateway/networks/local/standings.ts";
import { openStore } from "../../../src/gateway/networks/local/store.ts";
import type { EmailAddress, Presence } from "../../../src/protocol/index.ts";
import { ears } from "../../contract/ears.ts";
import { signIn } from "../../contract/stage.ts";
import { people } from "./people.ts";

const { directory, users } = people();
const [alice, bob, carol] = [users.alice.address, users.bob.address, users.carol.address];
const hour = 3_600_000;
const noon = Date.UTC(2026, 6, 6, 12);

/** The agent alone, on a clock and calendars that the test holds. */
function scene(from: Directory = directory) {
  const clock = { now: noon };
  const schedules = new Map<EmailAddress, Schedule>();
  const store = openStore(":memory:");
  const everybody = standings(store, () => clock.now);
  const agent = presenceAgent({
    via: "local",
    standings: everybody,
    directory: from,
    scheduleOf: (person) => schedules.get(person),
    now: () => clock.now,
  });
  const watch = async (...whom: EmailAddress[]) => {
    const watcher = ears();
    await agent.watch(watcher.events, new Set(whom));
    const latest = (person: EmailAddress): Presence | undefined =>
      watcher
        .all("presence")
        .flat()
        .findLast(({ address }) => address === person);
    return { ...watcher, latest };
  };
  ends.push(() => {
    agent.close();
    everybody.close();
    store.close();
  });
  return { clock, schedules, store, everybody, agent, watch };
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});
/** Changes of one turn of the event loop are told at its end. */
const told = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("presence on the built-in network", () => {
  it("tells everybody whom a change concerns with the very same array", async () => {
    const { agent, watch } = scene();
    const watchers = [await watch(bob), await watch(bob, carol), await watch(bob)];
    for (const watcher of watchers) watcher.clear();
    agent.signIn(bob, true);
    await told();
    const [first, second, third] = watchers.map((watcher) => watcher.all("presence"));
    expect(first).toHaveLength(1);
    expect(second?.[0]).toBe(first?.[0]);
    expect(third?.[0]).toBe(first?.[0]);
  });

  it("tells what happens in one turn of the event loop as one batch, and what comes to nothing not at all", async () => {
    const { agent, watch } = scene();
    const watcher = await watch(bob, carol);
    watcher.clear();
    agent.signIn(bob, true);
    agent.signIn(carol, true);
    agent.publish(bob, { availability: "busy" });
    await told();
    agent.publish(bob, { availability: "away" });
    agent.publish(bob, { availability: "busy" });
    await told();
    expect(watcher.all("presence").map((batch) => batch.map(({ availability }) => availability))).toEqual([["busy", "available"]]);
  });

  it("hands every watcher the same object until something changes, so that it is encoded once", async () => {
    const { watch } = scene();
    const first = await watch(bob);
    const second = await watch(bob, carol);
    expect(second.latest(bob)).toBe(first.latest(bob));
  });

  it("shows somebody in a call as busy on the phone, unless they appear offline or do not want to be disturbed", async () => {
    const { agent, watch } = scene();
    const watcher = await watch(bob);
    agent.signIn(bob, true);
    agent.talking(bob, true);
    await told();
    expect(watcher.latest(bob)).toMatchObject({ availability: "busy", activity: "on-the-phone" });
    agent.publish(bob, { availability: "do-not-disturb" });
    await told();
    expect(watcher.latest(bob)).toMatchObject({ availability: "do-not-disturb", activity: "on-the-phone" });
    agent.publish(bob, { availability: "offline" });
    await told();
    expect(watcher.latest(bob)).toMatchObject({ availability: "offline" });
    expect(watcher.latest(bob)?.activity).toBeUndefined();
  });

  it("says nothing at all while somebody who appears offline comes, goes, idles and talks", async () => {
    const { agent, clock, watch } = scene();
    const watcher = await watch(bob);
    agent.signIn(bob, true);
    agent.publish(bob, { availability: "offline" });
    await told();
    watcher.clear();
    clock.now += hour;
    agent.talking(bob, true);
    agent.publish(bob, { availability: "offline", idleSince: clock.now });
    agent.signIn(bob, false);
    await told();
    agent.signIn(bob, true);
    await told();
    expect(watcher.all("presence")).toEqual([]);
  });

  it("knows over a restart what people chose and when they were last seen", async () => {
    const { agent, clock, everybody, store, watch } = scene();
    agent.signIn(bob, true);
    agent.publish(bob, { availability: "do-not-disturb", note: "Deep work" });
    clock.now += hour;
    agent.signIn(bob, false);
    everybody.close();
    const again = standings(store, () => clock.now);
    const next = presenceAgent({ via: "local", standings: again, directory, scheduleOf: () => undefined, now: () => clock.now });
    expect(next.chosen(bob)).toEqual({ availability: "do-not-disturb", note: "Deep work" });
    const watcher = ears();
    await next.watch(watcher.events, new Set([bob]));
    expect(watcher.all("presence").flat()).toMatchObject([{ availability: "offline", note: "Deep work", since: noon + hour }]);
    expect((await watch(carol)).latest(carol)?.since).toBeUndefined();
  });

  it("turns to busy when a meeting begins and back when it ends, and follows a clock that jumps either way", async () => {
    const { agent, clock, schedules, watch } = scene();
    schedules.set(bob, [{ start: noon + hour, end: noon + 2 * hour, status: "busy" }]);
    const watcher = await watch(bob);
    agent.signIn(bob, true);
    const at = async (now: number) => {
      clock.now = now;
      agent.review([bob]);
      await told();
      const { availability, until } = watcher.latest(bob) ?? {};
      return [availability, until];
    };
    expect(await at(noon)).toEqual(["available", noon + hour]);
    expect(await at(noon + hour)).toEqual(["busy", noon + 2 * hour]);
    expect(await at(noon + 3 * hour)).toEqual(["available", undefined]);
    expect(await at(noon + hour + 1)).toEqual(["busy", noon + 2 * hour]);
    expect(await at(noon - 1)).toEqual(["available", noon + hour]);
  });

  it("shows out of office beside the availability, and a meeting never makes anybody online", async () => {
    const { schedules, watch } = scene();
    schedules.set(bob, [
      { start: noon - hour, end: noon + 5 * hour, status: "out-of-office", note: "At the sea" },
      { start: noon - hour, end: noon + hour, status: "busy" },
    ]);
    const watcher = await watch(bob);
    expect(watcher.latest(bob)).toMatchObject({ availability: "offline", outOfOffice: { message: "At the sea", until: noon + 5 * hour } });
  });

  it("answers under the primary address where an alias is watched", async () => {
    const { directory: withAlias } = people([{ address: carol, kind: "person", aliases: [alice] }]);
    const watcher = await scene(withAlias).watch(alice);
    expect(watcher.all("presence").flat()).toMatchObject([{ address: carol, availability: "offline" }]);
  });

  it("answers with the reason where the directory is out of reach", async () => {
    const away: Directory = {
      ...directory,
      async find() {
        throw new NetworkError("unreachable", "The directory is away.");
      },
    };
    const watcher = await scene(away).watch(bob);
    expect(watcher.latest(bob)).toMatchObject({ availability: "unknown", reason: { code: "unreachable", network: "memory" } });
  });

  it("answers the last of several wishes, in whichever order the directory answers them", async () => {
    const gates: (() => void)[] = [];
    const slow: Directory = {
      ...directory,
      async find(addresses) {
        await new Promise<void>((resolve) => gates.push(resolve));
        return directory.find(addresses);
      },
    };
    const { agent } = scene(slow);
    const watcher = ears();
    const wishes = [agent.watch(watcher.events, new Set([bob])), agent.watch(watcher.events, new Set([carol]))];
    for (const open of gates.toReversed()) open();
    await Promise.all(wishes);
    expect(watcher.all("presence").flat()).toMatchObject([{ address: carol }]);
  });

  it("goes on in memory where the disk is full, and refuses only what it should have kept", async () => {
    const { agent, store, watch } = scene();
    const watcher = await watch(bob);
    store.query("PRAGMA query_only = ON").all();
    agent.signIn(bob, true);
    await told();
    expect(watcher.latest(bob)?.availability).toBe("available");
    expect(() => agent.publish(bob, { availability: "busy" })).toThrow(expect.objectContaining({ code: "storage" }));
    await told();
    expect(watcher.latest(bob)?.availability).toBe("available");
  });
});

describe("an account of the built-in network", () => {
  it("ends, and says so once, where watching cannot go on", async () => {
    const broken: Directory = {
      ...directory,
      async find() {
        throw new TypeError("a mistake in a directory");
      },
    };
    const network = local({ store: ":memory:", directory: broken });
    const actor = await signIn(network, users.alice);
    actor.presence.watch(new Set([bob]));
    actor.presence.watch(new Set([carol]));
    expect(await actor.hear("closed")).toMatchObject({ code: "internal", cause: expect.any(TypeError) });
    await actor.account.close();
    expect(actor.all("closed")).toHaveLength(1);
    await network.close?.();
  });
});
