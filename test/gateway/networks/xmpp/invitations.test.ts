import { xml } from "@xmpp/client";
import type { Element } from "@xmpp/xml";
import type { User } from "../../../../src/gateway/network.ts";
import type { Actor } from "../../../contract/stage.ts";
import { onEachServer } from "../../../servers/each.ts";
import { user } from "../../../servers/network.ts";
import type { Person } from "../../../servers/person.ts";
import { join, muc } from "../../../servers/room.ts";
import { scene } from "./scene.ts";

const disco = "http://jabber.org/protocol/disco#info";
const conference = "jabber:x:conference";

/** XEP-0045 section 7.8.2, of which Prosody and ejabberd make one that looks like the other, too; and XEP-0249. */
const mediated = (stanza: Element): boolean => stanza.getChild("x", `${muc}#user`)?.getChild("invite") !== undefined;
const direct = (stanza: Element): boolean => stanza.getChild("x", conference) !== undefined && !mediated(stanza);

/** What a client says to whoever asks what it understands. */
const answers = {
  "both kinds": () => xml("query", disco, xml("feature", { var: muc }), xml("feature", { var: conference })),
  "the room's": () => xml("query", disco, xml("feature", { var: muc })),
  nothing: () => new Promise<Element>(() => {}),
} as const;

onEachServer({ people: 100 }, (_name, server) => {
  const set = scene(server);
  /** In Rollcall: Alice. At ordinary clients, where they are there: Bob, whom nobody has met before, and Zoe, who shares presence with nobody. */
  let alice: User;
  let bob: User;
  let carol: User;
  const zoe = user("zoe");
  let her: Actor;
  beforeEach(async () => {
    [alice, bob, carol] = set.strangers(3) as [User, User, User]; // as many as were asked for
    her = await set.enter(await set.open([alice, bob, carol, zoe]), alice);
  });

  const at = async (who: User, resource: string, says: keyof typeof answers): Promise<Person> => {
    const client = await set.atDesk(who, resource);
    client.answer("get", disco, "query", answers[says]);
    return client;
  };
  const nickOf = ({ jid }: Person): string => jid.replace(/@.*/, "");
  const roomOf = (invitation: Element): string =>
    String(mediated(invitation) ? invitation.attrs.from : invitation.getChild("x", conference)?.attrs.jid);
  /** Asks them in, goes in, and gives all the invitations that had come before what was said after. */
  const invitations = async (client: Person, { address }: User): Promise<readonly Element[]> => {
    const { id } = await her.chat.open([address, carol.address], { subject: "Budget" });
    await join(client, roomOf(await client.received((stanza) => mediated(stanza) || direct(stanza))), nickOf(client));
    await her.chat.send(id, "by way of the room", "1");
    await client.received((stanza) => stanza.getChildText("body") === "by way of the room");
    await her.chat.send((await her.chat.open([address], {})).id, "directly", "2");
    await client.received((stanza) => stanza.getChildText("body") === "directly");
    return client.all().filter((stanza) => mediated(stanza) || direct(stanza));
  };
  const sees = (who: User, as = "available") => her.sees(who.address, ({ availability }) => availability === as);

  it("come directly, and no other way, to those whose client takes them so", async () => {
    const his = await at(bob, "desk", "both kinds");
    const carols = await at(carol, "desk", "both kinds");
    her.presence.watch(new Set([bob.address, carol.address]));
    await Promise.all([sees(bob), sees(carol)]);
    const came = await invitations(his, bob);
    expect(came.map(direct)).toEqual([true]);
    expect(came[0]?.getChild("x", conference)?.attrs).toMatchObject({ reason: "Budget" });
    await join(carols, roomOf(await carols.received(direct)), nickOf(carols));
  });

  it.each<[string, keyof typeof answers]>([
    ["does not name the other", "the room's"],
    ["does not answer", "nothing"],
  ])("come by way of the room, and no other, to those whose client %s", async (_, says) => {
    const his = await at(bob, "desk", says);
    her.presence.watch(new Set([bob.address]));
    await sees(bob);
    expect((await invitations(his, bob)).map(mediated)).toEqual([true]);
  });

  it("come by way of the room, and no other, to those one of whose clients does not name the other", async () => {
    const his = await at(bob, "desk", "both kinds");
    her.presence.watch(new Set([bob.address]));
    await sees(bob);
    const phone = await at(bob, "phone", "the room's");
    await phone.send("presence", {}, xml("show", {}, "dnd"));
    await sees(bob, "do-not-disturb"); // so both are known
    expect((await invitations(his, bob)).map(mediated)).toEqual([true]);
  });

  it("come by way of the room to those who do not share presence", async () => {
    expect((await invitations(await at(zoe, "desk", "both kinds"), zoe)).map(mediated)).toEqual([true]);
  });

  it("come by way of the room where the user appears offline, and cannot see who is there", async () => {
    const his = await at(bob, "desk", "both kinds");
    her.presence.watch(new Set([bob.address]));
    await sees(bob);
    await her.presence.publish?.({ availability: "offline" });
    await her.chat.open([bob.address, carol.address], {});
    await his.received(mediated);
    expect(his.all().filter(direct)).toEqual([]);
  });

  it("wait for those who are not there", async () => {
    await her.chat.open([bob.address, carol.address], { subject: "Budget" });
    const his = await at(bob, "desk", "both kinds");
    const invitation = await his.received(mediated);
    expect(invitation.getChild("x", `${muc}#user`)?.getChild("invite")?.getChildText("reason")).toBe("Budget");
    expect(his.all().filter(direct)).toEqual([]);
  });
});
