import { attribute, bare, ns, type Stanza } from "../stanza.ts";

/** Somebody asks the user into a room. JIDs are bare. */
export interface Invitation {
  readonly room: string;
  readonly by: string;
  /** The room passed it on, and says by whom it is; else it came from that person. */
  readonly mediated: boolean;
}

/** Mediated (XEP-0045 section 7.8.2) or direct (XEP-0249). */
export function readInvitation(message: Stanza): Invitation | undefined {
  const from = bare(attribute(message, "from") ?? "");
  if (from === "" || neither.has(attribute(message, "type"))) return undefined;
  const by = attribute(message.getChild("x", ns.mucUser)?.getChild("invite"), "from");
  if (by) return { room: from, by: bare(by), mediated: true };
  const room = attribute(message.getChild("x", ns.conference), "jid");
  return room ? { room: bare(room), by: from, mediated: false } : undefined;
}

/** An answer, and what somebody says in a room. */
const neither: ReadonlySet<string | undefined> = new Set(["error", "groupchat"]);
