import type { AccountEvents, NetworkError } from "../../src/gateway/network.ts";
import type { Call, Conversation, EmailAddress, Message, OwnStatus, Presence } from "../../src/protocol/index.ts";

/** Everything an account can tell, as values. */
export interface Heard {
  readonly presence: readonly Presence[];
  readonly status: OwnStatus;
  readonly askers: readonly EmailAddress[];
  readonly conversation: Conversation;
  readonly message: Message;
  readonly typing: readonly [conversation: string, from: EmailAddress, on: boolean];
  readonly read: readonly [conversation: string, by: EmailAddress, upTo: string];
  readonly call: Call;
  readonly signal: readonly [call: string, from: EmailAddress, signal: object, pane: string];
  readonly closed: NetworkError;
}
type Kind = keyof Heard;

/** Ears for one account: keeps what it hears, and lets a test await what is still to come. */
export interface Ears {
  readonly events: AccountEvents;
  all<K extends Kind>(kind: K): readonly Heard[K][];
  /** The first of this kind that fits, heard already or still to come. */
  hear<K extends Kind>(kind: K, fits?: (heard: Heard[K]) => boolean): Promise<Heard[K]>;
  /** Forgets what was heard before. */
  clear(): void;
}

export function ears(): Ears {
  const heard: { kind: Kind; value: unknown }[] = [];
  const waiting = new Set<() => void>();
  const hearing = (kind: Kind, value: unknown): void => {
    heard.push({ kind, value });
    for (const look of waiting) look();
  };
  const all = <K extends Kind>(kind: K): readonly Heard[K][] =>
    // Each kind is pushed by its own event below, with that event's type.
    heard.filter((one) => one.kind === kind).map((one) => one.value as Heard[K]);
  return {
    events: {
      presence: (changes) => hearing("presence", changes),
      status: (status) => hearing("status", status),
      askers: (people) => hearing("askers", people),
      conversation: (conversation) => hearing("conversation", conversation),
      message: (message) => hearing("message", message),
      typing: (...typing) => hearing("typing", typing),
      read: (...read) => hearing("read", read),
      call: (call) => hearing("call", call),
      signal: (...signal) => hearing("signal", signal),
      closed: (error) => hearing("closed", error),
    },
    all,
    hear(kind, fits = () => true) {
      return new Promise((resolve) => {
        const look = (): void => {
          const found = all(kind).find(fits);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    clear: () => void heard.splice(0),
  };
}
