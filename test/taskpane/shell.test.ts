import { once } from "node:events";
import { EmailAddress, type NetworkState, type Person } from "../../src/protocol/index.ts";
import type { Connection, Notice } from "../../src/taskpane/connection.ts";
import type { OpenItem } from "../../src/taskpane/item.ts";
import { watchIdle } from "../../src/taskpane/me/idle.ts";
import { toggleList } from "../../src/taskpane/people/expand.ts";
import { initial, reduce, type Event, type State } from "../../src/taskpane/state.ts";
import { createStore } from "../../src/taskpane/store.tsx";
import { keepWatching } from "../../src/taskpane/watch.ts";

const alice = EmailAddress.parse("alice@example.org");
const bob = EmailAddress.parse("bob@example.org");
const team = EmailAddress.parse("team@example.org");
const person: Person = { address: alice, kind: "person" };
const local: NetworkState = { name: "local", state: "connected", since: 1, parts: ["presence", "chat"] };
const welcome: Event = {
  type: "heard",
  message: {
    type: "welcome",
    version: "0",
    pane: "p1",
    user: person,
    status: { availability: "automatic" },
    networks: [local, { ...local, name: "xmpp" }],
    conversations: [],
    calls: [],
  },
};

function after(...events: Event[]): State {
  return events.reduce(reduce, initial);
}

function item(id: string, ...people: EmailAddress[]): OpenItem {
  const addressees = people.map((address) => ({ role: "to", address, name: "", list: false }) as const);
  return { id, mode: "read", kind: "message", context: {}, addressees };
}

/** A line that keeps what it is told, and answers requests as the test says. */
function line(answer: Connection["request"] = () => Promise.reject(new Error("not asked"))) {
  const told: Notice[] = [];
  const connection: Connection = {
    request: answer,
    tell: (notice) => void told.push(notice),
    retry: () => undefined,
    signIn: () => undefined,
    check: () => undefined,
    close: () => undefined,
  };
  return { connection, told };
}

describe("the shell's state", () => {
  it("is connected with welcome, which tells who the user is", () => {
    expect(after(welcome)).toMatchObject({
      link: { state: "connected", pane: "p1" },
      me: { person, status: { availability: "automatic" } },
    });
  });

  it("keeps a network that changes in its place", () => {
    const changed: Event = { type: "heard", message: { type: "network", network: { ...local, state: "unreachable" } } };
    expect(after(welcome, changed).networks.map(({ name, state }) => [name, state])).toEqual([
      ["local", "unreachable"],
      ["xmpp", "connected"],
    ]);
  });

  it("shows the user's own presence from any batch", () => {
    const own = { address: alice, availability: "busy", sources: [] } as const;
    expect(after(welcome, { type: "heard", message: { type: "presence", presence: [own] } }).me?.presence).toBe(own);
  });

  it("shows a chosen status at once", () => {
    expect(after(welcome, { type: "status", status: { availability: "busy" } }).me?.status.availability).toBe("busy");
  });
});

describe("watching", () => {
  it("asks for the item's people and the user with one frame, and with none where nothing changed", () => {
    const store = createStore();
    const { connection, told } = line();
    keepWatching(store, connection, alice);
    store.dispatch({ type: "item", item: item("i1", bob) });
    store.dispatch({ type: "tick", now: 1 });
    store.dispatch({ type: "item", item: item("i2", bob, alice) });
    store.dispatch({ type: "item", item: null });
    expect(told).toEqual([
      { type: "watch", people: [alice, bob] },
      { type: "watch", people: [alice] },
    ]);
  });

  it("adds the members of a list while it is open", async () => {
    const store = createStore();
    const { connection, told } = line(async () => ({ type: "ok", id: 1, members: [{ address: bob, kind: "person" }] }));
    keepWatching(store, connection, alice);
    store.dispatch({ type: "item", item: item("i1", team) });
    await toggleList({ store, connection }, team);
    await toggleList({ store, connection }, team);
    expect(told.map((notice) => notice.type === "watch" && notice.people)).toEqual([
      [alice, team],
      [alice, team, bob],
      [alice, team],
    ]);
  });
});

describe("a list that cannot be opened", () => {
  it("says so, and is asked for again the next time", async () => {
    const store = createStore();
    let asked = 0;
    const { connection } = line(() => {
      asked += 1;
      return Promise.reject(new Error("no"));
    });
    await toggleList({ store, connection }, team);
    expect(store.get().people.lists.get(team)).toMatchObject({ state: "failed", open: false });
    await toggleList({ store, connection }, team);
    expect(asked).toBe(2);
  });

  it("whose item has gone in the meantime leaves no trace", async () => {
    const store = createStore();
    const { connection } = line(async () => {
      store.dispatch({ type: "item", item: item("i2", bob) });
      return { type: "ok", id: 1, members: [] };
    });
    store.dispatch({ type: "item", item: item("i1", team) });
    await toggleList({ store, connection }, team);
    expect(store.get().people.lists.size).toBe(0);
  });
});

describe("idleness", () => {
  it("is told after a while without input, and its end at once", async () => {
    const told = new EventTarget();
    const target = new EventTarget();
    const notices: Notice[] = [];
    const tell = (notice: Notice): void => {
      notices.push(notice);
      told.dispatchEvent(new globalThis.Event("told"));
    };
    const idle = watchIdle({ target, tell, after: 20 });
    await once(told, "told");
    expect(notices).toEqual([{ type: "idle", since: expect.any(Number) }]);
    target.dispatchEvent(new globalThis.Event("keydown"));
    idle.stop();
    expect(notices.at(-1)).toEqual({ type: "idle" });
  });

  it("ends with input that was seen elsewhere", async () => {
    const told = new EventTarget();
    const notices: Notice[] = [];
    const tell = (notice: Notice): void => {
      notices.push(notice);
      told.dispatchEvent(new globalThis.Event("told"));
    };
    const idle = watchIdle({ target: new EventTarget(), tell, after: 5 });
    await once(told, "told");
    idle.active();
    idle.stop();
    expect(notices).toHaveLength(2);
  });
});
