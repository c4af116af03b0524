import type { Call, CallId, GatewayMessage, Party, Person } from "../../src/protocol/index.ts";
import { EmailAddress } from "../../src/protocol/index.ts";
import { duration } from "../../src/taskpane/call/duration.ts";
import { outcome } from "../../src/taskpane/call/outcome.ts";
import { activeCall, incomingCalls, noCalls, openCall, reduceCalls, type Calls } from "../../src/taskpane/call/state.ts";
import type { Event } from "../../src/taskpane/state.ts";

const alice = EmailAddress.parse("alice@example.org");
const bob = EmailAddress.parse("bob@example.org");
const id = "call1" as CallId; // its schema only checks the length
const person: Person = { address: alice, kind: "person" };

type States = Readonly<Record<string, Party["state"] | `joined ${string}`>>;

/** A call as in `{ alice: "joined p1", bob: "ringing" }`, from the first of them. */
function call(state: Call["state"], states: States, more: Partial<Call> = {}): Call {
  const parties = Object.entries(states).map(([name, word]): Party => {
    const [party, pane] = word.split(" ");
    return { address: EmailAddress.parse(`${name}@example.org`), state: party as Party["state"], ...(pane && { pane }) }; // as States has it
  });
  const from = parties[0]?.address ?? alice;
  return { id, via: "local", from, parties, state, context: {}, started: 1, ...(state === "established" && { established: 2 }), ...more };
}

function welcome(pane: string, ...calls: Call[]): Event {
  const status = { availability: "automatic" } as const;
  return heard({ type: "welcome", version: "0", pane, user: person, status, networks: [], conversations: [], calls });
}

function heard(message: GatewayMessage): Event {
  return { type: "heard", message };
}

const changes = (changed: Call): Event => heard({ type: "call", call: changed });
const after = (...events: Event[]): Calls => events.reduce(reduceCalls, noCalls);
const ringingForAlice = call("establishing", { bob: "joined p9", alice: "ringing" });
const talking = call("established", { alice: "joined p1", bob: "joined p9" });

describe("calls", () => {
  it("ring for the user until they are answered on any pane", () => {
    expect(incomingCalls(after(welcome("p1"), changes(ringingForAlice)))).toHaveLength(1);
    const elsewhere = after(
      welcome("p1"),
      changes(ringingForAlice),
      changes(call("established", { bob: "joined p9", alice: "joined p2" })),
    );
    expect(incomingCalls(elsewhere)).toHaveLength(0);
    expect(activeCall(elsewhere)).toBeUndefined();
  });

  it("are active on the pane that joined them", () => {
    expect(activeCall(after(welcome("p1"), changes(talking)))?.id).toBe(id);
  });

  it("are lost with the line to the gateway, even where the others go on", () => {
    const others = call("established", { alice: "left", bob: "joined p9", carol: "joined p8" });
    for (const rest of [[], [others]]) {
      const calls = after(welcome("p1"), changes(talking), welcome("p2", ...rest));
      expect(calls.ended).toMatchObject({ outcome: "lost" });
      expect(activeCall(calls)).toBeUndefined();
      expect(openCall(calls)).toBe(rest[0]);
    }
  });

  it("are missed where they stopped ringing while the line was down", () => {
    expect(after(welcome("p1"), changes(ringingForAlice), welcome("p2")).ended).toMatchObject({ outcome: "missed" });
  });

  it("say why nobody came even where that is known at once", () => {
    const nobody = call("terminated", { alice: "left", bob: "unreachable" });
    expect(after(welcome("p1"), { type: "call-changed", call: nobody }).ended).toEqual({ call: nobody, outcome: "unreachable" });
  });

  it("say nothing of a call that the reader has left", () => {
    const calls = after(welcome("p1"), changes(talking), { type: "call-left", call: id }, changes({ ...talking, state: "terminated" }));
    expect(calls.ended).toBeUndefined();
  });

  it("keep signals of the active call alone, until the mesh has heard them", () => {
    const signal = heard({ type: "signal", call: id, from: bob, signal: { candidate: null } });
    expect(after(welcome("p1"), signal).heard).toHaveLength(0);
    const calls = after(welcome("p1"), changes(talking), signal, signal);
    expect(calls.heard).toHaveLength(2);
    expect(reduceCalls(calls, { type: "call-heard", count: 1 }).heard).toHaveLength(1);
  });

  it("begin with the microphone on and the camera off, whatever the last one had", () => {
    const calls = after(
      welcome("p1"),
      changes(talking),
      { type: "call-wished", wishes: { muted: true, camera: true } },
      { type: "call-left", call: id },
      changes({ ...talking, id: "call2" as CallId }), // its schema only checks the length
    );
    expect(calls.wishes).toEqual({ muted: false, camera: false, attempt: 0 });
  });
});

it("turns the camera off when a third comes in, and not on again when they leave", () => {
  const three = call("established", { alice: "joined p1", bob: "joined p9", carol: "joined p8" });
  const filming = after(welcome("p1"), changes(talking), { type: "call-wished", wishes: { camera: true } }, changes(talking));
  expect(filming.wishes.camera).toBe(true);
  expect([changes(three), changes(talking)].reduce(reduceCalls, filming).wishes.camera).toBe(false);
});

describe("the outcome of a call", () => {
  const placed: States = { alice: "joined p1", bob: "ringing" };
  it.each<[string, States, Partial<Call>, States, ReturnType<typeof outcome>]>([
    ["that the other declined", placed, {}, { alice: "left", bob: "declined" }, "declined"],
    ["that nobody answered", placed, {}, { alice: "left", bob: "missed" }, "unanswered"],
    ["that the other's pane went", placed, {}, { alice: "left", bob: "unreachable" }, "unreachable"],
    ["that the other hung up", { alice: "joined p1", bob: "joined p9" }, { established: 2 }, { alice: "left", bob: "left" }, "ended"],
    ["that the caller gave up", { bob: "joined p9", alice: "ringing" }, {}, { bob: "left", alice: "missed" }, "missed"],
    [
      "nothing where the user declined elsewhere",
      { bob: "joined p9", alice: "ringing" },
      {},
      { bob: "left", alice: "declined" },
      undefined,
    ],
    [
      "nothing where the user talked on another pane",
      { alice: "joined p2", bob: "joined p9" },
      {},
      { alice: "left", bob: "left" },
      undefined,
    ],
    ["the most telling of several", { ...placed, carol: "ringing" }, {}, { alice: "left", bob: "missed", carol: "declined" }, "declined"],
  ])("says %s", (_, before, more, then, expected) => {
    expect(outcome(call("establishing", before, more), call("terminated", then, more), alice, "p1")).toBe(expected);
  });
});

it("writes durations in the language's own digits", () => {
  expect(duration(0, "en")).toBe("0:00");
  expect(duration(245_000, "en")).toBe("4:05");
  expect(duration(3_609_000, "en")).toBe("1:00:09");
  expect(duration(-5000, "en")).toBe("0:00");
  expect(duration(65_000, "ar-EG")).toBe("١:٠٥");
});
