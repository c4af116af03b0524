import type { NetworkState } from "../protocol/index.ts";
import type { Log } from "./log.ts";
import { type Account, type AccountEvents, type Network, NetworkError, type User } from "./network.ts";

/** Waits in milliseconds. */
export interface Retry {
  readonly first: number;
  readonly longest: number;
}

/** One account that is signed in again whenever it dies, until it is closed. */
export interface KeptAccount {
  /** Absent while the network is away. */
  readonly account: Account | undefined;
  readonly state: NetworkState;
  close(): Promise<void>;
}

/** A network that does not answer within this is away. */
const patience = 30_000;
/** An account that lived this long was well: the waits begin from the first again. */
const settled = 30_000;

/** The only place that retries: each wait is up to twice the last one, spread so that panes do not come back all at once. */
const wait = ({ first, longest }: Retry, failures: number) => Math.min(longest, first * 2 ** failures) * (0.5 + Math.random() / 2);

export function keepAccount(
  network: Network,
  user: User,
  events: Omit<AccountEvents, "closed"> & { state(state: NetworkState): void },
  retry: Retry,
  log: Log,
): KeptAccount {
  let account: Account | undefined;
  let state: NetworkState = { name: network.name, state: "connecting", since: Date.now(), parts: [] };
  let attempt: AbortController | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let connected = 0;
  let closed = false;

  function become(word: NetworkState["state"], parts = state.parts) {
    state = { name: network.name, state: word, since: Date.now(), parts };
    log.info({ network: network.name, state: word }, "network");
    events.state(state);
  }

  async function connect() {
    if (closed) return;
    const trial = new AbortController();
    attempt = trial;
    const tooLate = setTimeout(() => trial.abort(), patience);
    let over = false;
    const died = (error: unknown) => {
      if (over) return;
      over = true;
      lost(error);
    };
    try {
      const opened = await network.connect(user, { ...events, closed: died }, trial.signal);
      if (closed || over) return await opened.close();
      account = opened;
      connected = performance.now();
      become("connected", partsOf(opened));
    } catch (error) {
      died(error);
    } finally {
      clearTimeout(tooLate);
      attempt = undefined;
    }
  }

  function lost(error: unknown) {
    const code = error instanceof NetworkError ? error.code : "internal";
    if (code === "internal") log.error({ network: network.name, err: error }, "network broke");
    if (closed) return;
    if (account && performance.now() - connected > settled) failures = 0;
    account = undefined;
    const word = code === "unauthorized" || code === "forbidden" ? "refused" : "unreachable";
    // Since when it is away is what people want to know, not when it was last tried.
    if (state.state !== word) become(word);
    timer = setTimeout(() => void connect(), wait(retry, failures++));
    timer.unref();
  }

  // Later, so that no event comes before the caller holds what is returned.
  queueMicrotask(() => void connect());
  return {
    get account() {
      return account;
    },
    get state() {
      return state;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      attempt?.abort();
      await account?.close();
      account = undefined;
    },
  };
}

function partsOf({ presence, chat, calls }: Account): NetworkState["parts"] {
  return [
    ...(presence ? (["presence"] as const) : []),
    ...(presence?.publish ? (["publish"] as const) : []),
    ...(chat ? (["chat"] as const) : []),
    ...(calls ? (["calls"] as const) : []),
  ];
}
