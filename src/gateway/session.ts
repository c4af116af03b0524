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
import { TokenBucket } from "./rate.ts";
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
  /** Those of the protocol, unless a test is in a hurry. */
  readonly limits?: Readonly<Record<"rate" | "burst" | "hello", number>>;
}

/** One pane's connection, from `hello` to its end. There are many: a class, because closures would take several times the memory. */
class Session implements Pane {
  readonly name = randomUUID();
  readonly #socket: Socket;
  readonly #options: SessionOptions;
  readonly #bucket: TokenBucket;
  #helloTimer: NodeJS.Timeout | undefined;
  /** Settles when `hello` is answered; whatever comes meanwhile waits for it. */
  #greeting: Promise<void> | undefined;
  #hub: Hub | undefined;
  #watching: ReadonlySet<EmailAddress> = nobody;
  /** Counts `watch` messages: an answer that a newer one has overtaken is not sent. */
  #turn = 0;
  /** While `watched` is being put together, what it will contain is not sent twice. */
  #gathering = false;
  #idleSince: Time | undefined;
  #closed = false;
  #cancelExpiry: (() => void) | undefined;

  constructor(socket: Socket, options: SessionOptions) {
    this.#socket = socket;
    this.#options = options;
    const { hello, ...rate } = options.limits ?? limits;
    this.#bucket = new TokenBucket(rate);
    this.#helloTimer = setTimeout(() => this.#end("helloTimeout"), hello);
    socket.onMessage((text) => this.#read(text));
    socket.onClose(() => this.#left());
  }

  get watching(): ReadonlySet<EmailAddress> {
    return this.#watching;
  }
  get idleSince(): Time | undefined {
    return this.#idleSince;
  }
  get closed(): boolean {
    return this.#closed;
  }

  tell(message: GatewayMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  changed(batch: readonly Presence[], whole: boolean): void {
    const all = whole && !this.#gathering;
    const mine = all || batch.every(this.#concerns, this) ? batch : batch.filter(this.#concerns, this);
    if (mine.length > 0) this.#socket.send(encodeOnce(mine));
  }

  #concerns({ address }: Presence): boolean {
    return this.#gathering ? address === this.#hub?.user.address : this.#watching.has(address);
  }

  #read(text: string): void {
    if (this.#closed) return;
    if (!this.#bucket.take()) return this.#end("tooMany");
    const frame = parseFrame(text);
    if (!frame) return this.#end("badFrame");
    if ("message" in frame && frame.message.type === "hello") {
      if (this.#greeting) return this.#end("tooMany");
      this.#greeting = this.#hello(frame.message.token);
    } else if (!this.#greeting) {
      this.#end("unauthorized");
    } else if ("refusal" in frame) {
      this.tell({ type: "error", id: frame.id, code: frame.refusal, message: "This message is not as the protocol has it." });
    } else {
      void this.#handle(this.#greeting, frame.message);
    }
  }

  async #hello(token: string): Promise<void> {
    const { hubs, log } = this.#options;
    try {
      const { user, expires } = await this.#signIn(token);
      if (this.#closed) return;
      this.#stopHelloTimer();
      this.#expireAt(expires);
      this.#watching = new Set([user.address]);
      this.#hub = hubs.enter(user);
      this.#hub.renew(token);
      log.info({ pane: this.name, user: brief(user.address) }, "hello");
      await this.#hub.enter(this);
    } catch (error) {
      const code = error instanceof NetworkError ? error.code : "internal";
      if (code === "unauthorized" || code === "forbidden") return this.#end(code);
      log.error({ pane: this.name, err: error }, "hello broke");
      this.#end("internal");
    }
  }

  async #signIn(token: string) {
    const { address, expires } = await this.#options.identity.user(token);
    const person = (await this.#options.lookup.who([address])).get(address) ?? { address, kind: "person" };
    return { user: { address: person.address, person, token }, expires };
  }

  async #handle(greeting: Promise<void>, message: PaneMessage): Promise<void> {
    await greeting;
    if (!this.#closed && this.#hub) await this.#respond(this.#hub, message).catch((error: unknown) => this.#refuse(message, error));
  }

  async #respond(hub: Hub, message: PaneMessage): Promise<void> {
    switch (message.type) {
      case "hello":
        return; // answered by `#hello`
      case "ping":
        return this.tell({ type: "pong" });
      case "watch":
        return this.#watch(hub, message.people);
      case "idle":
        this.#idleSince = message.since;
        return hub.mergeIdleness();
      case "typing":
      case "read":
      case "signal":
        return note(message, hub, this);
      case "renew":
        await this.#renew(hub, message.token);
        return this.tell({ type: "ok", id: message.id });
      default:
        return this.tell({ type: "ok", id: message.id, ...(await answer(message, hub, this)) });
    }
  }

  async #watch(hub: Hub, asked: readonly EmailAddress[]): Promise<void> {
    const turn = ++this.#turn;
    const overtaken = () => this.#closed || turn !== this.#turn;
    this.#gathering = true;
    const people = await this.#options.lookup.who(asked);
    if (overtaken()) return;
    const each = new Map([...people.values()].map((person) => [person.address, person]));
    const inNetworks = [...each.values()].filter((person) => person.kind !== "list" && !person.external);
    this.#watching = new Set([hub.user.address, ...inNetworks.map(({ address }) => address)]);
    hub.watches.unite();
    await hub.watches.known(this.#watching);
    if (overtaken()) return;
    this.#gathering = false;
    this.tell({ type: "watched", people: Object.fromEntries(people), presence: hub.watches.of(each.values()) });
  }

  async #renew(hub: Hub, token: string): Promise<void> {
    const { user, expires } = await this.#signIn(token);
    if (user.address !== hub.user.address) throw new NetworkError("forbidden", "That is somebody else's sign-in.");
    hub.renew(token);
    this.#expireAt(expires);
  }

  #refuse(message: PaneMessage, error: unknown): void {
    const known = error instanceof NetworkError && error.code !== "internal";
    if (!known) this.#options.log.error({ pane: this.name, type: message.type, err: error }, "message broke");
    if (!("id" in message)) return;
    const { code, message: words, claims } = known ? error : new NetworkError("internal", "Something broke in the gateway.");
    this.tell({ type: "error", id: message.id, code, message: words, claims });
  }

  #expireAt(time: Time | undefined): void {
    this.#cancelExpiry?.();
    this.#cancelExpiry = time === undefined ? undefined : at(time, () => this.#end("unauthorized"));
  }

  #stopHelloTimer(): void {
    clearTimeout(this.#helloTimer);
    this.#helloTimer = undefined;
  }

  #end(why: keyof typeof closeCode): void {
    this.#closed = true;
    this.#socket.close(closeCode[why], why);
  }

  #left(): void {
    this.#closed = true;
    this.#stopHelloTimer();
    this.#cancelExpiry?.();
    if (!this.#hub) return;
    this.#hub.leave(this);
    this.#options.hubs.leave(this.#hub);
    this.#options.log.info({ pane: this.name }, "bye");
  }
}

const nobody: ReadonlySet<EmailAddress> = new Set();

/** Speaks with one pane until either side closes. */
export function startSession(socket: Socket, options: SessionOptions): Pane {
  return new Session(socket, options);
}
