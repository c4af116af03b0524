import { type Calls, type Chat, NetworkError } from "../../src/gateway/network.ts";
import type { Call, CallId, Conversation, ConversationId, Presence } from "../../src/protocol/index.ts";
import { fakeNetwork, presenceOf } from "./fakeNetwork.ts";
import { alice, bob, carol, directoryOf, type FarEnd, type Scene, type SceneOptions, setScene, stranger } from "./scene.ts";

let scene: Scene;
const set = async (options: SceneOptions) => (scene = await setScene(options));
afterEach(() => scene.close());

async function watch(pane: FarEnd, ...people: string[]) {
  pane.send({ type: "watch", people });
  return pane.next("watched");
}

describe("watching", () => {
  it("is answered in one frame, and a change comes in one", async () => {
    const network = fakeNetwork("fake");
    await set({ networks: [network] });
    const pane = await scene.enter(alice);
    const { presence } = await watch(pane, bob, carol);
    expect(presence.map(({ address }) => address)).toEqual([bob, carol]);
    network.say(presenceOf(bob, "busy", "fake"));
    expect((await pane.next("presence")).presence).toEqual([presenceOf(bob, "busy", "fake")]);
    expect(pane.messages).toHaveLength(3);
  });

  it("finds a person by any of their addresses, and tells of them once", async () => {
    const robert = "robert@example.org";
    const person = { address: bob, kind: "person" as const, name: "Bob", aliases: [robert as typeof bob] };
    await set({ networks: [fakeNetwork("fake")], directories: [directoryOf(person)] });
    const { people, presence } = await watch(await scene.enter(alice), "Robert@Example.org", bob);
    expect(people).toEqual({ [robert]: person, [bob]: person });
    expect(presence).toHaveLength(1);
  });

  it("says why nothing is known of somebody", async () => {
    const directory = directoryOf({ address: alice, kind: "person" }, { address: carol, kind: "list", name: "All" });
    const network = fakeNetwork("fake", undefined, (address) =>
      address === alice
        ? presenceOf(alice, "available", "fake")
        : { address, availability: "unknown", reason: { code: "not-in-directory" }, sources: [] },
    );
    await set({ networks: [network], directories: [directory] });
    const { people, presence } = await watch(await scene.enter(alice), bob, carol, stranger);
    expect(presence.map(({ address, reason }) => [address, reason?.code])).toEqual([
      [bob, "not-in-directory"],
      [stranger, "external"],
    ]);
    expect(people[stranger]).toEqual({ address: stranger, kind: "person", external: true });
    expect(people[carol]).toMatchObject({ kind: "list" });
    expect([...network.accounts][0]?.watched.at(-1)).toEqual(new Set([alice, bob]));
  });

  it("says that no network tells presence where none does", async () => {
    await set({ networks: [] });
    expect((await watch(await scene.enter(alice), bob)).presence).toMatchObject([
      { availability: "unknown", reason: { code: "no-network" } },
    ]);
  });

  it("does not wait long for a slow network, and tells of it when it answers", async () => {
    const slow = fakeNetwork("slow", undefined, () => undefined);
    await set({ networks: [slow] });
    const pane = await scene.enter(alice);
    expect((await watch(pane, bob)).presence).toMatchObject([{ availability: "unknown", reason: { code: "pending" } }]);
    slow.say(presenceOf(bob, "away", "slow"));
    expect((await pane.next("presence")).presence).toMatchObject([{ address: bob, availability: "away" }]);
  });

  it("answers the latest wish alone", async () => {
    await set({ networks: [fakeNetwork("fake")] });
    const pane = await scene.enter(alice);
    pane.send({ type: "watch", people: [bob] });
    expect(Object.keys((await watch(pane, carol)).people)).toEqual([carol]);
    pane.send({ type: "ping" });
    await pane.next("pong");
    expect(pane.messages.filter(({ type }) => type === "watched")).toHaveLength(1);
  });

  it("asks a network for what all panes of the person watch, and tells each what it watches", async () => {
    const network = fakeNetwork("fake");
    await set({ networks: [network] });
    const [one, other] = [await scene.enter(alice), await scene.enter(alice)];
    await watch(one, bob);
    await watch(other, carol);
    const [account] = network.accounts;
    expect(network.accounts.size).toBe(1);
    expect(account?.watched.at(-1)).toEqual(new Set([alice, bob, carol]));
    network.say(presenceOf(bob, "busy", "fake"), presenceOf(carol, "away", "fake"));
    expect((await one.next("presence")).presence.map(({ address }) => address)).toEqual([bob]);
    expect((await other.next("presence")).presence.map(({ address }) => address)).toEqual([carol]);
    other.close();
    expect(account?.watched.at(-1)).toEqual(new Set([alice, bob]));
  });

  it("sends the very same bytes to every watcher", async () => {
    const network = fakeNetwork("fake");
    await set({ networks: [network] });
    const panes = await Promise.all([alice, carol].map((address) => scene.enter(address)));
    for (const pane of panes) await watch(pane, bob);
    network.say(presenceOf(bob, "busy", "fake"));
    const [one, other] = panes.map((pane) => pane.raw.at(-1));
    expect(Buffer.isBuffer(one)).toBe(true);
    expect(other).toBe(one);
  });
});

