import { submit } from "../forms.ts";
import { attribute, ns, xml, type Stanza } from "../stanza.ts";
import { writeSubject, writable } from "./message.ts";
import type { Stream } from "../stream/stream.ts";

/** What a room for these people alone is like (XEP-0045 section 15.5.3); servers name some of it differently. */
const wanted: Readonly<Record<string, string>> = {
  "muc#roomconfig_persistentroom": "1",
  "muc#roomconfig_publicroom": "0",
  "muc#roomconfig_membersonly": "1",
  "muc#roomconfig_whois": "anyone",
  "muc#roomconfig_changesubject": "1",
  "muc#roomconfig_allowinvites": "0",
  "muc#roomconfig_enablearchiving": "1",
  "muc#roomconfig_enablelogging": "0",
  mam: "1",
};

/** Makes a room that has just been created one of `members`, bare JIDs, and invites them. Rejects with NetworkError. */
export async function setUp(stream: Stream, room: string, members: readonly string[], subject: string | undefined): Promise<void> {
  const offered = await stream.ask("get", xml("query", ns.mucOwner), room);
  const form = offered?.getChild("x", ns.data);
  await stream.ask("set", xml("query", ns.mucOwner, filled(form, subject)), room);
  const items = members.map((jid) => xml("item", { affiliation: "member", jid }));
  await stream.ask("set", xml("query", ns.mucAdmin, ...items), room);
  if (subject) stream.send(writeSubject(room, subject));
  for (const jid of members) for (const invitation of invitations(room, jid, subject)) stream.send(invitation);
}

/** Only what the room knows: others it may refuse. */
function filled(form: Stanza | undefined, subject: string | undefined): Stanza {
  const answers = { ...wanted, ...(subject && { "muc#roomconfig_roomname": writable(subject) }) };
  const offered = new Set(form?.getChildren("field").map((field) => attribute(field, "var")));
  const taken = Object.entries(answers).filter(([name]) => offered.has(name));
  return submit("http://jabber.org/protocol/muc#roomconfig", Object.fromEntries(taken));
}

/** By way of the room (XEP-0045 section 7.8.2), and directly (XEP-0249): clients know one or the other. */
function invitations(room: string, jid: string, subject: string | undefined): readonly Stanza[] {
  const reason = subject ? [xml("reason", {}, writable(subject))] : [];
  return [
    xml("message", { to: room }, xml("x", ns.mucUser, xml("invite", { to: jid }, ...reason))),
    xml(
      "message",
      { to: jid },
      xml("x", { xmlns: ns.conference, jid: room, ...(subject && { reason: writable(subject) }) }),
      xml("store", ns.hints),
    ),
  ];
}
