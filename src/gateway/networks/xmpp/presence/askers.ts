import { limits, type EmailAddress } from "../../../../protocol/index.ts";
import { NetworkError, type AccountEvents, type PresenceSource } from "../../../network.ts";
import type { Addresses } from "../addresses.ts";
import type { Faculty } from "../session.ts";
import { apart, attribute, bare, xml, type Stanza } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";
import type { Contacts } from "./contacts.ts";

/** Those who ask to see the user's presence: from when the server says so until one of the user's clients has answered. */
export interface Askers extends Faculty {
  readonly answer: NonNullable<PresenceSource["answer"]>;
  /** A push of the roster: another client may have answered. */
  pushed(query: Stanza): void;
  /** The server has sent all that had waited for the user to come. */
  arrived(): void;
}

/** What a roster's item says of whoever need not ask any more: they see the user, or are to be forgotten (RFC 6121 section 2.1.2.5). */
const settled: ReadonlySet<string | undefined> = new Set(["from", "both", "remove"]);

/** `self`: the user's own bare JID. */
export function askers(self: string, stream: Stream, addresses: Addresses, contacts: Pick<Contacts, "sees">): Askers {
  /** By bare JID; undefined: not known yet, or nobody who could be shown. */
  const waiting = new Map<string, EmailAddress | undefined>();
  let telling: NodeJS.Immediate | undefined;
  let events: AccountEvents | undefined;

  const tell = (): void => {
    clearImmediate(telling);
    telling = undefined;
    events?.askers([...new Set([...waiting.values()].flatMap((person) => person ?? []))]);
  };
  const tellSoon = (): void => void (telling ??= setImmediate(tell)); // what came in one packet is told at once

  const forget = (jid: string): void => {
    if (waiting.get(jid) !== undefined) tellSoon();
    waiting.delete(jid);
  };

  const add = async (jid: string): Promise<void> => {
    // Beyond it the server keeps them, and sends them again to the next session (RFC 6121 section 3.1.3).
    if (jid === self || waiting.has(jid) || waiting.size >= limits.askers) return;
    waiting.set(jid, undefined);
    const person = await personOf(jid, addresses).catch(() => undefined);
    if (person === undefined || !waiting.has(jid)) return;
    waiting.set(jid, person);
    tellSoon();
  };

  return {
    listen(who) {
      events = who;
    },
    resumed: tell,
    arrived: tellSoon,

    stanza(stanza) {
      const type = attribute(stanza, "type");
      if (stanza.name !== "presence" || (type !== "subscribe" && type !== "unsubscribe")) return false;
      const jid = apart(bare(attribute(stanza, "from") ?? self));
      if (type === "subscribe") void add(jid);
      else forget(jid); // they ask no longer
      return true;
    },

    pushed(query) {
      for (const item of query.getChildren("item")) {
        if (settled.has(attribute(item, "subscription"))) forget(bare(attribute(item, "jid") ?? ""));
      }
    },

    async answer(person, decision) {
      const jids = [...waiting].filter(([, asker]) => asker === person).map(([jid]) => jid);
      if (jids.length === 0) throw new NetworkError("conflict", "Nobody of that name asks any more.");
      for (const jid of jids) {
        const answered = stream.deliver(xml("presence", { type: decision === "allow" ? "subscribed" : "unsubscribed", to: jid }));
        // RFC 6121 section 3.1.3 leaves it to the client: whoever lets somebody see them wants to see them, too.
        if (decision === "allow" && !contacts.sees(jid)) stream.send(xml("presence", { type: "subscribe", to: jid }));
        await answered;
        forget(jid);
      }
      if (telling) tell(); // nobody who has been answered is told of any more
    },

    async begin() {
      waiting.clear();
    },
  };
}

/** Who asks; undefined where that JID is nobody's, or would pass for somebody of the directory whose JID is another. */
async function personOf(jid: string, { owner, named }: Addresses): Promise<EmailAddress | undefined> {
  const address = await owner(jid);
  if (address === undefined) return undefined;
  const known = (await named(new Set([address]))).get(address);
  return known === undefined || known.jid === jid ? address : undefined;
}
