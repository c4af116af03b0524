import { local } from "../../../src/gateway/networks/local/index.ts";
import type { Network } from "../../../src/gateway/network.ts";
import { mostInACall, parseAddress, type Person } from "../../../src/protocol/index.ts";
import { signIn } from "../../contract/stage.ts";
import { people } from "./people.ts";

const crowd = Array.from({ length: 120 }, (_, index): Person => {
  const address = parseAddress(`guest${index}@example.org`);
  if (!address) throw new Error("the guests have addresses");
  return { address, kind: "person" };
});
const guests = crowd.map(({ address }) => address);
const { directory, users } = people(crowd);

let network: Network;
beforeEach(() => {
  network = local({ store: ":memory:", directory, ringing: 20 });
});
afterEach(() => network.close?.());

describe("a call on the built-in network", () => {
  it("is missed when nobody answers in time", async () => {
    const [alice, bob] = [await signIn(network, users.alice), await signIn(network, users.bob)];
    await alice.calls.place([bob.address], {}, "a1");
    const missed = await bob.hear("call", ({ state }) => state === "terminated");
    expect(missed.parties.map(({ state }) => state)).toEqual(["left", "missed"]);
  });

  it("goes on when it was answered in time", async () => {
    const [alice, bob, carol] = [await signIn(network, users.alice), await signIn(network, users.bob), await signIn(network, users.carol)];
    const call = await alice.calls.place([bob.address], {}, "a1");
    await bob.calls.act(call.id, "answer", "b1");
    // A second call, placed later, is missed after the first could have been.
    const second = await carol.calls.place([alice.address], {}, "c1");
    await carol.hear("call", ({ id, state }) => id === second.id && state === "terminated");
    expect(bob.calls.current()).toMatchObject([{ id: call.id, state: "established" }]);
  });

  it("holds as many as its limit says and refuses one more, saying so", async () => {
    const alice = await signIn(network, users.alice);
    await expect(alice.calls.place(guests.slice(0, mostInACall), {}, "a1")).rejects.toMatchObject({ code: "too-large" });
    const call = await alice.calls.place(guests.slice(0, mostInACall - 1), {}, "a1");
    expect(call.parties).toHaveLength(mostInACall);
  });

  it("refuses a device that it cannot ring", async () => {
    const alice = await signIn(network, users.alice);
    await expect(alice.calls.place(guests.slice(0, 1), {}, "a1", "desk-phone")).rejects.toMatchObject({ code: "unsupported" });
  });

  it("shows both as busy on the phone while it lasts", async () => {
    const [alice, bob, carol] = [await signIn(network, users.alice), await signIn(network, users.bob), await signIn(network, users.carol)];
    carol.presence.watch(new Set([alice.address, bob.address]));
    const call = await alice.calls.place([bob.address], {}, "a1");
    await bob.calls.act(call.id, "answer", "b1");
    const talking = await carol.sees(alice.address, ({ activity }) => activity === "on-the-phone");
    expect(talking.availability).toBe("busy");
    await carol.sees(bob.address, ({ activity }) => activity === "on-the-phone");
    carol.clear();
    await alice.calls.act(call.id, "hang-up", "a1");
    const free = await carol.sees(bob.address, ({ availability }) => availability === "available");
    expect(free.activity).toBeUndefined();
  });
});

describe("a conversation on the built-in network", () => {
  it("holds a hundred people and refuses one more", async () => {
    const alice = await signIn(network, users.alice);
    await expect(alice.chat.open(guests.slice(0, 100), {})).rejects.toMatchObject({ code: "too-large" });
    expect((await alice.chat.open(guests.slice(0, 99), {})).people).toHaveLength(100);
  });

  it("lists the fifty latest", async () => {
    const alice = await signIn(network, users.alice);
    for (const guest of guests.slice(0, 60)) {
      const { id } = await alice.chat.open([guest], {});
      await alice.chat.send(id, `hello ${guest}`, "1");
    }
    const listed = await alice.chat.conversations();
    expect(listed).toHaveLength(50);
    expect(listed[0]?.last?.text).toBe(`hello ${guests[59]}`);
  });
});
