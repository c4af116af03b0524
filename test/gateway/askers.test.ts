import { NetworkError } from "../../src/gateway/network.ts";
import type { EmailAddress } from "../../src/protocol/index.ts";
import { fakeNetwork, type FakeNetwork } from "./fakeNetwork.ts";
import { alice, bob, carol, type FarEnd, setScene } from "./scene.ts";

/** A network in which these people ask to see whoever signs in; it takes every answer. */
function askedBy(name: string, ...people: EmailAddress[]): FakeNetwork & { readonly answers: string[] } {
  const answers: string[] = [];
  const network = fakeNetwork(name, ({ events }) => {
    let waiting = people;
    queueMicrotask(() => events.askers(waiting));
    return {
      presence: {
        watch: () => undefined,
        async answer(person, decision) {
          answers.push(`${decision} ${person}`);
          waiting = waiting.filter((asker) => asker !== person);
          events.askers(waiting);
        },
      },
    };
  });
  return Object.assign(network, { answers });
}

async function enter(...networks: readonly FakeNetwork[]): Promise<{ readonly pane: FarEnd; readonly close: () => Promise<void> }> {
  const { enter, close } = await setScene({ networks, grace: 60_000 });
  const pane = await enter(alice);
  return { pane, close };
}

describe("people who ask to see the user's presence", () => {
  it("are told to all panes, and to whoever comes later with welcome", async () => {
    const network = askedBy("fake");
    const scene = await setScene({ networks: [network] });
    const panes = [await scene.enter(alice), await scene.enter(alice)];
    for (const { events } of network.accounts) events.askers([bob]);
    for (const pane of panes) expect(await pane.next("askers")).toEqual({ type: "askers", people: [bob] });
    const late = scene.open();
    late.send({ type: "hello", token: `loopback:${alice}` });
    expect(await late.next("welcome")).toMatchObject({ askers: [bob] });
    await scene.close();
  });

  it("are told of to their user alone", async () => {
    const network = askedBy("fake");
    const scene = await setScene({ networks: [network] });
    const [hers, his] = [await scene.enter(alice), await scene.enter(bob)];
    for (const { user, events } of network.accounts) if (user.address === alice) events.askers([carol]);
    await hers.next("askers");
    his.send({ type: "ping" });
    await his.next("pong");
    expect(his.messages.filter(({ type }) => type === "askers")).toEqual([]);
    await scene.close();
  });

  it("have gone from the list before the answer is confirmed", async () => {
    const network = askedBy("fake", bob, carol);
    const { pane, close } = await enter(network);
    pane.send({ type: "answer", id: 1, person: bob, decision: "decline" });
    await pane.next("ok");
    expect(pane.messages.slice(-2)).toEqual([
      { type: "askers", people: [carol] },
      { type: "ok", id: 1 },
    ]);
    expect(network.answers).toEqual([`decline ${bob}`]);
    await close();
  });

  it("are one where they ask in two networks, and are answered in both", async () => {
    const networks = [askedBy("one", bob), askedBy("two", bob, carol)] as const;
    const { pane, close } = await enter(...networks);
    pane.send({ type: "answer", id: 1, person: bob, decision: "allow" });
    await pane.next("ok");
    expect(networks.map(({ answers }) => answers)).toEqual([[`allow ${bob}`], [`allow ${bob}`]]);
    expect(pane.messages.findLast(({ type }) => type === "askers")).toEqual({ type: "askers", people: [carol] });
    await close();
  });

  it("cannot be answered who do not ask", async () => {
    const network = askedBy("fake", bob);
    const { pane, close } = await enter(network);
    pane.send({ type: "answer", id: 1, person: carol, decision: "allow" });
    expect(await pane.next("error")).toMatchObject({ id: 1, code: "conflict" });
    expect(network.answers).toEqual([]);
    await close();
  });

  it("stay while their network is away, and cannot be answered then", async () => {
    const network = askedBy("fake", bob);
    const { pane, close } = await enter(network);
    network.die(new NetworkError("unreachable", "Gone."));
    pane.send({ type: "answer", id: 1, person: bob, decision: "allow" });
    expect(await pane.next("error")).toMatchObject({ id: 1, code: "unreachable" });
    expect(pane.messages.filter((message) => message.type === "askers" && message.people.length === 0)).toEqual([]);
    await close();
  });
});
