import { CallId, type Call, type EmailAddress } from "../../src/protocol/index.ts";
import { address, rejection, type Actor, type Stage } from "./stage.ts";

const states = (call: Call) => call.parties.map(({ address, state }) => [address.split("@")[0], state].join(" "));
const has = (person: EmailAddress, state: string) => (call: Call) =>
  call.parties.some((party) => party.address === person && party.state === state);
const over = (call: Call) => call.state === "terminated";

export function callsContract(stage: Stage): void {
  const ringing = async (): Promise<{ alice: Actor; bob: Actor; call: Call }> => {
    const [alice, bob] = await stage.enter("alice", "bob");
    const call = await alice.calls.place([bob.address], { subject: "Budget" }, "alice-1");
    return { alice, bob, call };
  };
  const talking = async () => {
    const scene = await ringing();
    await scene.bob.calls.act(scene.call.id, "answer", "bob-1");
    await scene.alice.hear("call", has(scene.bob.address, "joined"));
    return scene;
  };

  it("can ring this computer", async () => {
    const [alice] = await stage.enter("alice");
    expect(await alice.calls.devices()).toContainEqual(expect.objectContaining({ kind: "computer" }));
  });

  it("rings the other, with the subject", async () => {
    const { alice, bob, call } = await ringing();
    expect(call).toMatchObject({ from: alice.address, via: stage.network.name, state: "establishing", context: { subject: "Budget" } });
    expect(states(call)).toEqual(["alice joined", "bob ringing"]);
    expect(await bob.hear("call")).toMatchObject({ id: call.id, state: "establishing" });
    expect(bob.calls.current()).toMatchObject([{ id: call.id }]);
  });

  it("is established once answered, and names the pane on each side", async () => {
    const { alice, bob, call } = await talking();
    const seen = await alice.hear("call", (known) => known.state === "established");
    expect(seen.established).toBeGreaterThanOrEqual(call.started);
    expect(seen.parties).toEqual([
      { address: alice.address, state: "joined", pane: "alice-1" },
      { address: bob.address, state: "joined", pane: "bob-1" },
    ]);
  });

  it("belongs to the pane that answers first", async () => {
    const { bob, call } = await talking();
    await expect(bob.calls.act(call.id, "answer", "bob-2")).rejects.toMatchObject(rejection("conflict"));
    expect(bob.calls.current()[0]?.parties[1]).toMatchObject({ pane: "bob-1" });
  });

  it("is over once declined", async () => {
    const { alice, bob, call } = await ringing();
    await bob.calls.act(call.id, "decline", "bob-1");
    const end = await alice.hear("call", over);
    expect(states(end)).toEqual(["alice left", "bob declined"]);
    expect(alice.calls.current()).toEqual([]);
  });

  it("is missed once the caller cancels", async () => {
    const { alice, bob, call } = await ringing();
    await alice.calls.act(call.id, "cancel", "alice-1");
    expect(states(await bob.hear("call", over))).toEqual(["alice left", "bob missed"]);
  });

  it("is over for both once one hangs up", async () => {
    const { alice, bob, call } = await talking();
    await bob.calls.act(call.id, "hang-up", "bob-1");
    expect(states(await alice.hear("call", over))).toEqual(["alice left", "bob left"]);
    await expect(alice.calls.act(call.id, "hang-up", "alice-1")).rejects.toMatchObject(rejection("not-found"));
  });

  it("is over once a pane that had joined is gone", async () => {
    const { alice, bob } = await talking();
    alice.calls.left("alice-2");
    expect(alice.calls.current()).toHaveLength(1);
    alice.calls.left("alice-1");
    await bob.hear("call", over);
  });

  it("is over once an account that had joined is closed", async () => {
    const { alice, bob } = await talking();
    await bob.account.close();
    await alice.hear("call", over);
  });

  it("says nothing more to an account that is closed", async () => {
    const { alice, bob } = await talking();
    await bob.account.close();
    bob.clear();
    await alice.hear("call", over);
    const [carol] = await stage.enter("carol");
    await carol.calls.place([bob.address, alice.address], {}, "carol-1");
    await alice.hear("call", ({ from }) => from === carol.address);
    expect(bob.all("call")).toEqual([]);
  });

  it("says at once that nobody can be reached", async () => {
    const [alice] = await stage.enter("alice");
    const call = await alice.calls.place([stage.users.bob.person.address], {}, "alice-1");
    expect(call.state).toBe("terminated");
    expect(states(call)).toEqual(["alice left", "bob unreachable"]);
  });

  it("passes signals between the panes that joined, and no others", async () => {
    const { alice, bob, call } = await ringing();
    const offer = { description: { type: "offer", sdp: "v=0" } } as const;
    alice.calls.signal(call.id, bob.address, offer, "alice-1"); // nobody has joined there yet
    await bob.calls.act(call.id, "answer", "bob-1");
    bob.calls.signal(call.id, alice.address, { candidate: null }, "bob-2"); // not the pane that joined
    bob.calls.signal(call.id, alice.address, offer, "bob-1");
    expect(await alice.hear("signal")).toEqual([call.id, bob.address, offer, "alice-1"]);
    expect(bob.all("signal")).toEqual([]);
  });

  it("goes on among three when one leaves, and takes them back", async () => {
    const [alice, bob, carol] = await stage.enter("alice", "bob", "carol");
    const call = await alice.calls.place([bob.address, carol.address], {}, "alice-1");
    await bob.calls.act(call.id, "answer", "bob-1");
    await carol.calls.act(call.id, "answer", "carol-1");
    await carol.calls.act(call.id, "hang-up", "carol-1");
    const without = await bob.hear("call", has(carol.address, "left"));
    expect(without.state).toBe("established");
    await carol.calls.act(call.id, "answer", "carol-2");
    await bob.hear("call", (known) => known.parties.some((party) => party.pane === "carol-2"));
  });

  it("refuses what its state does not allow", async () => {
    const { alice, bob, call } = await talking();
    const [carol] = await stage.enter("carol");
    await expect(bob.calls.act(call.id, "decline", "bob-1")).rejects.toMatchObject(rejection("conflict"));
    await expect(alice.calls.act(call.id, "cancel", "alice-1")).rejects.toMatchObject(rejection("conflict"));
    await expect(bob.calls.act(call.id, "cancel", "bob-1")).rejects.toMatchObject(rejection("forbidden"));
    await expect(carol.calls.act(call.id, "answer", "carol-1")).rejects.toMatchObject(rejection("forbidden"));
    await expect(alice.calls.act(CallId.parse("nowhere"), "hang-up", "alice-1")).rejects.toMatchObject(rejection("not-found"));
    await expect(alice.calls.place([address("nobody@example.org")], {}, "alice-2")).rejects.toMatchObject(rejection("not-found"));
    await expect(alice.calls.place([alice.address], {}, "alice-2")).rejects.toMatchObject(rejection("bad-request"));
  });

  it("may ring while another goes on", async () => {
    const { alice } = await talking();
    const [carol] = await stage.enter("carol");
    const second = await carol.calls.place([alice.address], {}, "carol-1");
    await alice.hear("call", ({ id }) => id === second.id);
    expect(alice.calls.current()).toHaveLength(2);
  });
}
