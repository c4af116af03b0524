import { xml } from "@xmpp/client";
import type { Network, User } from "../../../../src/gateway/network.ts";
import { rejection, type Actor } from "../../../contract/stage.ts";
import { onEachServer } from "../../../servers/each.ts";
import { link, type Link } from "../../../servers/link.ts";
import { user } from "../../../servers/network.ts";
import type { Person } from "../../../servers/person.ts";
import { scene } from "./scene.ts";

onEachServer({ people: 50 }, (name, server) => {
  const set = scene(server);
  let line: Link;
  /** Alice's way to the server is the link; Bob is at an ordinary client. */
  let network: Network;
  let alice: User;
  let bob: User;
  let her: Actor;
  let him: Person;

  const enter = (): Promise<Actor> => set.enter(network, alice);
  /** What Bob has got of this text once he has got another one after it. */
  const copies = async (text: string): Promise<number> => {
    const { id } = await her.chat.open([bob.address], {});
    await her.chat.send(id, `after ${text}`, `after ${text}`);
    await him.received((stanza) => stanza.getChildText("body") === `after ${text}`);
    return him.all().filter((stanza) => stanza.is("message") && stanza.getChildText("body") === text).length;
  };

  beforeEach(async () => {
    [alice, bob] = set.strangers(2) as [User, User]; // as many as were asked for
    line = await link(server().tcp.port);
    network = await set.open([alice, bob, user("carol")], { services: [`xmpp://127.0.0.1:${line.port}`] });
    her = await enter();
    him = await set.atDesk(bob);
  });
  afterEach(() => line.close());

  it("delivers once what was written before the line was cut, and settles when it is back", async () => {
    const { id } = await her.chat.open([bob.address], {});
    await her.chat.send(id, "first", "1");
    line.hold(true);
    const sending = her.chat.send(id, "cut", "2");
    line.cut();
    await her.hear("closed");
    line.hold(false);
    her = await enter();
    expect(await sending).toMatchObject({ text: "cut", key: "2" });
    expect(await her.chat.send(id, "cut", "2")).toEqual(await sending);
    expect(await copies("cut")).toBe(1);
  });

  it("delivers once what was cut off in its middle", async () => {
    const { id } = await her.chat.open([bob.address], {});
    await her.chat.send(id, "first", "1");
    line.cutAfter(100);
    const sending = her.chat.send(id, "half", "2");
    await her.hear("closed");
    her = await enter();
    expect(await sending).toMatchObject({ text: "half" });
    expect(await copies("half")).toBe(1);
  });

  it("sends once under its key what the server had, and then forgot the session of", async () => {
    const { id } = await her.chat.open([bob.address], {});
    await her.chat.send(id, "known", "1");
    await him.received((stanza) => stanza.getChildText("body") === "known");
    await server().restart();
    await her.hear("closed");
    her = await enter();
    him = await set.atDesk(bob);
    expect(await her.chat.send(id, "known", "1")).toMatchObject({ text: "known", key: "1" });
    // He had it in his session before; the server may bring back once what his client had not acknowledged.
    expect(await copies("known")).toBeLessThan(2);
    expect((await her.chat.history(id)).messages.filter(({ text }) => text === "known")).toHaveLength(1);
  }, 60_000);

  it("says that it does not know what became of a message, and sends it once when told to again", async () => {
    const { id } = await her.chat.open([bob.address], {});
    await her.chat.send(id, "first", "1");
    line.hold(true);
    const sending = her.chat.send(id, "lost", "2");
    const outcome = sending.catch((error: unknown) => error);
    line.cut();
    await her.hear("closed");
    line.hold(false);
    await server().restart();
    her = await enter();
    expect(await outcome).toMatchObject(rejection("unreachable"));
    him = await set.atDesk(bob);
    expect(await her.chat.send(id, "lost", "2")).toMatchObject({ text: "lost", key: "2" });
    expect(await copies("lost")).toBe(1);
  }, 60_000);

  it("finds in the archive what a gateway has sent that was started anew since", async () => {
    const { id } = await her.chat.open([bob.address], {});
    const sent = await her.chat.send(id, "once", "1");
    await her.account.close();
    her = await enter();
    expect(await her.chat.send(id, "once", "1")).toMatchObject({ id: sent.id, key: "1" });
    expect(await copies("once")).toBe(1);
  });

  it("has what came while the line was broken, and reads it in the next session where this one is lost", async () => {
    line.cut();
    await her.hear("closed");
    await him.send("message", { to: alice.address, type: "chat", id: "b1" }, xml("body", {}, "meanwhile"));
    her = await enter();
    expect(await her.hear("message")).toMatchObject({ text: "meanwhile", from: bob.address });
    await server().restart();
    await her.hear("closed");
    him = await set.atDesk(bob);
    await him.send("message", { to: alice.address, type: "chat", id: "b2" }, xml("body", {}, "while it was away"));
    her = await enter();
    expect(await her.chat.conversations()).toMatchObject([{ unread: 2, last: { text: "while it was away" } }]);
  }, 60_000);

  it(`sends once to a room of ${name} what was cut off on the way`, async () => {
    const { id } = await her.chat.open([bob.address, user("carol").address], {});
    await her.chat.send(id, "first", "1");
    line.hold(true);
    const sending = her.chat.send(id, "to all", "2");
    line.cut();
    await her.hear("closed");
    line.hold(false);
    her = await enter();
    expect(await sending).toMatchObject({ text: "to all" });
    expect(await her.chat.send(id, "to all", "2")).toEqual(await sending);
    expect((await her.chat.history(id)).messages.map(({ text }) => text)).toEqual(["first", "to all"]);
  });
});
