import type {
  Call,
  CallId,
  Conversation,
  ConversationId,
  EmailAddress,
  GatewayMessage,
  Message,
  NetworkState,
  OwnStatus,
  Presence,
  Signal,
} from "../protocol/index.ts";
import { brief, type Log } from "./log.ts";
import { type Account, type AccountEvents, type Network, NetworkError, type User } from "./network.ts";

/** Waits in milliseconds: the first, and the longest. */
export interface Retry {
  readonly first: number;
  readonly longest: number;
}

/** Whoever keeps an account: its hub. */
export interface AccountOwner {
  readonly user: User;
  heard(account: KeptAccount, changes: readonly Presence[]): void;
  /** The network tells which choice of the user it keeps. */
  kept(account: KeptAccount, status: OwnStatus): void;
  /** Others ask to see the user's presence, or have been answered. */
  asked(): void;
  /** Something for all panes, or for the one named. */
  tell(message: GatewayMessage, pane?: string): void;
  /** The account came, or went. */
  turned(account: KeptAccount): void;
}

/** A network that does not answer within this is away, and an account that lived this long was well. Milliseconds. */
const patience = 30_000;

/**
 * One user's account in one network, signed in again whenever it dies: the only place that retries. There is one for each user, which is why
 * it is a class: as closures it would take three times the memory.
 */
export class KeptAccount implements AccountEvents {
  readonly network: Network;
  /** What the network last said of each watched person. */
  readonly known = new Map<EmailAddress, Presence>();
  /** Who asks there to see the user's presence; those of before, while the network is away. */
  asking: readonly EmailAddress[] = nobody;
  /** The user's own status as the network has it. */
  told: OwnStatus | undefined;
  #state: NetworkState;
  #account: Account | undefined;
  /** While connecting. */
  #attempt: AbortController | undefined;
  /** While waiting to try again. */
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #connected = 0;
  #closed = false;
  readonly #owner: AccountOwner;
  readonly #retry: Retry;
  readonly #log: Log;

  constructor(network: Network, owner: AccountOwner, retry: Retry, log: Log) {
    this.network = network;
    this.#owner = owner;
    this.#retry = retry;
    this.#log = log;
    this.#state = { name: network.name, state: "connecting", since: Date.now(), parts: [] };
    // Later, so that no event comes before the owner holds its account.
    queueMicrotask(() => void this.#connect());
  }

  get name(): string {
    return this.network.name;
  }
  get state(): NetworkState {
    return this.#state;
  }
  /** Absent while the network is away. */
  get account(): Account | undefined {
    return this.#account;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#attempt?.abort();
    await this.#account?.close();
    this.#account = undefined;
  }

  async #connect(): Promise<void> {
    if (this.#closed) return;
    const attempt = new AbortController();
    this.#attempt = attempt;
    const tooLate = setTimeout(() => attempt.abort(), patience);
    try {
      const account = await this.network.connect(this.#owner.user, this, attempt.signal);
      // It may have died, or be no longer wanted, while it was being handed over.
      if (this.#closed || this.#attempt !== attempt) return await account.close();
      this.#attempt = undefined;
      this.#account = account;
      this.#connected = performance.now();
      this.#become("connected", partsOf(account), account.lacks);
    } catch (error) {
      if (this.#attempt === attempt) this.#lost(error);
      else this.#log.error({ network: this.name, err: error }, "network broke");
    } finally {
      clearTimeout(tooLate);
    }
  }

  closed(error: NetworkError): void {
    if (this.#attempt || this.#account) this.#lost(error);
  }

  #lost(error: unknown): void {
    const code = error instanceof NetworkError ? error.code : "internal";
    if (code === "internal") this.#log.error({ network: this.name, err: error }, "network broke");
    if (this.#account && performance.now() - this.#connected > patience) this.#failures = 0;
    this.#account = undefined;
    this.#attempt = undefined;
    this.told = undefined;
    if (this.#closed) return;
    const word = code === "unauthorized" || code === "forbidden" ? "refused" : "unreachable";
    // People want to know since when it is away, not when it was last tried.
    if (this.#state.state !== word) this.#become(word, this.#state.parts);
    this.#timer = setTimeout(() => void this.#connect(), wait(this.#retry, this.#failures++));
    this.#timer.unref();
  }

  #become(state: NetworkState["state"], parts: NetworkState["parts"], lacks: readonly string[] = []): void {
    this.#state = { name: this.name, state, since: Date.now(), parts, ...(lacks.length > 0 && { lacks }) };
    this.#log.info({ network: this.name, state, user: brief(this.#owner.user.address) }, "network");
    this.#owner.turned(this);
  }

  presence(changes: readonly Presence[]): void {
    this.#owner.heard(this, changes);
  }
  status(status: OwnStatus): void {
    this.#owner.kept(this, status);
  }
  askers(people: readonly EmailAddress[]): void {
    if (people.length === 0 && this.asking.length === 0) return;
    this.asking = people;
    this.#owner.asked();
  }
  conversation(conversation: Conversation): void {
    this.#owner.tell({ type: "conversation", conversation });
  }
  message(message: Message): void {
    this.#owner.tell({ type: "message", message });
  }
  typing(conversation: ConversationId, from: EmailAddress, on: boolean): void {
    this.#owner.tell({ type: "typing", conversation, from, on });
  }
  read(conversation: ConversationId, by: EmailAddress, upTo: string): void {
    this.#owner.tell({ type: "read", conversation, by, upTo });
  }
  call(call: Call): void {
    this.#owner.tell({ type: "call", call });
  }
  signal(call: CallId, from: EmailAddress, signal: Signal, pane: string): void {
    this.#owner.tell({ type: "signal", call, from, signal }, pane);
  }
}

const nobody: readonly EmailAddress[] = [];

/** Each wait is up to twice the last one, spread so that a network that comes back is not met by everybody at once. */
function wait({ first, longest }: Retry, failures: number): number {
  return Math.min(longest, first * 2 ** failures) * (0.5 + Math.random() / 2);
}

function partsOf({ presence, chat, calls, freeBusy, meetings, links }: Account): NetworkState["parts"] {
  return [
    ...(presence ? (["presence"] as const) : []),
    ...(presence?.ask ? (["ask"] as const) : []),
    ...(presence?.publish ? (["publish"] as const) : []),
    ...(chat ? (["chat"] as const) : []),
    ...(calls ? (["calls"] as const) : []),
    ...(freeBusy ? (["free-busy"] as const) : []),
    ...(meetings ? (["meetings"] as const) : []),
    ...(links ? (["links"] as const) : []),
  ];
}
