import type { ConversationId, EmailAddress, Message, Time } from "../../protocol/index.ts";
import type { WireError } from "../connection.ts";

/** A message on its way out. Sent again under the same key it stays the same message, so nothing is lost or doubled. */
export interface Outgoing {
  readonly conversation: ConversationId;
  readonly key: string;
  readonly text: string;
  readonly at: Time;
  /** `sending` until the gateway has it for good, across broken lines; `failed`: refused, the reader decides. */
  readonly state: "sending" | "failed";
  readonly code?: WireError["code"];
}

/** In the order of writing. */
export type Outbox = readonly Outgoing[];

/** A new message, or another try of one that waits or failed, in its old place. */
export function withOutgoing(outbox: Outbox, outgoing: Outgoing): Outbox {
  const known = outbox.some(({ key }) => key === outgoing.key);
  return known ? outbox.map((other) => (other.key === outgoing.key ? outgoing : other)) : [...outbox, outgoing];
}

/** What an earlier pane left, before what this one has. */
export function withRestored(outbox: Outbox, restored: Outbox): Outbox {
  return [...restored.filter(({ key }) => !outbox.some((outgoing) => outgoing.key === key)), ...outbox];
}

export function withFailure(outbox: Outbox, key: string, code: WireError["code"]): Outbox {
  return outbox.map((outgoing) => (outgoing.key === key ? { ...outgoing, state: "failed", code } : outgoing));
}

/** The same object where there is nothing to take out. */
export function withoutKey(outbox: Outbox, key: string | undefined): Outbox {
  return outbox.some((outgoing) => outgoing.key === key) ? outbox.filter((outgoing) => outgoing.key !== key) : outbox;
}

/** What the gateway has is no longer on its way; only the user's own messages count, whoever else may use the key. */
export function withoutDelivered(outbox: Outbox, messages: readonly Message[], me: EmailAddress | undefined): Outbox {
  return messages.reduce((rest, message) => (message.from === me && message.key ? withoutKey(rest, message.key) : rest), outbox);
}