describe("several networks", () => {
  it("are composed, person by person", async () => {
    const [desk, phone] = [fakeNetwork("desk"), fakeNetwork("phone", undefined, (address) => presenceOf(address, "offline", "phone"))];
    await set({ networks: [desk, phone] });
    const pane = await scene.enter(alice);
    expect((await watch(pane, bob)).presence).toMatchObject([
      { availability: "available", sources: [{ network: "desk" }, { network: "phone" }] },
    ]);
    phone.say({ ...presenceOf(bob, "busy", "phone"), activity: "on-the-phone" });
    expect((await pane.next("presence")).presence).toMatchObject([{ address: bob, availability: "busy", activity: "on-the-phone" }]);
  });

  it("go on without the one that dies, which is tried until it is back", async () => {
    const [desk, phone] = [fakeNetwork("desk", undefined, (address) => presenceOf(address, "away", "desk")), fakeNetwork("phone")];
    await set({ networks: [desk, phone] });
    const pane = await scene.enter(alice);
    await watch(pane, bob);
    const triesBefore = phone.tries;
    phone.die();
    expect(await pane.next("network")).toMatchObject({ network: { name: "phone", state: "unreachable", parts: ["presence", "publish"] } });
    const { presence } = await pane.next("presence");
    expect(presence.find(({ address }) => address === bob)).toMatchObject({
      availability: "away",
      sources: [{ network: "desk" }, { network: "phone", availability: "unknown" }],
    });
    const back = phone.connected();
    phone.down = undefined;
    await back;
    expect(await pane.next("network")).toMatchObject({ network: { name: "phone", state: "connected" } });
    expect((await pane.next("presence")).presence.find(({ address }) => address === bob)).toMatchObject({ availability: "available" });
    expect(phone.tries).toBeGreaterThan(triesBefore);
    expect(desk.tries).toBe(1);
  });

  it("name the network that cannot be reached where there is no other", async () => {
    const network = fakeNetwork("fake");
    await set({ networks: [network] });
    const pane = await scene.enter(alice);
    await watch(pane, bob);
    network.die();
    const { presence } = await pane.next("presence");
    expect(presence.find(({ address }) => address === bob)).toMatchObject({
      availability: "unknown",
      reason: { code: "unreachable", network: "fake", since: expect.any(Number) },
    });
    expect((await watch(pane, carol)).presence).toMatchObject([{ reason: { code: "unreachable" } }]);
  });

  it("tell a refusal from an absence", async () => {
    const network = fakeNetwork("fake");
    network.down = new NetworkError("unauthorized", "Wrong password.");
    await set({ networks: [network] });
    const pane = await scene.enter(alice);
    expect(pane.messages).toMatchObject([{ type: "welcome", networks: [{ state: "refused" }] }]);
  });
});

describe("a hub", () => {
  it("outlives its last pane by the grace time", async () => {
    const network = fakeNetwork("fake");
    await set({ networks: [network], grace: 60_000 });
    (await scene.enter(alice)).close();
    (await scene.enter(alice)).close();
    expect(network.tries).toBe(1);
    expect(network.accounts.size).toBe(1);
    await scene.close();
    expect(network.accounts.size).toBe(0);
  });

  it("signs out after it, and in again with the next pane", async () => {
    const network = fakeNetwork("fake");
    await set({ networks: [network], grace: 1 });
    const out = network.disconnected();
    (await scene.enter(alice)).close();
    await out;
    await scene.enter(alice);
    expect(network.tries).toBe(2);
  });

  it("tells networks which pane has gone", async () => {
    const left: string[] = [];
    const network = fakeNetwork("fake", () => ({ calls: calls({ left: (pane) => void left.push(pane) }) }));
    await set({ networks: [network] });
    const pane = await scene.enter(alice);
    const [welcome] = pane.messages;
    pane.close();
    expect(welcome).toMatchObject({ pane: left[0] });
  });
});

