import { xml } from "@xmpp/client";
import type { Element } from "@xmpp/xml";
import type { Person } from "./person.ts";

/** Rooms (XEP-0045), as people at ordinary clients go about them. `room` is a bare JID. */
export const muc = "http://jabber.org/protocol/muc";

/** The presence of whoever has that nick, come already or still to come, and with these words in it. */
export const occupant = (client: Person, room: string, nick: string, words = ""): Promise<Element> =>
  client.received(
    (stanza) =>
      stanza.is("presence") &&
      stanza.attrs.from === `${room}/${nick}` &&
      stanza.attrs.type === undefined &&
      stanza.toString().includes(words),
  );

export async function join(client: Person, room: string, nick: string): Promise<void> {
  await client.send("presence", { to: `${room}/${nick}` }, xml("x", { xmlns: muc }, xml("history", { maxstanzas: "0" })));
  await occupant(client, room, nick);
}

export async function leave(client: Person, room: string, nick: string): Promise<void> {
  await client.send("presence", { to: `${room}/${nick}`, type: "unavailable" });
  await gone(client, room, nick);
}

export const gone = (client: Person, room: string, nick: string): Promise<Element> =>
  client.received(({ attrs }) => attrs.from === `${room}/${nick}` && attrs.type === "unavailable");

export const say = (client: Person, room: string, id: string, ...children: readonly Element[]): Promise<void> =>
  client.send("message", { to: room, type: "groupchat", id }, ...children);

/** By way of the room. */
export const invite = (client: Person, room: string, to: string, ...more: readonly Element[]): Promise<void> =>
  client.send("message", { to: room }, xml("x", { xmlns: `${muc}#user` }, xml("invite", { to }, ...more)));

/** The room's owner has it like this, and otherwise as the server has it. */
export function configure(owner: Person, room: string, fields: Readonly<Record<string, string>> = {}): Promise<Element | undefined> {
  const filled = Object.entries({ FORM_TYPE: `${muc}#roomconfig`, ...fields });
  const form = filled.map(([name, value]) => xml("field", { var: name }, xml("value", {}, value)));
  return owner.ask("set", xml("query", `${muc}#owner`, xml("x", { xmlns: "jabber:x:data", type: "submit" }, ...form)), { to: room });
}
