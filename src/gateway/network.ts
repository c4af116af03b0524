import type {
  Call,
  CallId,
  Conversation,
  ConversationId,
  DeepLink,
  Device,
  EmailAddress,
  ErrorCode,
  FreeBusy,
  ItemContext,
  Meeting,
  Message,
  OwnStatus,
  Person,
  Presence,
  Signal,
  Time,
} from "../protocol/index.ts";

/** Whom the gateway has signed in. `token` is what the pane showed, for networks that act on the user's behalf with it. */
export interface User {
  readonly address: EmailAddress;
  readonly person: Person;
  readonly token?: string;
}

/**
 * A system that a user can be signed in to. One `Network` serves the whole organisation; what it shares among accounts it
 * shares inside itself. It MUST NOT reconnect: recovery belongs to the hub, which calls `connect` again.
 */
export interface Network {
  readonly name: string;
  /** Settles when the account can be used. MUST give up when `signal` aborts; rejects with NetworkError only. */
  connect(user: User, events: AccountEvents, signal: AbortSignal): Promise<Account>;
  /** What an administrator should look at, in words, while the network goes on all the same. */
  problem?(): string | undefined;
  /** Once, when the gateway stops, after every account is closed. */
  close?(): Promise<void>;
}

/** One user signed in to one network. A part that is missing is a thing this network cannot do. */
export interface Account {
  readonly presence?: PresenceSource;
  readonly chat?: Chat;
  readonly calls?: Calls;
  readonly freeBusy?: FreeBusySource;
  readonly meetings?: Meetings;
  readonly links?: Links;
  /** Permissions that it would need for more, by the network's own names. */
  readonly lacks?: readonly string[];
  /** The pane has brought a fresh token. */
  renew?(token: string): void;
  /** MUST NOT call `events` once it has begun; idempotent. */
  close(): Promise<void>;
}

export interface PresenceSource {
  /** The whole set, each time; idempotent. Answers for each of them with `events.presence`, unknown ones included, with the reason. */
  watch(people: ReadonlySet<EmailAddress>): void;
  /** Asks somebody to show their presence to the user; the answer, be it days later, comes as a presence. */
  ask?(person: EmailAddress): Promise<void>;
  /** The user's answer to somebody of `events.askers`, who has gone from them once it settles. */
  answer?(person: EmailAddress, decision: "allow" | "decline"): Promise<void>;
  /** What the user says of themselves, everything each time. */
  publish?(own: OwnPresence): Promise<void>;
}

/** The user's own presence: their choice, and what their panes saw. */
export interface OwnPresence extends OwnStatus {
  /** No input on any pane since then. */
  readonly idleSince?: Time;
}

export interface Chat {
  /** Those that the user has had, latest first, at the most 50. */
  conversations(): Promise<readonly Conversation[]>;
  /** The conversation of exactly these people and the user: found, or begun. */
  open(people: readonly EmailAddress[], context: ItemContext): Promise<Conversation>;
  /** Settles when the network has it for good. The same `key` again answers with the same message. */
  send(conversation: ConversationId, text: string, key: string): Promise<Message>;
  /** At the most 50, oldest first, all older than `before`. */
  history(conversation: ConversationId, before?: string): Promise<{ readonly messages: readonly Message[]; readonly more: boolean }>;
  typing(conversation: ConversationId, on: boolean): void;
  read(conversation: ConversationId, upTo: string): Promise<void>;
}

export interface Calls {
  devices(): Promise<readonly Device[]>;
  /** `pane` names the pane that places or answers: media descriptions go between panes, not persons. */
  place(people: readonly EmailAddress[], context: ItemContext, pane: string, device?: string): Promise<Call>;
  act(call: CallId, action: "answer" | "decline" | "cancel" | "hang-up", pane: string): Promise<Call>;
  signal(call: CallId, to: EmailAddress, signal: Signal, pane: string): void;
  /** That pane has gone: whatever it had joined, it leaves. */
  left(pane: string): void;
  /** Those that ring or go on now. */
  current(): readonly Call[];
}

export interface FreeBusySource {
  /**
   * One answer for each of these people, in any order; nothing that this network would not show this user. Slots may lie over one another and
   * reach beyond from–to. At the most `limits.freeBusyPeople`; a network that takes fewer at a time asks in parts, and one person's error
   * is that person's `reason`.
   */
  of(people: readonly EmailAddress[], from: Time, to: Time): Promise<readonly FreeBusy[]>;
}

export interface Meetings {
  /** Makes a meeting with these people that can be joined now. The same `key` again answers with the same one. */
  create(people: readonly EmailAddress[], context: ItemContext, key: string): Promise<Meeting>;
}

export interface Links {
  /** The ways to all of these people together in the network's own application; none where it does not know one of them. */
  to(people: readonly EmailAddress[], context: ItemContext): Promise<readonly DeepLink[]>;
}

/** Given at `connect`, so that no event can come before its listener. */
export interface AccountEvents {
  /** Changes of watched people; the very same array goes to every watcher whom it concerns, so that it is encoded once. */
  presence(changes: readonly Presence[]): void;
  /** The user's own choice, as the network keeps it (told at connect, and when another client changes it). */
  status(status: OwnStatus): void;
  /** Who asks to see the user's presence and has no answer yet: all of them each time, at the most `limits.askers`. */
  askers(people: readonly EmailAddress[]): void;
  conversation(conversation: Conversation): void;
  message(message: Message): void;
  typing(conversation: ConversationId, from: EmailAddress, on: boolean): void;
  read(conversation: ConversationId, by: EmailAddress, upTo: string): void;
  call(call: Call): void;
  signal(call: CallId, from: EmailAddress, signal: Signal, pane: string): void;
  /** The account is dead. At the most once, and nothing after it. */
  closed(error: NetworkError): void;
}

/** The only error that leaves a network. `code` is for programs, `message` for people; nothing compares messages. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
  readonly code: ErrorCode;
  /** With `unauthorized`: the claims that the token must have with which the pane comes back (OpenID Connect Core section 5.5). */
  readonly claims: string | undefined;
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown; claims?: string }) {
    super(message, options);
    this.code = code;
    this.claims = options?.claims;
  }
}

/** What a promise rejected with, where that is a NetworkError; anything else is a mistake of ours, and goes on. */
export function outOfReach(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  throw error;
}
