import type { EmailAddress, Time } from "../../../../protocol/index.ts";
import type { Talk } from "./conversations.ts";
import { messageOf, type Entry } from "./entry.ts";
import { asEntry, type Invitation } from "./invitation.ts";
import type { Talks } from "./talks.ts";

/** Invitations of which it is not told who sends them. They stand in the room's conversation until the user joins it. */
export interface Pending {
  /** What stands there from now on; undefined where there is nothing new. */
  add(invitation: Invitation, at: Time): readonly [Talk, Entry] | undefined;
  /** The user is in the room: true where what stood there is over. */
  end(talk: Talk): boolean;
}

/** Anybody can send them, and they must not take the place of what people say. */
const most = 10;

export function pending(self: EmailAddress, talks: Pick<Talks, "room">): Pending {
  const rooms = new Set<string>();
  return {
    add(invitation, at) {
      const { room } = invitation;
      if (rooms.has(room) || rooms.size >= most) return undefined;
      rooms.add(room);
      const talk = talks.room(room, [self]);
      const entry = asEntry(invitation, at);
      const shown = messageOf(talk, entry, self);
      if (shown) talk.invitation = shown;
      talk.hides = room.replace(/@.*/, "");
      return [talk, entry];
    },
    end(talk) {
      const { invitation } = talk;
      rooms.delete(talk.jid);
      if (!invitation) return false;
      delete talk.invitation;
      if (talk.last?.id === invitation.id) delete talk.last;
      talk.unread = talk.unread.filter(({ id }) => id !== invitation.id);
      return true;
    },
  };
}
