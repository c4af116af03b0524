import type { EmailAddress, Message } from "../../../protocol/index.ts";
import type { Talk } from "./conversations.ts";
import { messageOf, type Entry } from "./entry.ts";

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
  for (const entry of entries) {
    const message = messageOf(talk, entry, self);
    if (!message || messages.has(message.id)) continue;
    messages.set(message.id, message);
    named.set(`${entry.from} ${entry.stanza}`, message.id);
  }
  const loose = entries.filter((entry) => {
    const { said, from, at } = entry;
    if (said.kind !== "correction" && said.kind !== "retraction") return false;
    const message = messages.get(named.get(`${from} ${said.of}`) ?? said.of);
    if (!message) return true;
    if (said.kind === "correction" && message.from === from && !message.retracted) {
      messages.set(message.id, { ...message, text: said.text, edited: at });
    }
    if (said.kind === "retraction" && (message.from === from || (from === undefined && said.moderated))) {
      const { id, conversation, key } = message;
      messages.set(id, { id, conversation, from: message.from, text: "", at: message.at, ...(key && { key }), retracted: true });
    }
    return false;
  });
  return { messages: [...messages.values()], loose };
}
