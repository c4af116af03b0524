import { xml } from "@xmpp/client";
import { link } from "../../../servers/link.ts";
import { user } from "../../../servers/network.ts";
import type { Person } from "../../../servers/person.ts";
import type { XmppServer } from "../../../servers/server.ts";
import { rejection, type Actor } from "../../../contract/stage.ts";
import type { User } from "../../../../src/gateway/network.ts";
import type { EmailAddress } from "../../../../src/protocol/index.ts";
import type { Scene } from "./scene.ts";

const isAnswered = (people: readonly EmailAddress[]) => people.length === 0;
const presence = (type: string, from: string) => (stanza: ReturnType<Person["all"]>[number]) =>
  stanza.is("presence") && stanza.attrs.type === type && String(stanza.attrs.from).startsWith(from);

/** Those who ask to see a user's presence, on a real server. The users from `first` on share a group with nobody of the scene. */
export function askingContract(name: XmppServer["name"], server: () => XmppServer, set: Scene, first: number): void {
  let next = first;
  const stranger = (): User => user(`u${String(next++).padStart(4, "0")}`);
  /** Bob asks Alice, whom he does not see. */
  const meet = async () => {
    const [alice] = set.strangers(1) as [User]; // as many as were asked for
    const bob = stranger();
    const network = await set.open([alice, bob]);
    const desk = await set.atDesk(bob);
    await desk.ask("get", xml("query", "jabber:iq:roster")); // RFC 6121 section 3.1.6: answers come to those who have
    const ask = (type = "subscribe") => desk.send("presence", { type, to: alice.address });
    return { alice, bob, network, desk, ask };
  };
  const sees = (her: Actor, bob: User) => her.hear("askers", (people) => people.length === 1 && people[0] === bob.address);

  it("tells who asks, lets them in, and asks them in turn", async () => {
    const { alice, bob, network, desk, ask } = await meet();
    const her = await set.enter(network, alice);
    her.presence.watch(new Set([bob.address]));
    await ask();
    await sees(her, bob);
    her.clear();
    await her.presence.answer?.(bob.address, "allow");
    expect(her.all("askers")).toEqual([[]]); // before it settles, and once
    await desk.received(presence("subscribed", alice.address));
    await desk.received(
      (stanza) => stanza.is("presence") && stanza.attrs.type === undefined && stanza.attrs.from.startsWith(alice.address),
    );
    await desk.received(presence("subscribe", alice.address));
    await desk.send("presence", { type: "subscribed", to: alice.address });
    await her.sees(bob.address, ({ availability }) => availability === "available");
    await expect(her.presence.answer?.(bob.address, "allow")).rejects.toMatchObject(rejection("conflict"));
  });

  it("keeps out whom the user declines", async () => {
    const { alice, bob, network, desk, ask } = await meet();
    const her = await set.enter(network, alice);
    await ask();
    await sees(her, bob);
    her.clear();
    await her.presence.answer?.(bob.address, "decline");
    expect(her.all("askers")).toEqual([[]]);
    await desk.received(presence("unsubscribed", alice.address));
    expect(desk.all().filter(presence("subscribed", alice.address))).toEqual([]);
  });

  it("tells of them no longer once another client of the user has let them in", async () => {
    const { alice, bob, network, ask } = await meet();
    const her = await set.enter(network, alice);
    const phone = await set.atDesk(alice, "phone");
    await ask();
    await sees(her, bob);
    her.clear();
    await phone.send("presence", { type: "subscribed", to: bob.address });
    await her.hear("askers", isAnswered);
  });

  // ejabberd forgets the question and tells nobody.
  (name === "prosody" ? it : it.skip)("tells of them no longer once they have thought better of it", async () => {
    const { alice, bob, network, ask } = await meet();
    const her = await set.enter(network, alice);
    await ask();
    await sees(her, bob);
    her.clear();
    await ask("unsubscribe");
    await her.hear("askers", isAnswered);
  });

  it("tells who asked while the user was away, and again at each session until there is an answer", async () => {
    const { alice, bob, network, ask } = await meet();
    await ask();
    for (let session = 0; session < 2; session++) {
      const her = await set.enter(network, alice);
      await sees(her, bob);
      await her.account.close();
    }
  });

  it("keeps them, and hears of others, across a connection that breaks", async () => {
    const { alice, bob, desk, ask } = await meet();
    const line = await link(server().tcp.port);
    const network = await set.open([alice, bob], { services: [`xmpp://127.0.0.1:${line.port}`] });
    const her = await set.enter(network, alice);
    await ask();
    await sees(her, bob);
    line.cut();
    await her.hear("closed");
    const again = await set.enter(network, alice);
    await sees(again, bob);
    await again.presence.answer?.(bob.address, "allow");
    await desk.received(presence("subscribed", alice.address));
    await again.account.close();
    await line.close();
  });
}
