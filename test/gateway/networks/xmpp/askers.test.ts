import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Network } from "../../../../src/gateway/network.ts";
import { limits, type EmailAddress } from "../../../../src/protocol/index.ts";
import { address, signIn, type Actor } from "../../../contract/stage.ts";
import { network, user } from "../../../servers/network.ts";
import { rogue, type Rogue } from "../../../servers/rogue.ts";

const alice = user("alice");
const bob = user("bob");
const zoe = address("zoe@example.net");

describe("on a server that may send anything, who asks to see the user's presence", () => {
  let folder: string;
  let server: Rogue;
  let net: Network;
  let her: Actor;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rollcall-askers-"));
    await writeFile(join(folder, "key"), Buffer.alloc(32, 1).toString("base64url"));
    server = await rogue();
    // In this organisation JIDs are no mail addresses.
    const entry = { domain: "example.org", services: [server.service], credentials: { kind: "jwt", key: join(folder, "key") } };
    net = await network({ ...entry, jid: "{local}.x@example.org" }, [alice, bob]);
    her = await signIn(net, alice);
    her.presence.watch(new Set([bob.address]));
    await her.sees(bob.address, () => true);
  });
  afterEach(async () => {
    await her.account.close();
    await net.close?.();
    await server.close();
    await rm(folder, { recursive: true });
  });

  const ask = (from: string, type = "subscribe"): void => server.send(`<presence from="${from}" type="${type}"/>`);
  const push = (jid: string, subscription: string): void =>
    server.send(
      `<iq type="set" id="push" from="alice.x@example.org"><query xmlns="jabber:iq:roster"><item jid="${jid}" subscription="${subscription}"/></query></iq>`,
    );
  /** Whatever came before has been taken in once this one is told of. */
  const last = async (): Promise<readonly EmailAddress[]> => {
    ask("zoe@example.net");
    const people = await her.hear("askers", (all) => all.includes(zoe));
    return people.filter((person) => person !== zoe);
  };

  it("is told by their mail address, each once, whichever client they ask with", async () => {
    ask("bob.x@example.org/desk");
    ask("bob.x@example.org");
    ask("carol@elsewhere.example");
    expect(await last()).toEqual([bob.address, "carol@elsewhere.example"]);
  });

  it("is nobody whose JID would pass for the mail address of somebody else", async () => {
    ask("bob@example.org");
    expect(await last()).toEqual([]);
  });

  it("is neither the user nor anybody without a name", async () => {
    ask("alice.x@example.org/phone");
    ask("");
    ask("example.net");
    ask("a&quot;b@example.net");
    expect(await last()).toEqual([]);
  });

  it.each(["from", "both", "remove"])("asks no longer where the roster says %s", async (subscription) => {
    ask("bob.x@example.org");
    await her.hear("askers", ([person]) => person === bob.address);
    push("bob.x@example.org", subscription);
    expect(await last()).toEqual([]);
  });

  it.each(["none", "to"])("still asks where the roster says %s", async (subscription) => {
    ask("bob.x@example.org");
    push("bob.x@example.org", subscription);
    expect(await last()).toEqual([bob.address]);
  });

  it("is asked in turn only where the user does not see them", async () => {
    push("bob.x@example.org", "to");
    ask("bob.x@example.org");
    ask("carol@elsewhere.example");
    const people = await last();
    for (const person of people) await her.presence.answer?.(person, "allow");
    expect(people).toHaveLength(2);
    expect((await server.received(({ attrs }) => attrs.type === "subscribe")).attrs.to).toBe("carol@elsewhere.example");
  });

  it("is one of a hundred at the most, however many thousand ask", async () => {
    server.send(Array.from({ length: 5000 }, (_, index) => `<presence from="p${index}@elsewhere.example" type="subscribe"/>`).join(""));
    const people = await her.hear("askers", ({ length }) => length >= limits.askers);
    expect(people).toHaveLength(limits.askers);
    const [first = alice.address] = people;
    await her.presence.answer?.(first, "decline");
    expect(await last()).toHaveLength(limits.askers - 1);
  });
});
