import { submit } from "../forms.ts";
import { attribute, ns, xml, type Stanza } from "../stanza.ts";
import { writeSubject, writable } from "./message.ts";
import type { Contacts } from "../presence/contacts.ts";
import { understood } from "../presence/understood.ts";
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

interface RoomParts {
  /** Bare JIDs. */
  readonly members: readonly string[];
  readonly subject: string | undefined;
  readonly clients: Contacts["clients"];
}

/** Makes a room that has just been created one of `members`, and invites them. Rejects with NetworkError. */
export async function setUp(stream: Stream, room: string, { members, subject, clients }: RoomParts): Promise<void> {
  // Asked while the room is being made, so that it takes no longer where everybody answers.
  const ways = members.map((jid) => takesDirectly(stream, clients(jid)));
  const offered = await stream.ask("get", xml("query", ns.mucOwner), room);
  const form = offered?.getChild("x", ns.data);
  await stream.ask("set", xml("query", ns.mucOwner, filled(form, subject)), room);
  // Each by itself: of several items Prosody takes the first alone.
  const belong = async (jid: string) => stream.ask("set", xml("query", ns.mucAdmin, xml("item", { affiliation: "member", jid })), room);
  await Promise.all(members.map(belong));
  if (subject) stream.send(writeSubject(room, subject));
  const invite = async (jid: string, index: number): Promise<void> =>
    stream.send((await ways[index]) ? direct(room, jid, subject) : mediated(room, jid, subject));
  await Promise.all(members.map(invite));
}

/** Only what the room knows: others it may refuse. */
function filled(form: Stanza | undefined, subject: string | undefined): Stanza {
  const answers = { ...wanted, ...(subject && { "muc#roomconfig_roomname": writable(subject) }) };
  const offered = new Set(form?.getChildren("field").map((field) => attribute(field, "var")));
  const taken = Object.entries(answers).filter(([name]) => offered.has(name));
  return submit("http://jabber.org/protocol/muc#roomconfig", Object.fromEntries(taken));
}

/**
 * Whether all of somebody's clients say that they take an invitation from a person. Both kinds at once are too many for some clients: what a room
 * sends bears words, and they take the room for a person. Whoever shares presence with the user has them on their own roster, so that the
 * invitation comes from no stranger. Of clients that are not there nothing is known.
 */
async function takesDirectly(stream: Stream, clients: readonly string[] | undefined = []): Promise<boolean> {
  const answers = await understood(stream, clients);
  return answers.length > 0 && answers.every(({ can }) => can?.has(ns.conference));
}

/** From the user (XEP-0249). It is kept for who has gone in the meantime. */
const direct = (room: string, jid: string, subject: string | undefined): Stanza =>
  xml(
    "message",
    { to: jid },
    xml("x", { xmlns: ns.conference, jid: room, ...(subject && { reason: writable(subject) }) }),
    xml("store", ns.hints),
  );

/** By way of the room (XEP-0045 section 7.8.2), which everybody knows who knows rooms. */
const mediated = (room: string, jid: string, subject: string | undefined): Stanza => {
  const reason = subject ? [xml("reason", {}, writable(subject))] : [];
  return xml("message", { to: room }, xml("x", ns.mucUser, xml("invite", { to: jid }, ...reason)));
};
