import { randomUUID } from "node:crypto";
import {
  closeCode,
  type EmailAddress,
  type GatewayMessage,
  limits,
  type PaneMessage,
  type Presence,
  type Time,
} from "../protocol/index.ts";
import { at } from "./clock.ts";
import { encodeOnce } from "./encode.ts";
import type { Hub, Pane } from "./hub.ts";
import type { Hubs } from "./hubs.ts";
import type { Identity } from "./identity.ts";
import { brief, type Log } from "./log.ts";
import type { Lookup } from "./lookup.ts";
import { NetworkError } from "./network.ts";
import { parseFrame } from "./parse.ts";
import { rateLimit } from "./rate.ts";
import { answer, note } from "./requests.ts";

/** All that a session knows of its connection. */
export interface Socket {
  /** Text for this pane alone, or UTF-8 bytes that go to many. */
  send(data: string | Buffer): void;
  close(code: number, reason: string): void;
  onMessage(listener: (text: string) => void): void;
  /** However it ended. */
  onClose(listener: () => void): void;
}

export interface SessionOptions {
  readonly identity: Identity;
  readonly lookup: Lookup;
  readonly hubs: Hubs;
  readonly log: Log;
}

/** One pane's connection, from `hello` to its end. */
export function startSession(socket: Socket, { identity, lookup, hubs, log }: SessionOptions): void {
  const name = randomUUID();
  const allowed = rateLimit(limits);
  /** Settles when `hello` is answered; whatever comes meanwhile waits for it. */
  let greeting: Promise<void> | undefined;
  let hub: Hub | undefined;
  let closed = false;
  let cancelExpiry: (() => void) | undefined;
  let watching: ReadonlySet<EmailAddress> = new Set();
  /** Counts `watch` messages: an answer that a newer one has overtaken is not sent. */
  let turn = 0;
  /** While `watched` is being put together, what it will contain is not sent twice. */
  let gathering = false;

  const tell = (message: GatewayMessage) => socket.send(JSON.stringify(message));
  const concerns = ({ address }: Presence) => (gathering ? address === hub?.user.address : watching.has(address));
  const pane: Pane = {
    name,
    get closed() {
      return closed;
    },
    tell,
    changed(batch) {
      const mine = batch.every(concerns) ? batch : batch.filter(concerns);
      if (mine.length > 0) socket.send(encodeOnce(mine));
    },
  };

  function end(why: keyof typeof closeCode) {
    closed = true;
    socket.close(closeCode[why], why);
  }
  const helloTimer = setTimeout(() => end("helloTimeout"), limits.hello);

  function expireAt(time: Time | undefined) {
    cancelExpiry?.();
    cancelExpiry = time === undefined ? undefined : at(time, () => end("unauthorized"));
  }

  async function signIn(token: string) {
    const { address, expires } = await identity.user(token);
    const person = (await lookup.who([address])).get(address) ?? { address, kind: "person" };
    return { user: { address: person.address, person, token }, expires };
  }

  async function hello(token: string): Promise<void> {
    try {
      const { user, expires } = await signIn(token);
      if (closed) return;
      clearTimeout(helloTimer);
      expireAt(expires);
      watching = new Set([user.address]);
      hub = hubs.enter(user);
      log.info({ pane: name, user: brief(user.address) }, "hello");
      await hub.enter(pane);
    } catch (error) {
      if (!(error instanceof NetworkError)) log.error({ pane: name, err: error }, "hello broke");
      end(error instanceof NetworkError ? "unauthorized" : "internal");
    }
  }

  async function renew(hub: Hub, token: string): Promise<void> {
    const { user, expires } = await signIn(token);
    if (user.address !== hub.user.address) throw new NetworkError("forbidden", "That is somebody else's sign-in.");
    expireAt(expires);
  }

  async function watch(hub: Hub, asked: readonly EmailAddress[]): Promise<void> {
    const mine = ++turn;
    const overtaken = () => closed || mine !== turn;
    gathering = true;
    const people = await lookup.who(asked);
    if (overtaken()) return;
    const each = new Map([...people.values()].map((person) => [person.address, person]));
    const inNetworks = [...each.values()].filter((person) => person.kind !== "list" && !person.external);
    watching = new Set([hub.user.address, ...inNetworks.map(({ address }) => address)]);
    hub.watches.set(pane, watching);
    await hub.watches.known(watching);
    if (overtaken()) return;
    gathering = false;
    tell({ type: "watched", people: Object.fromEntries(people), presence: hub.watches.of(each.values()) });
  }

  async function respond(hub: Hub, message: PaneMessage): Promise<void> {
    switch (message.type) {
      case "hello":
        return; // answered by `hello`
      case "ping":
        return tell({ type: "pong" });
      case "watch":
        return watch(hub, message.people);
      case "idle":
      case "typing":
      case "read":
      case "signal":
        return note(message, hub, pane);
      case "renew":
        await renew(hub, message.token);
        return tell({ type: "ok", id: message.id });
      default:
        return tell({ type: "ok", id: message.id, ...(await answer(message, hub, pane)) });
    }
  }

  async function handle(greeted: Promise<void>, message: PaneMessage): Promise<void> {
    await greeted;
    if (!closed && hub) await respond(hub, message).catch((error: unknown) => refuse(message, error));
  }

  function refuse(message: PaneMessage, error: unknown) {
    const known = error instanceof NetworkError && error.code !== "internal";
    if (!known) log.error({ pane: name, type: message.type, err: error }, "message broke");
    if (!("id" in message)) return;
    const { code, message: words } = known ? error : new NetworkError("internal", "Something broke in the gateway.");
    tell({ type: "error", id: message.id, code, message: words });
  }

  socket.onMessage((text) => {
    if (closed) return;
    if (!allowed()) return end("tooMany");
    const frame = parseFrame(text);
    if (!frame) return end("badFrame");
    if ("message" in frame && frame.message.type === "hello") {
      if (greeting) return end("tooMany");
      greeting = hello(frame.message.token);
    } else if (!greeting) {
      end("unauthorized");
    } else if ("refusal" in frame) {
      tell({ type: "error", id: frame.id, code: frame.refusal, message: "This message is not as the protocol has it." });
    } else {
      void handle(greeting, frame.message);
    }
  });

  socket.onClose(() => {
    closed = true;
    clearTimeout(helloTimer);
    cancelExpiry?.();
    if (!hub) return;
    hub.leave(pane);
    hubs.leave(hub);
    log.info({ pane: name }, "bye");
  });
}
