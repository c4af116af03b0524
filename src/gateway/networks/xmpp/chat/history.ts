import type { EmailAddress, Message } from "../../../../protocol/index.ts";
import type { Talk } from "./conversations.ts";
import { messageOf, speaker, type Entry } from "./entry.ts";

/** What `fold` makes of entries. */
export interface Folded {
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Corrections and retractions of what is not among them. */
  readonly loose: readonly Entry[];
}

/** What a conversation looks like after all that was said there, in that order: each message once, corrected and taken back by its sender alone. */
export function fold(talk: Talk, entries: readonly Entry[], self: EmailAddress): Folded {
  const messages = new Map<string, Message>();
  /** By sender and the sender's own id, which is how they name it. */
  const named = new Map<string, string>();
  const speakers = new Map<string, string>();
  const loose: Entry[] = [];
  for (const entry of entries) {
    const { said, from, at, stanza } = entry;
    const by = speaker(entry);
    const fresh = messageOf(talk, entry, self);
    if (fresh && !messages.has(fresh.id)) {
      messages.set(fresh.id, fresh);
      named.set(`${by} ${stanza}`, fresh.id);
      speakers.set(fresh.id, by);
    }
    if (said.kind !== "correction" && said.kind !== "retraction") continue;
    const message = messages.get(named.get(`${by} ${said.of}`) ?? said.of);
    const own = message && speakers.get(message.id) === by;
    if (!message) loose.push(entry);
    else if (said.kind === "correction") {
      if (own && !message.retracted) messages.set(message.id, { ...message, text: said.text, edited: at });
    } else if (own || (from === undefined && said.moderated)) messages.set(message.id, retracted(message));
  }
  return { messages: [...messages.values()], loose };
}

/** What is left of a message that was taken back. */
export const retracted = ({ id, conversation, from, nick, at, key }: Omit<Message, "text">): Message => ({
  id,
  conversation,
  from,
  ...(nick !== undefined && { nick }),
  text: "",
  at,
  ...(key && { key }),
  retracted: true,
});
