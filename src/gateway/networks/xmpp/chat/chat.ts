import { randomUUID } from "node:crypto";
import { limits, type ConversationId, type Time } from "../../../../protocol/index.ts";
import { NetworkError, type Chat } from "../../../network.ts";
import type { Addresses, Named } from "../addresses.ts";
import { archive } from "./archive.ts";
import { enableCarbons, uncarbon } from "./carbons.ts";
import type { Contacts } from "../presence/contacts.ts";
import { conversationOf, opened, type Talk } from "./conversations.ts";
import { entryOf, messageOf, saidAt, stanzaOf } from "./entry.ts";
import { entering, skew } from "./entering.ts";
import { groups } from "./groups.ts";
import { hearing } from "./hearing.ts";
import { readInvitation } from "./invitation.ts";
import { isBetweenTwo, lister, longestList, otherOf, senderOf } from "./listing.ts";
import { readMessage, writeDisplayed, writeReceipt, writeSubject, writeTyping } from "./message.ts";
import { outgoing } from "./outgoing.ts";
import { pages } from "./pages.ts";
import type { Faculty } from "../session.ts";
import { attribute, bare, type Stanza } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";
import { talks } from "./talks.ts";

interface ChatParts {
  readonly network: string;
  readonly addresses: Addresses;
  readonly contacts: Pick<Contacts, "shares" | "available" | "clients">;
  /** Where rooms are made (undefined: nowhere), and what the user is called there. */
  readonly rooms: () => Promise<string | undefined>;
  readonly nick: string;
  /** The user appears offline. */
  readonly hidden: () => boolean;
  readonly now: () => Time;
}

/** The chat of one user's session. */
export interface Chatting extends Faculty {
  readonly chat: Chat;
  /** Asks the archive what has come: who appears offline is sent nothing. */
  look(): void;
}

/** People in one conversation. */
const mostPeople = 100;

