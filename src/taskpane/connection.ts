import { closeCode, path, subprotocol, type ErrorCode, type Ok, type PaneMessage } from "../protocol/index.ts";
import { readFrame } from "./frame.ts";
import type { SignIn } from "./signIn.ts";
import type { Event, Link } from "./state.ts";

type Unnumbered<M> = M extends { id: number } ? Omit<M, "id"> : never;
/** A message that is answered. */
export type Request = Unnumbered<PaneMessage>;
/** A message that is not. */
export type Notice = Exclude<PaneMessage, { id: number }>;

/** Why a request failed: the gateway's code, or `offline` where it never reached the gateway. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly code: ErrorCode | "offline";
  constructor(code: ErrorCode | "offline", message: string) {
    super(message);
    this.code = code;
  }
}

/** The pane's one line to the gateway; it reconnects by itself, says `hello` and `watch` again, and tells the store. */
export interface Connection {
  /** Rejects with WireError, at once where the line is down. */
  request(request: Request): Promise<Ok>;
  /** Dropped where the line is down; the last `watch` and `idle` are said again on the next one. */
  tell(notice: Notice): void;
  /** The reader asks for another try now. */
  retry(): void;
  /** The computer woke or its network changed: find out at once whether the line still holds. */
  check(): void;
  close(): void;
}

/** Where a gateway with this origin listens for panes. */
export function wireUrl(origin: string): string {
  return new URL(path, origin.replace(/^http/, "ws")).href;
}

export interface ConnectionOptions {
  readonly url: string;
  readonly signIn: SignIn;
  readonly dispatch: (event: Event) => void;
  readonly WebSocket: new (url: string, protocol: string) => WebSocket;
  /** Milliseconds; tests shorten them. */
  readonly times?: Partial<typeof usualTimes>;
}

const usualTimes = {
  /** A request that takes longer has failed. */
  answer: 15_000,
  /** Silence after which the gateway is asked whether it is still there. */
  quiet: 25_000,
  /** A `ping` unanswered for this long means a dead line. */
  pong: 8000,
  /** From opening a socket to `welcome`. */
  welcome: 10_000,
  firstRetry: 500,
  longestRetry: 30_000,
};

/** Closed by these, another try by itself would fail as the last one did. */
const final: Readonly<Record<number, Link>> = {
  [closeCode.unauthorized]: { state: "signed-out" },
  [closeCode.forbidden]: { state: "forbidden" },
  [closeCode.noSubprotocol]: { state: "outdated" },
};

interface Pending {
  readonly resolve: (ok: Ok) => void;
  readonly reject: (error: WireError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export function connect({ url, signIn, dispatch, WebSocket, times }: ConnectionOptions): Connection {
  const { answer, quiet, pong, welcome, firstRetry, longestRetry } = { ...usualTimes, ...times };
  const pending = new Map<number, Pending>();
  /** The last of each kind, to be said again on a new line. */
  const standing = new Map<Notice["type"], Notice>();
  let socket: WebSocket | undefined;
  let welcomed = false;
  let lost: number | undefined;
  let failures = 0;
  let numbers = 0;
  /** One at a time: waiting for a retry, for `welcome`, for silence to last, or for `pong`. */
  let timer: ReturnType<typeof setTimeout> | undefined;

  function after(delay: number, act: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(act, delay);
  }

  function say(message: PaneMessage): void {
    socket?.send(JSON.stringify(message));
  }

  function open(interactive: boolean): void {
    drop();
    const line = new WebSocket(url, subprotocol);
    socket = line;
    after(welcome, () => fail(undefined));
    line.addEventListener("open", () => void greet(line, interactive));
    line.addEventListener("message", ({ data }) => line === socket && hear(data));
    line.addEventListener("close", ({ code }) => line === socket && fail(final[code]));
    line.addEventListener("error", () => undefined); // `close` always follows, and tells more
  }

  async function greet(line: WebSocket, interactive: boolean): Promise<void> {
    try {
      const token = await signIn.token({ interactive });
      if (line === socket) say({ type: "hello", token });
    } catch {
      if (line === socket) fail({ state: "signed-out" });
    }
  }

  function hear(data: unknown): void {
    listen();
    const message = readFrame(data);
    if (!message || message.type === "pong") return;
    if (message.type === "ok") return settle(message.id, ({ resolve }) => resolve(message));
    if (message.type === "error") return settle(message.id, ({ reject }) => reject(new WireError(message.code, message.message)));
    if (message.type === "welcome") {
      welcomed = true;
      lost = undefined;
      failures = 0;
      for (const notice of standing.values()) say(notice);
    }
    dispatch({ type: "heard", message });
  }

  /** Silence is normal, but only for so long: a line that died without a word is found by asking. */
  function listen(): void {
    if (welcomed) after(quiet, ask);
  }

  function ask(): void {
    say({ type: "ping" });
    after(pong, () => fail(undefined));
  }

  function settle(id: number | undefined, how: (request: Pending) => void): void {
    const request = id === undefined ? undefined : pending.get(id);
    if (id === undefined || !request) return;
    pending.delete(id);
    clearTimeout(request.timer);
    how(request);
  }

  /** Forgets the socket first, so that nothing it still says is heard. */
  function drop(): void {
    clearTimeout(timer);
    const line = socket;
    socket = undefined;
    welcomed = false;
    line?.close();
    for (const id of pending.keys()) settle(id, ({ reject }) => reject(new WireError("offline", "the line to the gateway broke")));
  }

  function fail(end: Link | undefined): void {
    drop();
    if (end) {
      lost = undefined;
      return dispatch({ type: "link", link: end });
    }
    lost ??= Date.now();
    dispatch({ type: "link", link: { state: globalThis.navigator?.onLine === false ? "offline" : "reconnecting", since: lost } });
    // Half of it is chance: thousands of panes must not come back to a restarted gateway in one moment.
    const delay = Math.min(longestRetry, firstRetry * 2 ** failures) * (0.5 + Math.random() / 2);
    failures += 1;
    after(delay, () => open(false));
  }

  open(false);
  return {
    request(request) {
      if (!welcomed) return Promise.reject(new WireError("offline", "there is no line to the gateway"));
      const id = ++numbers;
      return new Promise((resolve, reject) => {
        const late = (): void => settle(id, () => reject(new WireError("unreachable", "the gateway did not answer in time")));
        pending.set(id, { resolve, reject, timer: setTimeout(late, answer) });
        // Spreading a union widens it: `Request` is each message that has an id, less that id.
        say({ ...request, id } as PaneMessage);
      });
    },
    tell(notice) {
      if (notice.type === "watch" || notice.type === "idle") standing.set(notice.type, notice);
      if (welcomed) say(notice);
    },
    retry() {
      failures = 0;
      open(true);
    },
    check() {
      if (welcomed) ask();
      else if (lost !== undefined) open(false);
    },
    close: drop,
  };
}
