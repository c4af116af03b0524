import type { EmailAddress, Time } from "../../../../protocol/index.ts";
import type { Archive, Archived } from "./archive.ts";
import type { Talk } from "./conversations.ts";
import { entryOf } from "./entry.ts";
import type { Groups } from "./groups.ts";
import type { Hearing } from "./hearing.ts";
import { readInvitation, type Invitation } from "./invitation.ts";
import { readMessage } from "./message.ts";
import type { Pages } from "./pages.ts";
import { attribute, bare, ns, type Stanza } from "../stanza.ts";
import type { Talks } from "./talks.ts";

/** Pages of the user's own archive that are read for the list of conversations, and how long that list is. */
const mostPages = 6;
export const longestList = 50;

/** Not of a room, which says things of its own and passes on whispers, and not a server's announcement. */
export function isBetweenTwo(message: Stanza): boolean {
  const type = attribute(message, "type");
  return type !== "groupchat" && type !== "headline" && !message.getChild("x", ns.mucUser);
}

/** Whose the conversation is that a message between two belongs to: whoever of them is not the user, bare. */
export function otherOf(message: Stanza, self: string): string {
  const from = bare(attribute(message, "from") ?? self);
  return from === self ? bare(attribute(message, "to") ?? self) : from;
}

/** Who of the two wrote it. */
export const senderOf = (talk: Talk, message: Stanza, self: EmailAddress): EmailAddress | undefined =>
  bare(attribute(message, "from") ?? "") === talk.jid ? talk.people.find((person) => person !== self) : self;

interface ListingParts {
  readonly self: { readonly jid: string; readonly address: EmailAddress };
  readonly archive: Archive;
  readonly pages: Pages;
  readonly talks: Talks;
  readonly groups: Groups;
  readonly hearing: Hearing;
}

/** Reads from the archives what conversations there are, what was said last in each, and what the user has not read. */
export function lister({ self, archive, pages, talks, groups, hearing }: ListingParts) {
  /** The latest pages, until there are enough conversations in them. */
  const recent = async (): Promise<readonly Archived[]> => {
    let found: readonly Archived[] = [];
    for (let turned = 0; turned < mostPages; turned++) {
      const before = found[0]?.id;
      const { items, complete } = await archive.page(before === undefined ? {} : { before });
      found = [...items, ...found];
      const others = new Set(found.map(({ message }) => otherOf(message, self.jid)));
      if (complete || others.size >= longestList) break;
    }
    return found;
  };

  /** What was said in a room; what came after `since` is told as if it came now. */
  const catchUp = async (talk: Talk, since: Time = Infinity): Promise<void> => {
    for (const entry of await pages.latest(talk)) hearing.take(talk, entry, entry.at >= since);
  };

  const take = async ({ id, at, message }: Archived, live: boolean): Promise<void> => {
    if (!isBetweenTwo(message)) return;
    const talk = await talks.with(otherOf(message, self.jid), readMessage(message)?.kind === "text");
    const entry = talk && entryOf(talk, message, senderOf(talk, message, self.address), at, id);
    if (entry) hearing.take(talk, entry, live);
  };

  /** Nobody knows whether the user has seen it: it is there, and wants nothing. */
  const ask = async (invitation: Invitation, at: Time): Promise<void> => {
    const [talk, entry] = (await groups.asked(invitation, at)) ?? [];
    if (!talk || !entry) return;
    hearing.take(talk, entry, false);
    hearing.read(talk, entry.id);
  };

  return {
    catchUp,

    /** What came between two since then, for those to whom the server sends nothing. */
    async news(since: Time): Promise<void> {
      const { items } = await archive.page({});
      for (const item of items) if (item.at >= since) await take(item, true);
    },

    async list(): Promise<void> {
      const [found, rooms] = await Promise.all([recent(), groups.restore()]);
      const invited: Talk[] = [];
      for (const item of found) {
        const invitation = readInvitation(item.message);
        const room = invitation && (await groups.invited(invitation).catch(() => undefined)); // it may be gone
        if (room) invited.push(room);
        else if (invitation) await ask(invitation, item.at);
        await take(item, false);
      }
      await Promise.all([...rooms, ...invited].map((talk) => catchUp(talk)));
    },
  };
}