export function chatting(self: Named, stream: Stream, { network, addresses, contacts, rooms, nick, hidden, now }: ChatParts): Chatting {
  const kept = archive(stream, self.jid);
  const known = talks({ self, network, addresses });
  const group = groups(stream, {
    self,
    nick,
    hidden,
    service: rooms,
    addresses,
    contacts,
    talks: known,
    now,
    changed: (talk, told) => heard.changed(talk, told),
  });
  const turned = pages({
    archive: kept,
    self: self.address,
    async entries(talk, items) {
      if (talk.room) return group.entries(talk, items);
      return items.flatMap(({ id, at, message }) => entryOf(talk, message, senderOf(talk, message, self.address), at, id) ?? []);
    },
  });
  const heard = hearing({ self: self.address, via: network, latest: turned.latest });
  const sent = outgoing({
    self,
    stream,
    latest: turned.latest,
    entry: (talk, stanza) => entryOf(talk, stanza, self.address, now()),
  });
  const { list, catchUp, news } = lister({ self, archive: kept, pages: turned, talks: known, groups: group, hearing: heard });
  const enters = entering({ self, groups: group, hearing: heard, catchUp, now });
  /** Once in a session; what comes live keeps it up. */
  let listed: Promise<void> | undefined;
  const listing = (): Promise<void> =>
    (listed ??= list().catch((error: unknown) => {
      listed = undefined;
      throw error;
    }));

  const find = async (id: ConversationId): Promise<Talk> => {
    const talk = known.get(id) ?? (await known.named(id)) ?? (await listing(), known.get(id)) ?? (await enters.named(id));
    if (!talk) throw new NetworkError("not-found", "There is no such conversation.");
    return talk;
  };

  const begin = async (people: Parameters<Chat["open"]>[0], subject: string | undefined): Promise<Talk> => {
    const [other, ...more] = await known.resolve(people);
    if (!other) throw new NetworkError("bad-request", "A conversation needs somebody else.");
    if (more.length === 0) return known.pair(other);
    if (more.length + 2 > mostPeople) throw new NetworkError("too-large", `A conversation holds at most ${mostPeople} people.`);
    return group.of([other, ...more], subject);
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
      const talk = await begin(people, context.subject);
      opened(talk, context);
      const { subject } = talk.context;
      if (talk.room && subject !== undefined && subject !== talk.announced) stream.send(writeSubject(talk.jid, subject));
      return conversationOf(talk, network);
    },

    async send(conversation, text, key) {
      const talk = await find(conversation);
      if (text.length > limits.text) throw new NetworkError("too-large", `A message holds at most ${limits.text} characters.`);
      if (talk.invitation) await enters.join(talk);
      else if (talk.room) await group.enter(talk.jid);
      const entry = await sent.send(talk, text, key);
      heard.take(talk, entry, true);
      const message = messageOf(talk, entry, self.address);
      if (!message) throw new NetworkError("internal", "What was sent is no message.");
      return message;
    },

    async history(conversation, before) {
      const talk = await find(conversation);
      return talk.invitation ? { messages: [talk.invitation], more: false } : turned.history(talk, before);
    },

    typing(conversation, on) {
      type(conversation, on).catch(() => {}); // nobody waits for it
    },

    async read(conversation, upTo) {
      const talk = await find(conversation);
      await listing();
      if (heard.read(talk, upTo) && !talk.invitation) stream.send(writeDisplayed(talk, randomUUID(), talk.room ? upTo : stanzaOf(upTo)));
    },
  };

  /** XEP-0085 section 5.1: not to somebody who is surely away. */
  const type = async (conversation: ConversationId, on: boolean): Promise<void> => {
    const talk = await find(conversation);
    if (talk.room ? group.has(talk.jid) : talk.spoken || contacts.available(talk.jid)) stream.send(writeTyping(talk, on));
  };

  /** A message between two. */
  const direct = async (message: Stanza): Promise<void> => {
    const other = otherOf(message, self.jid);
    const said = readMessage(message);
    const at = saidAt(message, self.jid, now());
    const talk = group.has(other) ? known.at(other) : await known.with(other, said?.kind === "text");
    if (!talk || !said) return;
    if (said.kind === "failure") return failed(talk, attribute(message, "id") ?? "", said.code);
    const entry = talk.room ? undefined : entryOf(talk, message, senderOf(talk, message, self.address), at); // in a room it would be a whisper
    if (entry) heard.take(talk, entry, true);
  };

  const failed = (talk: Talk, stanza: string, code: Parameters<typeof sent.failed>[2]): void => {
    const entry = sent.failed(talk, stanza, code);
    const message = entry && messageOf(talk, entry, self.address);
    if (message) heard.fail(talk, { ...message, failed: code });
  };

  const inRoom = async (message: Stanza): Promise<void> => {
    const room = bare(attribute(message, "from") ?? "");
    // Where the room is only being entered, or what was kept of it had to make room for others, it is there in a moment.
    const talk = known.at(room) ?? (group.has(room) ? await group.enter(room).catch(() => undefined) : undefined);
    // Now: it is not asked what was said before, and whoever speaks there can write a delay.
    const entry = talk && (await group.entry(talk, message, now()));
    if (!talk || !entry) return;
    heard.take(talk, entry, true);
    if (entry.from === self.address) sent.reflected(talk, entry);
  };

  /** XEP-0184 section 5.3: only those may learn that the user is there who know it anyway. */
  const acknowledge = (message: Stanza): void => {
    const said = readMessage(message);
    const [from, id] = [attribute(message, "from"), attribute(message, "id")];
    if (said?.kind === "text" && said.receipt && from && id && contacts.shares(bare(from))) stream.send(writeReceipt(from, id));
  };

  let looked: Time | undefined;

  return {
    chat,
    listen: heard.listen,

    look() {
      const since = looked ?? now();
      looked = now();
      news(since - skew).catch(() => {}); // the next look may see it
    },

    stanza(stanza) {
      if (group.stanza(stanza)) return true;
      if (stanza.name === "presence" && attribute(stanza, "from") === stream.jid && stanza.attrs.type === undefined) void enters.back();
      if (stanza.name !== "message") return false;
      if (kept.stanza(stanza)) return true;
      const message = uncarbon(stanza, self.jid);
      if (!message) return true;
      const invitation = readInvitation(message);
      if (invitation) enters.invited(invitation, message);
      if (!readMessage(message)) return invitation !== undefined;
      if (attribute(message, "type") === "groupchat") void inRoom(message);
      else if (isBetweenTwo(message)) void direct(message);
      if (message === stanza) acknowledge(message);
      return true;
    },

    async begin() {
      listed = undefined;
      known.uncheck();
      sent.begin();
      group.clear();
      await enableCarbons(stream);
    },

    async finish() {
      await enters.settled();
    },
  };
}
