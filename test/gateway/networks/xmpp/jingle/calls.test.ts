import { readFileSync } from "node:fs";
import { xml } from "@xmpp/client";
import type { Network } from "../../../../../src/gateway/network.ts";
import type { Call } from "../../../../../src/protocol/index.ts";
import { rejection, signIn, type Actor } from "../../../../contract/stage.ts";
import { onEachServer } from "../../../../servers/each.ts";
import { link } from "../../../../servers/link.ts";
import { networkOn, user } from "../../../../servers/network.ts";
import { fingerprint, phone, session, sound, type Phone } from "./phone.ts";

const [alice, bob, carol] = [user("alice"), user("bob"), user("carol")];
const sdp = readFileSync(new URL("chromium.sdp", import.meta.url), "utf8");
const offer = { description: { type: "offer", sdp } } as const;
const over = ({ state }: Call) => state === "terminated";
const states = ({ parties }: Call) => parties.map(({ address, state }) => `${address.split("@")[0]} ${state}`);

onEachServer({}, (_name, server) => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0).toReversed()) await each.close();
  });
  const keep = <T extends { close(): Promise<void> }>(each: T): T => {
    open.push(each);
    return each;
  };
  const enter = async (who = alice, config = {}): Promise<Actor> => {
    const network: Network = await networkOn(server(), [alice, bob, carol], config);
    keep({ close: async () => network.close?.() });
    const actor = await signIn(network, who);
    keep(actor.account);
    return actor;
  };
  const take = async (name: string, options = {}): Promise<Phone> => keep(await phone(server(), name, options));
  /** Alice's full JID, once her presence has come. */
  const jidOf = async (at: Phone): Promise<string> => {
    const { attrs } = await at.received((stanza) => stanza.is("presence") && /^alice@.*\/rollcall/.test(String(stanza.attrs.from)));
    return String(attrs.from);
  };
  /** Alice calls Bob's ordinary client, and it answers. */
  const talking = async () => {
    const his = await take("bob");
    const her = await enter();
    const { id } = await her.calls.place([bob.address], { subject: "Budget" }, "alice-1");
    await his.told("propose");
    const jid = await jidOf(his);
    await his.tell(jid, "proceed", id);
    await her.hear("call", ({ state }) => state === "established");
    her.calls.signal(id, bob.address, offer, "alice-1");
    await his.heard("session-initiate");
    return { his, her, id, jid };
  };
  const accepted = async () => {
    const scene = await talking();
    const answer = session(scene.id, "session-accept", String(session(scene.id, "")).replaceAll('"voice"', '"0"'));
    await scene.his.say(scene.jid, answer);
    return scene;
  };

  it("offers what the pane offers, and tells it what the other client answers", async () => {
    const { his, her, id, jid } = await talking();
    const candidate = "candidate:1 1 udp 2130706431 192.0.2.1 8998 typ host generation 0";
    her.calls.signal(id, bob.address, { candidate: { candidate, sdpMid: "0" } }, "alice-1");
    expect(String(await his.heard("transport-info"))).toContain('ip="192.0.2.1"');
    const early = session(id, "transport-info", String(session(id, "")).replaceAll('"voice"', '"0"'));
    await his.say(jid, early);
    expect(her.all("signal")).toEqual([]);
    const answer = session(id, "session-accept", String(session(id, "")).replaceAll('"voice"', '"0"'));
    await his.say(jid, answer);
    const signals = [await her.hear("signal"), await her.hear("signal", ([, , signal]) => "candidate" in signal)];
    expect(signals[0]).toMatchObject([id, bob.address, { description: { type: "answer" } }, "alice-1"]);
    // His answer takes the sound and not the picture, and says who begins.
    expect(JSON.stringify(signals[0])).toContain(fingerprint);
    expect(JSON.stringify(signals[0])).toMatch(/m=video 0 .*/);
    expect(JSON.stringify(signals[0])).toContain("a=setup:active");
    expect(signals[1]?.[2]).toMatchObject({ candidate: { sdpMid: "0" } });
    await his.say(jid, xml("jingle", { xmlns: "urn:xmpp:jingle:1", action: "session-terminate", sid: id }));
    expect(states(await her.hear("call", over))).toEqual(["alice left", "bob left"]);
  });

  it("is over for the other client once the pane hangs up", async () => {
    const { his, her, id } = await accepted();
    await her.calls.act(id, "hang-up", "alice-1");
    expect(String(await his.heard("session-terminate"))).toContain("<success");
    expect((await his.told("finish")).getChild("finish")?.attrs.id).toBe(id);
  });

  it("is over once the other client has gone", async () => {
    const { his, her } = await accepted();
    await his.close();
    expect(states(await her.hear("call", over))).toEqual(["alice left", "bob left"]);
  });

  it("is declined where the other client rejects it, and taken back where the caller cancels", async () => {
    const his = await take("bob");
    const her = await enter();
    const first = await her.calls.place([bob.address], {}, "alice-1");
    await his.told("propose");
    await his.tell(await jidOf(his), "reject", first.id, xml("reason", "urn:xmpp:jingle:1", xml("busy")));
    expect(states(await her.hear("call", over))).toEqual(["alice left", "bob declined"]);
    const second = await her.calls.place([bob.address], {}, "alice-1");
    await her.calls.act(second.id, "cancel", "alice-1");
    expect((await his.told("retract")).getChild("retract")?.attrs.id).toBe(second.id);
  });

  it("is missed once it has rung for long enough", async () => {
    const his = await take("bob");
    const her = await enter(alice, { ringing: 300 });
    const { id } = await her.calls.place([bob.address], {}, "alice-1");
    expect(states(await her.hear("call", over))).toEqual(["alice left", "bob missed"]);
    expect((await his.told("retract")).getChild("retract")?.attrs.id).toBe(id);
  });

  it("begins at once with a client that knows no announcements", async () => {
    const his = await take("bob", { announced: false });
    const her = await enter();
    const call = await her.calls.place([bob.address], {}, "alice-1");
    expect(call).toMatchObject({ state: "establishing", callerOffers: "at-once" });
    her.calls.signal(call.id, bob.address, offer, "alice-1");
    await his.heard("session-initiate");
    const answer = session(call.id, "session-accept", String(session(call.id, "")).replaceAll('"voice"', '"0"'));
    await his.say(await jidOf(his), answer);
    expect(states(await her.hear("call", ({ state }) => state === "established"))).toEqual(["alice joined", "bob joined"]);
    expect(await her.hear("signal")).toMatchObject([call.id, bob.address, { description: { type: "answer" } }, "alice-1"]);
  });

  it("rings where no announcement was made, and gives the offer to the pane that answers", async () => {
    const his = await take("bob");
    const her = await enter();
    await his.say(await jidOf(his), session("direct-1", "session-initiate"));
    const { id } = await her.hear("call", ({ from }) => from === bob.address);
    expect(String(await his.heard("session-info"))).toContain("<ringing");
    expect(her.all("signal")).toEqual([]);
    await her.calls.act(id, "answer", "alice-1");
    expect(await her.hear("signal")).toMatchObject([id, bob.address, { description: { type: "offer" } }, "alice-1"]);
  });

  it("stops ringing, and is not missed, once the user answers at another client", async () => {
    const his = await take("bob");
    const her = await enter();
    const desk = await take("alice", { resource: "desk" });
    await desk.ask("set", xml("enable", "urn:xmpp:carbons:2"));
    await his.tell("alice@example.org", "propose", "elsewhere-1", sound);
    await her.hear("call", ({ from }) => from === bob.address);
    await desk.told("propose");
    await desk.tell(his.jid, "proceed", "elsewhere-1");
    expect(states(await her.hear("call", over))).toEqual(["bob left", "alice left"]);
  });

  it("survives a connection that breaks and is resumed", async () => {
    const line = keep(await link(server().tcp.port));
    const his = await take("bob");
    const network = await networkOn(server(), [alice, bob], { services: [`xmpp://127.0.0.1:${line.port}`] });
    keep({ close: async () => network.close?.() });
    const first = await signIn(network, alice);
    const { id } = await first.calls.place([bob.address], {}, "alice-1");
    await his.told("propose");
    const jid = await jidOf(his);
    await his.tell(jid, "proceed", id);
    await first.hear("call", ({ state }) => state === "established");
    line.cut();
    await first.hear("closed");
    first.calls.signal(id, bob.address, offer, "alice-1"); // said while nobody could hear it
    const again = await signIn(network, alice);
    keep(again.account);
    await his.heard("session-initiate");
    expect(again.calls.current()).toMatchObject([{ id, state: "established" }]);
    await his.say(jid, xml("jingle", { xmlns: "urn:xmpp:jingle:1", action: "session-terminate", sid: id }));
    expect(states(await again.hear("call", over))).toEqual(["alice left", "bob left"]);
  });

  it("takes one person at a time, and says so", async () => {
    const her = await enter();
    const several = her.calls.place([bob.address, carol.address], {}, "alice-1");
    await expect(several).rejects.toMatchObject(rejection("unsupported"));
  });

  describe("from those who mean no good", () => {
    const terminate = (sid: string) => xml("jingle", { xmlns: "urn:xmpp:jingle:1", action: "session-terminate", sid });

    it("is not ended, answered or taken back by anybody else", async () => {
      const { her, id, jid } = await accepted();
      const erin = await take("erin");
      for (const element of [terminate(id), session(id, "transport-info"), session(id, "session-accept"), terminate("nobodys")])
        await expect(erin.say(jid, element)).rejects.toMatchObject({ condition: "item-not-found" });
      for (const type of ["retract", "finish", "reject", "proceed"]) await erin.tell(jid, type, id);
      // What came before is done by the time that this is refused.
      await expect(erin.say(jid, terminate(id))).rejects.toMatchObject({ condition: "item-not-found" });
      expect(her.calls.current()).toMatchObject([{ id, state: "established" }]);
    });

    it("rings a few times at once and no more, by session and by announcement", async () => {
      const her = await enter();
      const erin = await take("erin");
      const jid = await jidOf(erin);
      const sids = Array.from({ length: 20 }, (_, index) => `flood-${index}`);
      const answers = await Promise.allSettled(sids.map((sid) => erin.say(jid, session(sid, "session-initiate"))));
      const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
      expect(refused).toHaveLength(15);
      expect(refused[0]).toMatchObject({ condition: "resource-constraint" });
      await erin.tell(jid, "propose", "one-more", sound);
      expect((await erin.told("reject")).getChild("reject")?.attrs.id).toBe("one-more");
      expect(her.calls.current()).toHaveLength(5);
    });

    it("is refused where it makes no sense, and goes on", async () => {
      const { his, her, id, jid } = await accepted();
      const said = (action: string, ...children: Parameters<typeof xml>[2][]) =>
        his.say(jid, xml("jingle", { xmlns: "urn:xmpp:jingle:1", action, sid: id }, ...(children as [])));
      const many = String(session(id, "transport-info")).replace(/<candidate .*<\/transport>/s, `${candidates(600)}</transport>`);
      await expect(said("nonsense")).rejects.toMatchObject({ condition: "bad-request" });
      await expect(said("session-accept")).rejects.toMatchObject({ condition: "unexpected-request" });
      await expect(said("session-info", xml("tickle", "urn:example"))).rejects.toMatchObject({ condition: "feature-not-implemented" });
      await expect(his.say(jid, session(id, "transport-info", many))).rejects.toMatchObject({ condition: "resource-constraint" });
      const odd = String(session(id, "transport-info")).replaceAll(/ip="[^"]*"/g, 'ip="attacker.example"');
      await expect(his.say(jid, session(id, "transport-info", odd))).rejects.toMatchObject({ condition: "bad-request" });
      await said("session-info"); // is anybody there?
      expect(her.calls.current()).toMatchObject([{ id, state: "established" }]);
    });

    it("is refused with the reason where nothing would be encrypted", async () => {
      const his = await take("bob");
      const her = await enter();
      const bare = String(session("x", "")).replace("apps:dtls:0", "apps:dtls:none");
      await his.say(await jidOf(his), session("bare-1", "session-initiate", bare));
      expect(String(await his.heard("session-terminate"))).toContain("<security-error");
      expect(her.calls.current()).toEqual([]);
    });
  });
});

const candidates = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) =>
      `<candidate component="1" foundation="${index}" ip="192.0.2.1" port="${index + 1}" priority="1" protocol="udp" type="host"/>`,
  ).join("");
