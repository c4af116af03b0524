import { LRUCache } from "lru-cache";
import type { EmailAddress, Presence, Time } from "../../../../protocol/index.ts";
import { readPresence } from "./presence.ts";
import { apart, resource, type Stanza } from "../stanza.ts";

/** What one resource said last: the same object for everybody who watches the person. */
export interface Word {
  readonly resource: string;
  /** One object, so that it is encoded once. */
  of(address: EmailAddress): Presence;
}

/** Every watcher of a resource gets the same stanza: what it means is kept once for all of them. */
export interface Heard {
  /** `from`: the full JID. */
  word(stanza: Stanza, from: string, now: Time): Word;
  /** The one copy of a bare JID, for all who keep it. */
  jid(jid: string): string;
}

export function heard(network: string): Heard {
  const words = new LRUCache<string, Word & { readonly text: string }>({ max: 50_000 });
  const jids = new LRUCache<string, string>({ max: 50_000 });
  return {
    word(stanza, from, now) {
      const text = stanza.children.join("");
      const before = words.get(from);
      if (before?.text === text) return before;
      const said = readPresence(stanza, network, now);
      let presence: Presence | undefined;
      const word = {
        text,
        resource: apart(resource(from)),
        of(address: EmailAddress) {
          if (presence?.address !== address) presence = { address, ...said };
          return presence;
        },
      };
      words.set(apart(from), word);
      return word;
    },
    jid(jid) {
      const known = jids.get(jid);
      if (known !== undefined) return known;
      const own = apart(jid);
      jids.set(own, own);
      return own;
    },
  };
}
