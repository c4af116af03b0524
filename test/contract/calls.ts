import { CallId, type Call, type EmailAddress } from "../../src/protocol/index.ts";
import { address, rejection, type Actor, type Stage } from "./stage.ts";

/** As a browser writes it, with a fingerprint to know it by; a network may say the same in words of its own on the way. */
const fingerprint = Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, "0").toUpperCase()).join(":");
const sdp = [
  "v=0",
  "o=- 1 1 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111",
  "c=IN IP4 0.0.0.0",
  "a=ice-ufrag:abcd",
  "a=ice-pwd:0123456789abcdefghijklmn",
  `a=fingerprint:sha-256 ${fingerprint}`,
  "a=setup:actpass",
  "a=mid:0",
  "a=sendrecv",
  "a=rtcp-mux",
  "a=rtpmap:111 opus/48000/2",
  "",
].join("\r\n");

const has = (person: EmailAddress, state: string) => (call: Call) =>
  call.parties.some((party) => party.address === person && party.state === state);
const over = (call: Call) => call.state === "terminated";

export function callsContract(stage: Stage): void {
  const states = (call: Call) =>
    call.parties.map((party) => {
      const names = Object.entries(stage.users).filter(([, { person }]) => person.address === party.address);
      return `${names.map(([name]) => name).join()} ${party.state}`;
    });
  const ringing = async (): Promise<{ alice: Actor; bob: Actor; call: Call }> => {
    const [alice, bob] = await stage.enter("alice", "bob");
    const call = await alice.calls.place([bob.address], { subject: "Budget" }, "alice-1");
    await bob.hear("call", ({ id }) => id === call.id);
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
    await carol.calls.place([bob.address], {}, "carol-1");
    await carol.calls.place([alice.address], {}, "carol-1");
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
    const offer = { description: { type: "offer", sdp } } as const;
    if (!call.callerOffers) alice.calls.signal(call.id, bob.address, offer, "alice-1"); // nobody has joined there yet
    await bob.calls.act(call.id, "answer", "bob-1");
    await alice.hear("call", has(bob.address, "joined"));
    const [first, second, pane] = call.callerOffers ? [alice, bob, "alice"] : [bob, alice, "bob"];
    first.calls.signal(call.id, second.address, { candidate: null }, `${pane}-2`); // not the pane that joined
    first.calls.signal(call.id, second.address, offer, `${pane}-1`);
    const heard = await second.hear("signal");
    expect(heard).toMatchObject([call.id, first.address, { description: { type: "offer" } }, second === bob ? "bob-1" : "alice-1"]);
    expect(JSON.stringify(heard)).toContain(fingerprint);
    expect(second.all("signal")).toHaveLength(1);
    expect(first.all("signal")).toEqual([]);
  });

  it("refuses what its state does not allow", async () => {
    const { alice, bob, call } = await talking();
    const [carol] = await stage.enter("carol");
    await expect(bob.calls.act(call.id, "decline", "bob-1")).rejects.toMatchObject(rejection("conflict"));
    await expect(alice.calls.act(call.id, "cancel", "alice-1")).rejects.toMatchObject(rejection("conflict"));
    await expect(bob.calls.act(call.id, "cancel", "bob-1")).rejects.toMatchObject(rejection("forbidden"));
    // Where each side knows of its own calls alone, there is no such call.
    await expect(carol.calls.act(call.id, "answer", "carol-1")).rejects.toMatchObject(
      rejection(expect.stringMatching(/^(forbidden|not-found)$/)),
    );
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

/** Calls among several, where a network carries them. */
export function conferenceContract(stage: Stage): void {
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
}
