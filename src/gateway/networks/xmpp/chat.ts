import { randomUUID } from "node:crypto";
import { limits, type ConversationId, type Time } from "../../../protocol/index.ts";
import { NetworkError, type Chat } from "../../network.ts";
import type { Addresses, Named } from "./addresses.ts";
import { archive, type Archived } from "./archive.ts";
import { enableCarbons, uncarbon } from "./carbons.ts";
import type { Contacts } from "./contacts.ts";
import { conversationOf, opened, type Talk } from "./conversations.ts";
import { entryOf, messageOf, saidAt, stanzaOf, type Entry } from "./entry.ts";
import { hearing } from "./hearing.ts";
import { readMessage, writeDisplayed, writeReceipt, writeTyping } from "./message.ts";
import { outgoing } from "./outgoing.ts";
import { pages } from "./pages.ts";
import type { Faculty } from "./session.ts";
import { attribute, bare, type Stanza } from "./stanza.ts";
import type { Stream } from "./stream.ts";
import { talks } from "./talks.ts";

interface ChatParts {
  readonly network: string;
  readonly addresses: Addresses;
  readonly contacts: Pick<Contacts, "shares" | "available">;
  readonly now: () => Time;
}

/** The chat of one user's session. */
export interface Chatting extends Faculty {
  readonly chat: Chat;
}

/** Pages of the user's own archive that are read for the list of conversations, and how long that list is. */
const mostListed = 6;
const longestList = 50;

export function chatting(self: Named, stream: Stream, { network, addresses, contacts, now }: ChatParts): Chatting {
  const kept = archive(stream, self.jid);
  const known = talks({ self, network, addresses });
  const entries = async (talk: Talk, items: readonly Archived[]): Promise<readonly Entry[]> =>
    items.flatMap(({ id, at, message }) => entryOf(talk, message, sender(talk, message), at, id) ?? []);
  const turned = pages({ archive: kept, self: self.address, entries });
  const heard = hearing({ self: self.address, via: network, latest: turned.latest });
  const out = outgoing({
    self,
    stream,
    latest: turned.latest,
    entry: (talk, stanza) => entryOf(talk, stanza, self.address, now()),
  });
  /** The conversations of the archive; read once in a session. */
  let listed: Promise<void> | undefined;

  /** Between two: the user or the other. */
  function sender(talk: Talk, message: Stanza) {
    return bare(attribute(message, "from") ?? "") === talk.jid ? talk.people.find((person) => person !== self.address) : self.address;
  }

  const list = async (): Promise<void> => {
    let found: readonly Archived[] = [];
    for (let turned = 0; turned < mostListed; turned++) {
      const before = found[0]?.id;
      const { items, complete } = await kept.page(before === undefined ? {} : { before });
      found = [...items, ...found];
      if (complete || new Set(found.map(({ message }) => otherOf(message))).size >= longestList) break;
    }
    for (const { id, at, message } of found) {
      const talk = await known.with(otherOf(message), readMessage(message)?.kind === "text");
      const entry = talk && entryOf(talk, message, sender(talk, message), at, id);
      if (entry) heard.take(talk, entry, false);
    }
  };
  const listing = (): Promise<void> =>
    (listed ??= list().catch((error: unknown) => {
      listed = undefined;
      throw error;
    }));

  /** Whom the user said it to, or who said it to the user. */
  function otherOf(message: Stanza): string {
    const from = bare(attribute(message, "from") ?? self.jid);
    return from === self.jid ? bare(attribute(message, "to") ?? self.jid) : from;
  }

  const direct = async (message: Stanza): Promise<void> => {
    const said = readMessage(message);
    if (!said) return;
    const talk = await known.with(otherOf(message), said.kind === "text");
    const entry = talk && entryOf(talk, message, sender(talk, message), saidAt(message, now()));
    if (!entry) return;
    if (said.kind !== "failure") return heard.take(talk, entry, true);
    const failed = out.failed(talk, entry.stanza ?? "", said.code);
    const lost = failed && messageOf(talk, failed, self.address);
    if (lost) heard.fail(talk, { ...lost, failed: said.code });
  };

  /** XEP-0184 section 5.3: only those may learn that the user is there who know it anyway. */
  const acknowledge = (message: Stanza): void => {
    const said = readMessage(message);
    const [from, id] = [attribute(message, "from"), attribute(message, "id")];
    if (said?.kind === "text" && said.receipt && from && id && contacts.shares(bare(from))) stream.send(writeReceipt(from, id));
  };

  const chat: Chat = {
    async conversations() {
      await listing();
      return known
        .latest()
        .slice(0, longestList)
        .map((talk) => conversationOf(talk, network));
    },

    async open(people, context) {
      const talk = await known.of(people);
      opened(talk, context);
      return conversationOf(talk, network);
    },

    async send(conversation, text, key) {
      const talk = await known.get(conversation, listing);
      if (text.length > limits.text) throw new NetworkError("too-large", `A message holds at most ${limits.text} characters.`);
      const entry = await out.send(talk, text, key);
      heard.take(talk, entry, true);
      const message = messageOf(talk, entry, self.address);
      if (!message) throw new NetworkError("internal", "What was sent is no message.");
      return message;
    },

    async history(conversation, before) {
      return turned.history(await known.get(conversation, listing), before);
    },

    typing(conversation, on) {
      void type(conversation, on).catch(() => {}); // nobody waits for it
    },

    async read(conversation, upTo) {
      const talk = await known.get(conversation, listing);
      await listing();
      if (heard.read(talk, upTo)) stream.send(writeDisplayed(talk, randomUUID(), talk.room ? upTo : stanzaOf(upTo)));
    },
  };

  async function type(conversation: ConversationId, on: boolean): Promise<void> {
    const talk = await known.get(conversation, listing);
    if (talk.room || talk.spoken || contacts.available(talk.jid)) stream.send(writeTyping(talk, on));
  }

  return {
    chat,
    listen: heard.listen,
    stanza(stanza) {
      if (stanza.name !== "message") return false;
      if (kept.stanza(stanza)) return true;
      const message = uncarbon(stanza, self.jid);
      if (!message) return true;
      const type = attribute(message, "type");
      if (type === "groupchat" || type === "headline" || !readMessage(message)) return false;
      if (message === stanza) acknowledge(message);
      void direct(message);
      return true;
    },
    async begin() {
      listed = undefined;
      known.uncheck();
      out.begin();
      await enableCarbons(stream);
    },
  };
}
