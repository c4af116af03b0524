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

  const entry = async (talk: Talk, message: Stanza, real: string | undefined, at: Time, archived?: string): Promise<Entry | undefined> => {
    const from = await owner(real);
    if (from !== undefined || isOfRoom(message)) return entryOf(talk, message, from, at, archived);
    const said = entryOf(talk, message, senderIn(talk.jid), at, archived);
    return said && hide(said, { nick: nickIn(message), occupant: occupantIn(talk, message) });
  };

  return {
    owner,
    live(talk, message, at) {
      const real = rooms.real(talk.jid, nickIn(message)) ?? rooms.whose(talk.jid, occupantIn(talk, message));
      return entry(talk, message, real, at);
    },
    async archived(talk, items) {
      const read = items.map(({ id, at, message }) =>
        entry(talk, message, rooms.whose(talk.jid, occupantIn(talk, message), realIn(message)), at, id),
      );
      return (await Promise.all(read)).flatMap((said) => said ?? []);
    },
  };
}

const nickIn = (message: Stanza): string => resource(attribute(message, "from") ?? "");

/** Who a room's archive says it was (XEP-0045 section 7.2.13): once, or somebody has written it there. */
function realIn(message: Stanza): string | undefined {
  const [jid, ...more] = message.getChildren("x", ns.mucUser).flatMap((words) => attribute(words.getChild("item"), "jid") ?? []);
  return jid !== undefined && more.length === 0 ? bare(jid) : undefined;
}

/** What the room itself says, and a subject, which it has taken. */
const isOfRoom = (message: Stanza): boolean => nickIn(message) === "" || readMessage(message)?.kind === "subject";