describe("one's own status", () => {
  it("goes to every network and every pane", async () => {
    const [desk, phone] = [fakeNetwork("desk"), fakeNetwork("phone")];
    await set({ networks: [desk, phone] });
    const [one, other] = [await scene.enter(alice), await scene.enter(alice)];
    const status = { availability: "busy", note: "Deep work" };
    one.send({ type: "status", id: 1, status });
    expect(await one.next("ok")).toEqual({ type: "ok", id: 1 });
    expect(await other.next("status")).toEqual({ type: "status", status });
    for (const { accounts } of [desk, phone]) expect([...accounts][0]?.published.at(-1)).toMatchObject(status);
  });

  it("is kept by a network, and told to the others", async () => {
    const [desk, phone] = [fakeNetwork("desk"), fakeNetwork("phone")];
    await set({ networks: [desk, phone] });
    const pane = await scene.enter(alice);
    [...desk.accounts][0]?.events.status({ availability: "away" });
    expect(await pane.next("status")).toMatchObject({ status: { availability: "away" } });
    expect([...phone.accounts][0]?.published.at(-1)).toMatchObject({ availability: "away" });
  });

  it("is told to a network that comes back", async () => {
    const network = fakeNetwork("fake");
    await set({ networks: [network] });
    const pane = await scene.enter(alice);
    pane.send({ type: "status", id: 1, status: { availability: "busy" } });
    await pane.next("ok");
    network.die();
    const back = network.connected();
    network.down = undefined;
    await back;
    await pane.next("network");
    await pane.next("network");
    expect([...network.accounts][0]?.published.at(-1)).toMatchObject({ availability: "busy" });
  });

  it("cannot be set where no network takes it, now or ever", async () => {
    const network = fakeNetwork("fake");
    await set({ networks: [network] });
    const pane = await scene.enter(alice);
    network.die();
    pane.send({ type: "status", id: 1, status: { availability: "busy" } });
    expect(await pane.next("error")).toMatchObject({ id: 1, code: "unreachable" });
    await scene.close();
    await set({ networks: [fakeNetwork("fake", () => ({ presence: undefined }))] });
    const mute = await scene.enter(alice);
    mute.send({ type: "status", id: 1, status: { availability: "busy" } });
    expect(await mute.next("error")).toMatchObject({ id: 1, code: "unsupported" });
  });

  it("is idle when all panes are, since the last input on any", async () => {
    const network = fakeNetwork("fake");
    await set({ networks: [network] });
    const [one, other] = [await scene.enter(alice), await scene.enter(alice)];
    const idleSince = async (pane: FarEnd, since?: number) => {
      pane.send({ type: "idle", since });
      pane.send({ type: "ping" });
      await pane.next("pong");
      return [...network.accounts][0]?.published.at(-1)?.idleSince;
    };
    expect(await idleSince(one, 1000)).toBeUndefined();
    expect(await idleSince(other, 2000)).toBe(2000);
    expect(await idleSince(one)).toBeUndefined();
    expect(await idleSince(one, 3000)).toBe(3000);
    one.close();
    expect([...network.accounts][0]?.published.at(-1)?.idleSince).toBe(2000);
  });
});

