import { type FreeBusySource, NetworkError } from "../../src/gateway/network.ts";
import { type FreeBusy, type FreeBusyReason, limits, type Ok, type Slot } from "../../src/protocol/index.ts";
import { type FakeNetwork, fakeNetwork } from "./fakeNetwork.ts";
import { alice, bob, carol, directoryOf, type FarEnd, type Scene, setScene, stranger } from "./scene.ts";

const hour = 3_600_000;
const from = Math.floor(Date.now() / hour) * hour;
const to = from + 24 * hour;
const slot = (start: number, end: number, status: Slot["status"] = "busy"): Slot => ({
  start: from + start * hour,
  end: from + end * hour,
  status,
});
const because = (reason: FreeBusyReason): FreeBusy => ({ address: bob, reason });

let scene: Scene;
afterEach(() => scene.close());

/** A network that knows this of whoever is asked for. */
function calendarNetwork(name: string, of: FreeBusySource["of"]): FakeNetwork {
  return fakeNetwork(name, () => ({ freeBusy: { of } }));
}
const says = (name: string, answer: FreeBusy): FakeNetwork => calendarNetwork(name, async () => [answer]);

async function ask(pane: FarEnd, people: readonly string[], span = { from, to }): Promise<Ok["freeBusy"]> {
  pane.send({ type: "free-busy", id: 7, people, ...span });
  return (await pane.next("ok")).freeBusy;
}

async function askAll(...networks: readonly FakeNetwork[]): Promise<Ok["freeBusy"]> {
  scene = await setScene({ networks });
  return ask(await scene.enter(alice), [bob]);
}

describe("free/busy of several networks", () => {
  it("is one: the strongest slot counts, and the parts are not told apart", async () => {
    const answers = await askAll(
      says("one", { address: bob, slots: [slot(1, 2), slot(2, 3), slot(5, 9, "tentative")] }),
      says("two", { address: bob, slots: [slot(6, 7, "out-of-office"), slot(-3, 1), slot(23, 30, "working-elsewhere")] }),
    );
    expect(answers).toEqual([
      {
        address: bob,
        slots: [
          slot(0, 3),
          slot(5, 6, "tentative"),
          slot(6, 7, "out-of-office"),
          slot(7, 9, "tentative"),
          slot(23, 24, "working-elsewhere"),
        ],
      },
    ]);
  });

  it("is what one knows where another has no calendar", async () => {
    const answers = await askAll(says("one", because("no-calendar")), says("two", { address: bob, slots: [slot(1, 2)] }));
    expect(answers).toEqual([{ address: bob, slots: [slot(1, 2)] }]);
  });

  it("is incomplete where one that may know more does not answer", async () => {
    const broken = calendarNetwork("broken", async () => {
      throw new NetworkError("unreachable", "The calendar server is away.");
    });
    expect(await askAll(broken, says("two", { address: bob, slots: [] }))).toEqual([{ address: bob, slots: [], incomplete: true }]);
  });

  it.each<[FreeBusyReason, FreeBusyReason, FreeBusyReason]>([
    ["no-calendar", "unreachable", "unreachable"],
    ["not-in-directory", "not-shared", "not-shared"],
    ["not-in-directory", "no-calendar", "no-calendar"],
  ])("is unknown with the strongest reason where one says %s and another %s", async (one, two, strongest) => {
    expect(await askAll(says("one", because(one)), says("two", because(two)))).toEqual([because(strongest)]);
  });

  it("leaves out those that have no such part", async () => {
    expect(await askAll(fakeNetwork("chat only"), says("two", { address: bob, slots: [] }))).toEqual([{ address: bob, slots: [] }]);
  });

  it("tells when each person works, where a network knows", async () => {
    const workingHours = { timeZone: "Europe/Berlin", days: [1, 2, 3, 4, 5], start: 480, end: 1020 };
    const answers = await askAll(says("one", { address: bob, slots: [] }), says("two", { address: bob, slots: [], workingHours }));
    expect(answers).toEqual([{ address: bob, slots: [], workingHours }]);
  });
});

describe("a question for free/busy", () => {
  const everybodyFree = () =>
    calendarNetwork("calendars", async (people) =>
      people.map((address) => (address === stranger ? { address, reason: "not-in-directory" } : { address, slots: [] })),
    );

  it("is answered once for each person, whichever of their addresses is asked for", async () => {
    const robert = "robert@example.org" as typeof bob;
    const directory = directoryOf({ address: bob, kind: "person", aliases: [robert] }, { address: carol, kind: "list" });
    scene = await setScene({ networks: [everybodyFree()], directories: [directory] });
    expect(await ask(await scene.enter(alice), [robert, bob, carol, stranger])).toEqual([
      { address: bob, slots: [] },
      { address: carol, reason: "no-calendar" },
      { address: stranger, reason: "external" },
    ]);
  });

  it("is refused where no network of the user has calendars", async () => {
    scene = await setScene({ networks: [fakeNetwork("chat only")] });
    const pane = await scene.enter(alice);
    pane.send({ type: "free-busy", id: 7, people: [bob], from, to });
    expect(await pane.next("error")).toMatchObject({ id: 7, code: "unsupported" });
  });

  it("is refused as unreachable while the network that could tell is away", async () => {
    const network = everybodyFree();
    scene = await setScene({ networks: [network] });
    const pane = await scene.enter(alice);
    network.die();
    pane.send({ type: "free-busy", id: 7, people: [bob], from, to });
    expect(await pane.next("error")).toMatchObject({ id: 7, code: "unreachable" });
  });

  it.each([
    ["too many people", { people: Array.from({ length: limits.freeBusyPeople + 1 }, (_, n) => `p${n}@example.org`) }, "too-large"],
    ["62 days", { to: from + limits.freeBusySpan + 1 }, "too-large"],
    ["next year", { from: from + 365 * 24 * hour, to: from + 366 * 24 * hour }, "too-large"],
    ["last week", { from: from - 7 * 24 * hour }, "bad-request"],
    ["a time that ends before it begins", { to: from - 1 }, "bad-request"],
  ])("is refused where it is of %s, and the pane stays", async (_, words, code) => {
    scene = await setScene({ networks: [everybodyFree()] });
    const pane = await scene.enter(alice);
    pane.send({ type: "free-busy", id: 7, people: [bob], from, to, ...words });
    expect(await pane.next("error")).toMatchObject({ id: 7, code });
    expect(await ask(pane, [bob])).toEqual([{ address: bob, slots: [] }]);
  });
});
