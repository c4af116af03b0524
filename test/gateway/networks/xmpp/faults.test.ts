import { signIn, rejection, type Actor } from "../../../contract/stage.ts";
import { ears } from "../../../contract/ears.ts";
import type { Network } from "../../../../src/gateway/network.ts";
import type { Presence } from "../../../../src/protocol/index.ts";
import { onEachServer } from "../../../servers/each.ts";
import { link, type Link } from "../../../servers/link.ts";
import { networkOn, user } from "../../../servers/network.ts";
import { person } from "../../../servers/person.ts";

const alice = user("alice");
const bob = user("bob");
const is = (availability: Presence["availability"]) => (presence: Presence) => presence.availability === availability;
/** Whatever an earlier test made them choose. */
const isThere = ({ availability }: Presence) => availability !== "offline" && availability !== "unknown";

onEachServer({}, (name, server) => {
  let line: Link;
  /** Alice's way to the server is the link; Bob's is a good one. */
  let through: Network;
  let direct: Network;
  const actors: Actor[] = [];
  beforeEach(async () => {
    line = await link(server().tcp.port);
    through = await networkOn(server(), [alice, bob], { services: [`xmpp://127.0.0.1:${line.port}`] });
    direct = await networkOn(server(), [alice, bob]);
  });
  afterEach(async () => {
    for (const { account } of actors.splice(0)) await account.close();
    for (const network of [through, direct]) await network.close?.();
    await line.close();
  });
  const enter = async (network: Network, who: typeof alice): Promise<Actor> => {
    const actor = await signIn(network, who);
    actors.push(actor);
    return actor;
  };

  it("resumes a session whose connection broke: what happened meanwhile is told, and nobody saw it go", async () => {
    const her = await enter(through, alice);
    const him = await enter(direct, bob);
    him.presence.watch(new Set([her.address]));
    await him.sees(her.address, isThere);
    await her.presence.publish?.({ availability: "busy", note: "Writing" });
    await him.sees(her.address, is("busy"));
    him.clear();
    line.cut();
    expect(await her.hear("closed")).toMatchObject(rejection("unreachable"));
    await him.presence.publish?.({ availability: "do-not-disturb" });
    const again = await enter(through, alice);
    again.presence.watch(new Set([him.address]));
    await again.sees(him.address, is("do-not-disturb"));
    // The server answers in order: had she gone, he would know by now.
    him.presence.watch(new Set([her.address]));
    await him.sees(her.address, is("busy"));
    expect(him.all("presence").flat().filter(is("offline"))).toEqual([]);
    expect(await again.hear("status")).toEqual({ availability: "busy", note: "Writing" });
  });

  it("goes on with a new session where the server has lost the old one", async () => {
    const her = await enter(through, alice);
    await server().restart();
    expect(await her.hear("closed")).toMatchObject({ name: "NetworkError" });
    const again = await enter(through, alice);
    const him = await enter(direct, bob);
    again.presence.watch(new Set([him.address]));
    expect(isThere(await again.sees(him.address, isThere))).toBe(true);
  }, 60_000);

  it("says that the server is unreachable while it is, and is back when it is", async () => {
    const her = await enter(through, alice);
    await line.refuse(true);
    line.cut();
    await her.hear("closed");
    const { events } = ears();
    await expect(through.connect(alice, events, new AbortController().signal)).rejects.toMatchObject(rejection("unreachable"));
    await line.refuse(false);
    expect((await enter(through, alice)).all("closed")).toEqual([]);
  });

  it("gives up when told to, while a server that took the connection says nothing", async () => {
    line.hold(true);
    const patience = new AbortController();
    const connecting = through.connect(alice, ears().events, patience.signal);
    patience.abort();
    await expect(connecting).rejects.toMatchObject(rejection("unreachable"));
  });

  it("signs in over a slow line", async () => {
    line.delay(100);
    const her = await enter(through, alice);
    her.presence.watch(new Set([her.address]));
    expect(isThere(await her.sees(her.address, isThere))).toBe(true);
  });

  it("hides the connection that broke from those who were not told of it: closing then says nothing", async () => {
    const her = await enter(through, alice);
    await her.account.close();
    line.cut();
    expect(her.all("closed")).toEqual([]);
  });

  it("is refused with a token that somebody else signed", async () => {
    const forged = await networkOn({ ...server(), secret: Buffer.alloc(32, 7).toString("base64url") }, [alice]);
    await expect(forged.connect(alice, ears().events, new AbortController().signal)).rejects.toMatchObject(rejection("unauthorized"));
    await forged.close?.();
  });

  it("shows a stranger as not shared", async () => {
    const zoe = user("zoe");
    const network = await networkOn(server(), [alice, zoe]);
    const her = await signIn(network, alice);
    her.presence.watch(new Set([zoe.address]));
    expect(await her.sees(zoe.address, is("unknown"))).toMatchObject({ reason: { code: "not-shared" } });
    await her.account.close();
    await network.close?.();
  });

  it("asks a stranger to share presence, and shows it once they do", async () => {
    const yan = user("yan");
    const network = await networkOn(server(), [alice, yan]);
    const her = await signIn(network, alice);
    const stranger = await person(server(), "yan");
    her.presence.watch(new Set([yan.address]));
    await her.sees(yan.address, ({ reason }) => reason?.code === "not-shared");
    await her.presence.ask?.(yan.address);
    expect(await her.sees(yan.address, ({ reason }) => reason?.code === "pending")).toMatchObject({ availability: "unknown" });
    await stranger.received((stanza) => stanza.is("presence") && stanza.attrs.type === "subscribe");
    await stranger.send("presence", { type: "subscribed", to: "alice@example.org" });
    expect(await her.sees(yan.address, is("available"))).toMatchObject({ sources: [{ network: "xmpp" }] });
    await expect(her.presence.ask?.(user("nobody").address)).rejects.toMatchObject(rejection("not-found"));
    await stranger.close();
    await her.account.close();
    await network.close?.();
  });

  it(`speaks to ${name} over TLS from the first byte, and over a secured WebSocket`, async () => {
    const { directTls, wss, tcp } = server();
    for (const service of [`xmpps://${tcp.host}:${directTls}`, wss]) {
      const network = await networkOn(server(), [alice], { services: [service] });
      const her = await signIn(network, alice);
      her.presence.watch(new Set([her.address]));
      expect(isThere(await her.sees(her.address, isThere))).toBe(true);
      await her.account.close();
      await network.close?.();
    }
  });

  it("tries the next address of the server where one does not answer", async () => {
    const { tcp } = server();
    const network = await networkOn(server(), [alice], { services: ["xmpp://127.0.0.1:1", `xmpp://${tcp.host}:${tcp.port}`] });
    const her = await signIn(network, alice);
    expect(her.all("closed")).toEqual([]);
    await her.account.close();
    await network.close?.();
  });
});
