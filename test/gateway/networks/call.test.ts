import { ring, step, type CallEvent } from "../../../src/gateway/networks/local/call.ts";
import { CallId, type Call, type EmailAddress } from "../../../src/protocol/index.ts";
import { people } from "./people.ts";

const { users } = people();
const [alice, bob, carol] = [users.alice.address, users.bob.address, users.carol.address];

const begin = (...reachable: readonly (readonly [EmailAddress, boolean])[]) =>
  ring({ id: CallId.parse("1"), via: "local", from: alice, context: {}, started: 1 }, "a1", new Map(reachable));
const toBob = begin([bob, true]);
const toBoth = begin([bob, true], [carol, true]);

const answer = (by: EmailAddress, pane: string, at = 2): CallEvent => ({ type: "answer", by, pane, at });
const after = (call: Call, ...events: readonly CallEvent[]) => events.reduce(step, call);
const shape = (call: Call) => [call.state, ...call.parties.map(({ state }) => state)].join(" ");
const timeOut: CallEvent = { type: "time-out" };

describe("a call", () => {
  it.each<readonly [after: string, call: Call, events: readonly CallEvent[]]>([
    ["establishing joined ringing", toBob, []],
    ["establishing joined ringing unreachable", begin([bob, true], [carol, false]), []],
    ["terminated left unreachable unreachable", begin([bob, false], [carol, false]), []],
    ["established joined joined", toBob, [answer(bob, "b1")]],
    ["terminated left declined", toBob, [{ type: "decline", by: bob }]],
    ["terminated left missed", toBob, [{ type: "cancel", by: alice }]],
    ["terminated left missed", toBob, [{ type: "hang-up", by: alice }]],
    ["terminated left missed", toBob, [timeOut]],
    ["terminated left missed", toBob, [{ type: "leave", pane: "a1" }]],
    ["terminated left unreachable", toBob, [{ type: "lose", by: bob }]],
    ["terminated left left", toBob, [answer(bob, "b1"), { type: "hang-up", by: bob }]],
    ["terminated left left", toBob, [answer(bob, "b1"), { type: "leave", pane: "b1" }]],
    ["established joined joined", toBob, [answer(bob, "b1"), { type: "leave", pane: "b2" }]],
    ["terminated left left", toBob, [answer(bob, "b1"), { type: "lose", by: alice }]],
    ["establishing joined declined ringing", toBoth, [{ type: "decline", by: bob }]],
    ["established joined joined ringing", toBoth, [answer(bob, "b1")]],
    ["established joined joined missed", toBoth, [answer(bob, "b1"), timeOut]],
    ["established joined joined joined", toBoth, [answer(bob, "b1"), timeOut, answer(carol, "c1")]],
    ["established joined joined joined", toBoth, [{ type: "decline", by: bob }, answer(carol, "c1"), answer(bob, "b1")]],
    ["established joined left ringing", toBoth, [answer(bob, "b1"), { type: "hang-up", by: bob }]],
    ["terminated left left missed", toBoth, [answer(bob, "b1"), { type: "hang-up", by: bob }, timeOut]],
    ["established left joined joined", toBoth, [answer(bob, "b1"), answer(carol, "c1"), { type: "hang-up", by: alice }]],
    ["established left joined ringing", toBoth, [answer(bob, "b1"), { type: "hang-up", by: alice }]],
    ["established joined joined unreachable", toBoth, [answer(bob, "b1"), { type: "lose", by: carol }]],
  ])("is %s", (expected, call, events) => {
    expect(shape(after(call, ...events))).toBe(expected);
  });

  it.each<readonly [code: string, call: Call, events: readonly CallEvent[], last: CallEvent]>([
    ["conflict", toBob, [answer(bob, "b1")], answer(bob, "b2")],
    ["conflict", toBob, [answer(bob, "b1")], { type: "decline", by: bob }],
    ["conflict", toBob, [answer(bob, "b1")], { type: "cancel", by: alice }],
    ["conflict", toBob, [], { type: "hang-up", by: bob }],
    ["conflict", toBob, [], answer(alice, "a2")],
    ["conflict", toBob, [timeOut], answer(bob, "b1")],
    ["conflict", toBob, [{ type: "decline", by: bob }], { type: "cancel", by: alice }],
    ["forbidden", toBob, [], { type: "cancel", by: bob }],
    ["forbidden", toBob, [], answer(carol, "c1")],
  ])("refuses with %s what its state does not allow", (code, call, events, last) => {
    expect(() => step(after(call, ...events), last)).toThrow(expect.objectContaining({ code }));
  });

  it("names the pane of those who have joined, and of nobody else", () => {
    const established = after(toBoth, answer(bob, "b1", 7));
    expect(established).toMatchObject({ established: 7, parties: [{ pane: "a1" }, { pane: "b1" }, {}] });
    const left = after(established, { type: "hang-up", by: bob });
    expect(left.parties[1]).toEqual({ address: bob, state: "left" });
  });

  it("keeps the moment at which it was established first", () => {
    expect(after(toBoth, answer(bob, "b1", 7), answer(carol, "c1", 9)).established).toBe(7);
  });

  it("leaves the call before a step as it was", () => {
    const before = structuredClone(toBob);
    step(toBob, answer(bob, "b1"));
    expect(toBob).toEqual(before);
  });
});
