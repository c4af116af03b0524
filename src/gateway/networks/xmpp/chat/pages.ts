import type { EmailAddress, Message } from "../../../../protocol/index.ts";
import { NetworkError } from "../../../network.ts";
import { pageSize, type Archive, type Archived, type Query } from "./archive.ts";
import type { Talk } from "./conversations.ts";
import type { Entry } from "./entry.ts";
import { fold } from "./history.ts";
import { Memory } from "./memory.ts";

/** The archive of a conversation, as panes turn its pages. */
export interface Pages {
  /** The latest page, as it is. */
  latest(talk: Talk): Promise<readonly Entry[]>;
  /** At the most `pageSize` messages, oldest first, all older than `before`. */
  history(talk: Talk, before?: string): Promise<{ readonly messages: readonly Message[]; readonly more: boolean }>;
}

/** Pages of an archive that are turned for one page of messages: receipts and markers fill some of them. */
const mostTurned = 6;
/** Pages that are searched for a message that this session has not shown. */
const mostSearched = 20;
/** Messages whose place in the archive is remembered, and changes of messages on pages that are still to be turned. */
const remembered = 64;

interface PagesParts {
  readonly archive: Archive;
  readonly self: EmailAddress;
  readonly entries: (talk: Talk, items: readonly Archived[]) => Promise<readonly Entry[]>;
}

export function pages({ archive, self, entries }: PagesParts): Pages {
  /** Where in the archive a page began, by conversation and message. */
  const places = new Memory<string>(remembered);
  const loose = new Memory<readonly Entry[]>(remembered);

  const query = ({ room, jid }: Talk, before: string | undefined): Query => ({
    ...(room ? { room: jid } : { with: jid }),
    ...(before !== undefined && { before }),
  });

  /** Turns pages back from `before`, until `enough` of them or the first. */
  const turn = async (talk: Talk, before: string | undefined, most: number, enough: (found: readonly Entry[]) => boolean) => {
    let found: readonly Entry[] = [];
    let place = before;
    for (let turned = 0; turned < most; turned++) {
      const { items, complete } = await archive.page(query(talk, place));
      found = [...(await entries(talk, items)), ...found];
      place = items[0]?.id;
      if (complete || enough(found)) return { found, complete };
    }
    return { found, complete: false };
  };

  const placeOf = async (talk: Talk, message: string): Promise<string> => {
    const known = talk.room ? message : places.get(`${talk.id} ${message}`);
    if (known !== undefined) return known;
    const { found } = await turn(talk, undefined, mostSearched, (entries) => entries.some(({ id }) => id === message));
    const place = found.find(({ id }) => id === message)?.archived;
    if (place === undefined) throw new NetworkError("not-found", "There is no such message.");
    return place;
  };

  return {
    async latest(talk) {
      return (await turn(talk, undefined, 1, () => true)).found;
    },

    async history(talk, before) {
      const place = before === undefined ? undefined : await placeOf(talk, before);
      const later = before === undefined ? [] : (loose.get(talk.id) ?? []);
      const folded = (found: readonly Entry[]) => fold(talk, [...found, ...later], self);
      const { found, complete } = await turn(talk, place, mostTurned, (entries) => folded(entries).messages.length >= pageSize);
      const { messages, loose: unmatched } = folded(found);
      loose.set(talk.id, unmatched.slice(-remembered));
      const shown = messages.slice(-pageSize);
      const first = found.find(({ id }) => id === shown[0]?.id);
      if (first?.archived !== undefined) places.set(`${talk.id} ${first.id}`, first.archived);
      return { messages: shown, more: messages.length > pageSize || !complete };
    },
  };
}
