import { closeCode, path, subprotocol, type ErrorCode, type Ok, type PaneMessage } from "../protocol/index.ts";
import { readFrame } from "./frame.ts";
import type { SignIn, Token } from "./signIn/index.ts";
import type { Renewal } from "./signIn/renewal.ts";
import { troubleOf, type Trouble } from "./signIn/trouble.ts";
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
  /** With `unauthorized`: what the token must say for it to be done. */
  readonly claims: string | undefined;
  constructor(code: ErrorCode | "offline", message: string, claims?: string) {
    super(message);
    this.code = code;
    this.claims = claims;
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
  /** The reader signs in, in a window where it takes one; `choose`: as somebody else. The line that is open goes on meanwhile. */
  signIn(how?: { readonly choose: boolean }): void;
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
  /** Before the end of a token it is renewed; and between two tries. */
  ahead: 5 * 60_000,
  renewalRetry: 20_000,
};

/** Closed by these, another try by itself would fail as the last one did. */
const final: Readonly<Record<number, Link>> = {
  [closeCode.unauthorized]: { state: "signed-out", why: "refused" },
  [closeCode.forbidden]: { state: "forbidden" },
  [closeCode.noSubprotocol]: { state: "outdated" },
};

interface Pending {
  readonly resolve: (ok: Ok) => void;
  readonly reject: (error: WireError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

export function connect({ url, signIn, dispatch, WebSocket, times }: ConnectionOptions): Connection {
  const { answer, quiet, pong, welcome, firstRetry, longestRetry, ...renewals } = { ...usualTimes, ...times };
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
  /** Counts lines: a token that is asked for is for one of them. */
  let turn = 0;
  /** The gateway did not take the last token, which may have been an old one: the next one is to be new. */
  let fresh = false;
  let renewal: Promise<Renewal> | undefined;

  /** Loads when there is a token that ends: where people do not sign in there is none. */
  async function loadRenewal(): Promise<Renewal> {
    const { createRenewal } = await import("./signIn/renewal.ts");
    return createRenewal({
      signIn,
      renew: (token) => ask({ type: "renew", token }),
      tell: (trouble) => dispatch({ type: "sign-in", trouble }),
      times: renewals,
    });
  }

  function renewing(): Promise<Renewal> {
    return (renewal ??= loadRenewal().catch((error: unknown) => {
      renewal = undefined;
      throw error;
    }));
  }

  /** Where it cannot be loaded, the token ends, and the pane begins anew. */
  async function keepFresh(token: Token): Promise<void> {
    const mine = turn;
    const loaded = await renewing().catch(() => undefined);
    if (mine === turn) loaded?.begin(token);
  }

  function after(delay: number, act: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(act, delay);
  }

  function say(message: PaneMessage): void {
    socket?.send(JSON.stringify(message));
  }

  /** Nobody waits at the gateway while a token is asked for: that may take its time. */
  async function open(given?: Token): Promise<void> {
    drop();
    const mine = turn;
    try {
      const token = given ?? (await signIn.token({ interactive: false, fresh }));
      if (mine === turn) dial(token);
    } catch (error) {
      if (mine === turn) refuse(troubleOf(error));
    }
  }

  function dial(token: Token): void {
    const line = new WebSocket(url, subprotocol);
    socket = line;
    after(welcome, () => fail(undefined));
    line.addEventListener("open", () => line === socket && say({ type: "hello", token: token.text }));
    line.addEventListener("message", ({ data }) => line === socket && hear(data, token));
    line.addEventListener("close", ({ code }) => line === socket && closed(code, token));
    line.addEventListener("error", () => undefined); // `close` always follows, and tells more
  }

  function closed(code: number, token: Token): void {
    if (code !== closeCode.unauthorized || token.expires === undefined || fresh) return fail(final[code]);
    fresh = true;
    void open();
  }

  function refuse(why: Trouble): void {
    fail(why === "offline" ? undefined : { state: "signed-out", why });
  }

  function hear(data: unknown, token: Token): void {
    listen();
    const message = readFrame(data);
    if (!message || message.type === "pong") return;
    if (message.type === "ok") return settle(message.id, ({ resolve }) => resolve(message));
    if (message.type === "error")
      return settle(message.id, ({ reject }) => reject(new WireError(message.code, message.message, message.claims)));
    if (message.type === "welcome") {
      welcomed = true;
      lost = undefined;
      failures = 0;
      fresh = false;
      if (token.expires !== undefined) void keepFresh(token);
      listen();
      for (const notice of standing.values()) say(notice);
    }
    dispatch({ type: "heard", message });
  }

  /** Silence is normal, but only for so long: a line that died without a word is found by asking. */
  function listen(): void {
    if (welcomed) after(quiet, ping);
  }

  function ping(): void {
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
    turn += 1;
    clearTimeout(timer);
    void renewal?.then((each) => each.stop()).catch(() => undefined);
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
    after(delay, () => void open());
  }

  function ask(request: Request): Promise<Ok> {
    if (!welcomed) return Promise.reject(new WireError("offline", "there is no line to the gateway"));
    const id = ++numbers;
    return new Promise((resolve, reject) => {
      const late = (): void => settle(id, () => reject(new WireError("unreachable", "the gateway did not answer in time")));
      pending.set(id, { resolve, reject, timer: setTimeout(late, answer) });
      // Spreading a union widens it: `Request` is each message that has an id, less that id.
      say({ ...request, id } as PaneMessage);
    });
  }

  /** In the reader's press already, which is what browsers let a window open for. */
  async function signInNow(choose: boolean): Promise<void> {
    const mine = turn;
    try {
      if (welcomed && !choose) return await (await renewing()).ask();
      const token = await signIn.token({ interactive: true, fresh, choose });
      if (mine === turn) await open(token);
    } catch (error) {
      const trouble = troubleOf(error);
      if (mine !== turn) return;
      if (welcomed) dispatch({ type: "sign-in", trouble });
      else refuse(trouble);
    }
  }

  void open();
  return {
    async request(request) {
      try {
        return await ask(request);
      } catch (error) {
        if (!(error instanceof WireError) || error.claims === undefined) throw error;
        const { claims } = error;
        const satisfied = await renewing()
          .then((each) => each.satisfy(claims))
          .catch(() => false);
        if (!satisfied) throw error;
        return ask(request);
      }
    },
    tell(notice) {
      if (notice.type === "watch" || notice.type === "idle") standing.set(notice.type, notice);
      if (welcomed) say(notice);
    },
    retry() {
      failures = 0;
      void open();
    },
    signIn: (how) => void signInNow(how?.choose ?? false),
    check() {
      if (welcomed) ping();
      else if (lost !== undefined) void open();
    },
    close: drop,
  };
}
