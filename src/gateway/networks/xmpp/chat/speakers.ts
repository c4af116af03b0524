import type { EmailAddress, Time } from "../../../../protocol/index.ts";
import type { Named } from "../addresses.ts";
import { attribute, bare, ns, resource, type Stanza } from "../stanza.ts";
import type { Archived } from "./archive.ts";
import type { Talk } from "./conversations.ts";
import { entryOf, hide, senderIn, type Entry } from "./entry.ts";
import { readMessage } from "./message.ts";
import type { Rooms } from "./rooms.ts";
import type { Talks } from "./talks.ts";

/** Who says what in rooms, as far as the rooms tell: else it is a nick there, which anybody may have chosen. */
export interface Speakers {
  /** The owner of a bare JID, the user included; undefined where it is nobody's. */
  owner(real: string | undefined): Promise<EmailAddress | undefined>;
  /** A message that has just come. */
  live(talk: Talk, message: Stanza, at: Time): Promise<Entry | undefined>;
  /** A page of the room's archive. */
  archived(talk: Talk, items: readonly Archived[]): Promise<readonly Entry[]>;
}

interface SpeakersParts {
  readonly self: Named;
  readonly rooms: Pick<Rooms, "real" | "whose" | "identifies">;
  readonly talks: Pick<Talks, "owner">;
}

export function speakers({ self, rooms, talks }: SpeakersParts): Speakers {
  const owner: Speakers["owner"] = async (real) => (real === undefined ? undefined : real === self.jid ? self.address : talks.owner(real));

  /** Of the room that gives its occupants any; else somebody has written it there. */
  const occupantIn = (talk: Talk, message: Stanza): string | undefined =>
    rooms.identifies(talk.jid) ? attribute(message.getChild("occupant-id", ns.occupant), "id") : undefined;

  const entry = async (talk: Talk, message: Stanza, at: Time, real: string | undefined, archived?: string): Promise<Entry | undefined> => {
    const occupant = occupantIn(talk, message);
    const from = await owner(real ?? (occupant === undefined ? undefined : rooms.whose(talk.jid, occupant)));
    if (from !== undefined || isOfRoom(message)) return entryOf(talk, message, from, at, archived);
    const said = entryOf(talk, message, senderIn(talk.jid), at, archived);
    return said && hide(said, { nick: resource(attribute(message, "from") ?? ""), occupant });
  };

  return {
    owner,
    live: (talk, message, at) => entry(talk, message, at, rooms.real(talk.jid, resource(attribute(message, "from") ?? ""))),
    async archived(talk, items) {
      const read = await Promise.all(items.map(({ id, at, message }) => entry(talk, message, at, realIn(message), id)));
      return read.flatMap((said) => said ?? []);
    },
  };
}

/** Who a room's archive says it was (XEP-0045 section 7.2.13): once, or somebody has written it there. */
function realIn(message: Stanza): string | undefined {
  const [jid, ...more] = message.getChildren("x", ns.mucUser).flatMap((words) => attribute(words.getChild("item"), "jid") ?? []);
  return jid !== undefined && more.length === 0 ? bare(jid) : undefined;
}

/** What the room itself says, and a subject, which it has taken. */
const isOfRoom = (message: Stanza): boolean =>
  resource(attribute(message, "from") ?? "") === "" || readMessage(message)?.kind === "subject";