describe("chats and calls", () => {
  it("go to the first network that reaches the people, and back to the one that carries them", async () => {
    const sent: string[] = [];
    const small = fakeNetwork("small", () => ({
      chat: { ...chats("small", sent), open: () => Promise.reject(new NetworkError("not-found", "Nobody here.")) },
    }));
    await set({ networks: [small, fakeNetwork("big", () => ({ chat: chats("big", sent) }))] });
    const pane = await scene.enter(alice);
    expect(pane.messages[0]).toMatchObject({ conversations: [{ id: "old-small" }, { id: "old-big" }] });
    pane.send({ type: "open", id: 1, people: [bob], context: {} });
    expect(await pane.next("ok")).toMatchObject({ id: 1, conversation: { via: "big" } });
    for (const id of ["new-big", "old-small", "old-big"]) {
      pane.send({ type: "send", id: 2, conversation: id, text: "hi", key: id });
      await pane.next("ok");
    }
    expect(sent).toEqual(["big:new-big", "small:old-small", "big:old-big"]);
  });

  it("miss no message that comes while a pane is being welcomed", async () => {
    let lists = 0;
    const network = fakeNetwork("fake", ({ events }) => ({
      chat: {
        ...chats("fake"),
        async conversations() {
          const message = { id: "1", conversation: "c" as ConversationId, from: bob, text: "hi", at: 1 }; // what a network makes
          if (++lists === 1) {
            events.message(message);
            return [];
          }
          return [{ ...conversation("c", "fake"), last: message, unread: 1 }];
        },
      },
    }));
    await set({ networks: [network] });
    expect((await scene.enter(alice)).messages[0]).toMatchObject({ conversations: [{ id: "c", unread: 1 }] });
  });

  it("are refused in words where no network can", async () => {
    await set({ networks: [fakeNetwork("fake")] });
    const pane = await scene.enter(alice);
    pane.send({ type: "open", id: 1, people: [bob], context: {} });
    expect(await pane.next("error")).toMatchObject({ id: 1, code: "unsupported" });
    pane.send({ type: "act", id: 2, call: "c", action: "answer" });
    expect(await pane.next("error")).toMatchObject({ id: 2, code: "unsupported" });
    pane.send({ type: "typing", conversation: "c", on: true });
    pane.send({ type: "ping" });
    await pane.next("pong");
  });

  it("reach every pane of the person, a media description the one that joined", async () => {
    const network = fakeNetwork("fake", () => ({ calls: calls({}) }));
    await set({ networks: [network] });
    const [one, other] = [await scene.enter(alice), await scene.enter(alice)];
    const [account] = network.accounts;
    const [welcome] = other.messages;
    account?.events.message({ id: "1", conversation: "c" as ConversationId, from: bob, text: "hi", at: 1 }); // what a network makes
    await one.next("message");
    await other.next("message");
    account?.events.signal("call" as CallId, bob, { candidate: null }, welcome?.type === "welcome" ? welcome.pane : "");
    await other.next("signal");
    expect(one.messages.some(({ type }) => type === "signal")).toBe(false);
  });

  it("end, once their network is back, for panes that have gone or left them in the meantime", async () => {
    const done: string[] = [];
    const call = (id: string, pane: string): Call => ({
      id: id as CallId, // what a network makes
      via: "fake",
      from: bob,
      parties: [{ address: alice, state: "joined", pane }],
      state: "established",
      context: {},
      started: 1,
    });
    let joined: readonly Call[] = [];
    const network = fakeNetwork("fake", () => ({
      calls: calls({
        current: () => joined,
        left: (pane) => void done.push(`${pane} left`),
        act: async (id, action) => {
          done.push(`${id} ${action}`);
          joined = joined.filter((one) => one.id !== id);
          return call(id, "");
        },
      }),
    }));
    await set({ networks: [network] });
    const pane = await scene.enter(alice);
    const [welcome] = pane.messages;
    const name = welcome?.type === "welcome" ? welcome.pane : "";
    network.die();
    await pane.next("network");
    pane.send({ type: "act", id: 1, call: "over", action: "hang-up" });
    expect(await pane.next("error")).toMatchObject({ id: 1, code: "unreachable" });
    joined = [call("over", name), call("lost", "a pane that has gone"), call("on", name)];
    network.down = undefined;
    expect(await pane.next("call")).toMatchObject({ call: { id: "lost" } });
    expect(await pane.next("call")).toMatchObject({ call: { id: "on" } });
    expect(done).toEqual(["over hang-up", "a pane that has gone left"]);
  });

  it("that ring when a pane comes are in its welcome", async () => {
    const call: Call = { id: "c" as CallId, via: "fake", from: bob, parties: [], state: "establishing", context: {}, started: 1 }; // as above
    await set({ networks: [fakeNetwork("fake", () => ({ calls: calls({ current: () => [call] }) }))] });
    expect((await scene.enter(alice)).messages[0]).toMatchObject({ calls: [{ id: "c" }] });
  });
});

const conversation = (id: string, via: string): Conversation => ({
  id: id as ConversationId, // what a network makes
  people: [alice, bob],
  context: {},
  via,
  unread: 0,
  read: {},
});

function chats(via: string, sent: string[] = []): Chat {
  return {
    conversations: async () => [conversation(`old-${via}`, via)],
    open: async () => conversation(`new-${via}`, via),
    async send(id, text, key) {
      sent.push(`${via}:${id}`);
      return { id: "1", conversation: id, from: alice, text, at: 1, key };
    },
    history: async () => ({ messages: [], more: false }),
    typing: () => undefined,
    read: async () => undefined,
  };
}

function calls(some: Partial<Calls>): Calls {
  const unsupported = () => Promise.reject(new NetworkError("unsupported", "Not here."));
  return {
    devices: async () => [],
    place: unsupported,
    act: unsupported,
    signal: () => undefined,
    left: () => undefined,
    current: (): Call[] => [],
    ...some,
  };
}

it("hands a batch on as it is where the person has one network", async () => {
  const network = fakeNetwork("fake");
  await set({ networks: [network] });
  const batches: (readonly Presence[])[] = [];
  const hub = scene.hubs.enter({ address: alice, person: { address: alice, kind: "person" } });
  await hub.enter({
    name: "pane",
    closed: false,
    idleSince: undefined,
    watching: new Set([bob]),
    tell: () => undefined,
    changed: (batch) => void batches.push(batch),
  });
  const said = network.say(presenceOf(bob, "busy", "fake"));
  expect(batches.at(-1)).toBe(said);
});
