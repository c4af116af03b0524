import { LRUCache } from "lru-cache";
import type { EmailAddress, Presence, Time } from "../../../../protocol/index.ts";
import { readPresence } from "./presence.ts";
import type { Stanza } from "../stanza.ts";

/** What one resource said last. */
export interface Word {
  /** The same object for everybody who watches the person, so that it is encoded once. */
  of(address: EmailAddress): Presence;
}

/** Every watcher of a resource gets the same stanza: what it means is kept once for all of them. */
export interface Heard {
  /** `from`: the full JID. */
  word(stanza: Stanza, from: string, now: Time): Word;
}

export function heard(network: string): Heard {
  const words = new LRUCache<string, Word & { readonly text: string }>({ max: 50_000 });
  return {
    word(stanza, from, now) {
      const text = stanza.children.join("");
      const before = words.get(from);
      if (before?.text === text) return before;
      const said = readPresence(stanza, network, now);
      let presence: Presence | undefined;
      const word = {
        text,
        of(address: EmailAddress) {
          if (presence?.address !== address) presence = { address, ...said };
          return presence;
        },
      };
      words.set(from, word);
      return word;
    },
  };
}
