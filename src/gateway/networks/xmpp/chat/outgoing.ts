import { createHash } from "node:crypto";
import type { EmailAddress, ErrorCode, Message } from "../../../../protocol/index.ts";
import { NetworkError } from "../../../network.ts";
import type { Talk } from "./conversations.ts";
import { Memory } from "./memory.ts";
import type { Entry } from "./entry.ts";
import { writable, writeText } from "./message.ts";
import type { Stream } from "../stream/stream.ts";

/** The user's own messages on their way. */
export interface Outgoing {
  /** Settles with the entry of a message that arrived; the same key again gives the same one. */
  send(talk: Talk, text: string, key: string): Promise<Entry>;
  /** A room has sent one back, which says that it has it. */
  reflected(talk: Talk, entry: Entry): void;
  /** One did not arrive. Gives its entry where it had seemed so. */
  failed(talk: Talk, stanza: string, code: ErrorCode): Entry | undefined;
  /** A new session: what was on its way in the last one is not known. */
  begin(): void;
}

interface OutgoingParts {
  readonly self: { readonly jid: string; readonly address: EmailAddress };
  readonly stream: Stream;
  /** What the archive has of a conversation, latest page. */
  readonly latest: (talk: Talk) => Promise<readonly Entry[]>;
  /** The entry of a message that the server has. */
  readonly entry: (talk: Talk, stanza: ReturnType<typeof writeText>) => Entry | undefined;
}

interface Sent {
  readonly conversation: Message["conversation"];
  readonly outcome: Promise<Entry>;
  entry?: Entry;
  reflect?: (entry: Entry) => void;
  refuse?: (error: NetworkError) => void;
}

/** How many sent messages are remembered, so that an error that comes late finds its message. */
const remembered = 32;
/** How long a room may take to send a message back, in milliseconds. */
const patience = 20_000;

export function outgoing({ self, stream, latest, entry }: OutgoingParts): Outgoing {
  const sent = new Memory<Sent>(remembered);

  /** Where an earlier session, or one that broke, may have sent it already, the archive knows. */
  const before = async (talk: Talk, key: string): Promise<Entry | undefined> => {
    if (talk.checked) return undefined;
    const entries = await latest(talk);
    talk.checked = true;
    return entries.find(({ from, said }) => from === self.address && said.kind === "text" && said.key === key);
  };

  const deliver = async (talk: Talk, id: string, text: string, key: string, back: Promise<Entry>): Promise<Entry> => {
    const kept = await before(talk, key);
    if (kept) return kept;
    const subject = talk.room || talk.announced === talk.context.subject ? undefined : talk.context.subject;
    const stanza = writeText(talk, id, key, text, subject);
    const own = entry(talk, stanza);
    if (!own) throw new NetworkError("bad-request", "That is no message.");
    try {
      await Promise.race([stream.deliver(stanza), back]);
      const arrived = talk.room ? await within(patience, back) : own;
      talk.announced = talk.context.subject;
      return arrived;
    } catch (error) {
      if (error instanceof NetworkError && error.code === "unreachable") talk.checked = false;
      throw error;
    }
  };

  return {
    send(talk, text, key) {
      const clean = writable(text);
      if (clean.trim() === "" || key === "") return Promise.reject(new NetworkError("bad-request", "A message needs a text and a key."));
      const id = createHash("sha256").update([self.jid, talk.id, key].join("\n")).digest("base64url");
      const known = sent.get(id);
      if (known) return known.outcome;
      let hear: Pick<Sent, "reflect" | "refuse"> = {};
      const back = new Promise<Entry>((reflect, refuse) => (hear = { reflect, refuse }));
      back.catch(() => {}); // it is told by `outcome`, or by `failed` once that has settled
      const outcome = deliver(talk, id, clean, key, back);
      const sending: Sent = { conversation: talk.id, outcome, ...hear };
      sent.set(id, sending);
      outcome.then(
        (entry) => (sending.entry = entry),
        () => sent.delete(id),
      );
      return outcome;
    },
    reflected(talk, entry) {
      const sending = sent.get(entry.stanza ?? "");
      if (sending?.conversation === talk.id) sending.reflect?.(entry);
    },
    failed(talk, stanza, code) {
      const sending = sent.get(stanza);
      if (sending?.conversation !== talk.id) return undefined;
      sent.delete(stanza);
      sending.refuse?.(new NetworkError(code, "The message did not arrive."));
      return sending.entry;
    },
    begin() {
      for (const { entry, refuse } of sent.values()) {
        if (!entry) refuse?.(new NetworkError("unreachable", "The connection broke before the message arrived."));
      }
    },
  };
}

async function within<Value>(milliseconds: number, value: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NetworkError("unreachable", "The room does not answer.")), milliseconds).unref();
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}
