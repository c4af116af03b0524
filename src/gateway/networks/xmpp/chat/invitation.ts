import { limits, type Time } from "../../../../protocol/index.ts";
import { attribute, bare, ns, resource, type Stanza } from "../stanza.ts";
import { senderIn, type Entry } from "./entry.ts";

/** Somebody asks the user into a room. JIDs are bare. */
export interface Invitation {
  readonly room: string;
  readonly by: string;
  /** The room passed it on, and says by whom it is; else it came from that person. */
  readonly mediated: boolean;
  /** A room that hides who it is says under which nick. */
  readonly nick?: string;
  readonly reason?: string | undefined;
}

/** Mediated (XEP-0045 section 7.8.2) or direct (XEP-0249). */
export function readInvitation(message: Stanza): Invitation | undefined {
  const from = bare(attribute(message, "from") ?? "");
  if (from === "" || neither.has(attribute(message, "type"))) return undefined;
  const invite = message.getChild("x", ns.mucUser)?.getChild("invite");
  const by = attribute(invite, "from");
  const nick = by !== undefined && bare(by) === from ? resource(by) : "";
  if (by) return { room: from, by: bare(by), mediated: true, ...(nick && { nick, reason: invite?.getChildText("reason")?.trim() }) };
  const room = attribute(message.getChild("x", ns.conference), "jid");
  return room ? { room: bare(room), by: from, mediated: false } : undefined;
}

/** An answer, and what somebody says in a room. */
const neither: ReadonlySet<string | undefined> = new Set(["error", "groupchat"]);

/** As it stands in the conversation of a room that does not say who asks, for as long as the user has not joined it. */
export const asEntry = ({ room, nick = "", reason = "" }: Invitation, at: Time): Entry => ({
  id: `invitation.${at}`, // another one is another message
  from: senderIn(room),
  hidden: { nick, occupant: undefined },
  at,
  stanza: undefined,
  archived: undefined,
  said: { kind: "text", text: reason.slice(0, limits.text), invitation: true },
});
