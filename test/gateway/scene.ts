import { createHubs, type Hubs } from "../../src/gateway/hubs.ts";
import { openIdentity } from "../../src/gateway/identity.ts";
import { openLog } from "../../src/gateway/log.ts";
import { createLookup } from "../../src/gateway/lookup.ts";
import { type Network, NetworkError } from "../../src/gateway/network.ts";
import type { Directory } from "../../src/gateway/directory.ts";
import { type SessionOptions, type Socket, startSession } from "../../src/gateway/session.ts";
import { EmailAddress, GatewayMessage, type Person } from "../../src/protocol/index.ts";

export const alice = EmailAddress.parse("alice@example.org");
export const bob = EmailAddress.parse("bob@example.org");
export const carol = EmailAddress.parse("carol@example.org");
export const stranger = EmailAddress.parse("dan@elsewhere.example");

type Message<T extends GatewayMessage["type"]> = Extract<GatewayMessage, { type: T }>;

/** The pane's end of a connection without a port. */
export interface FarEnd {
  /** What arrived, as it was sent. */
  readonly raw: (string | Buffer)[];
  readonly messages: GatewayMessage[];
  /** The first message of the type that was not asked for yet, now or when it comes. */
  next<T extends GatewayMessage["type"]>(type: T): Promise<Message<T>>;
  send(message: unknown): void;
  readonly closed: Promise<number>;
  close(): void;
}

/** Two ends linked in memory: what one sends, the other hears. */
export function linkedPair(): { readonly socket: Socket; readonly pane: FarEnd } {
  const raw: (string | Buffer)[] = [];
  const messages: GatewayMessage[] = [];
  const unread: GatewayMessage[] = [];
  const waiting = new Set<() => void>();
  let listener: (text: string) => void = () => undefined;
  let left: () => void = () => undefined;
  let settle: (code: number) => void = () => undefined;
  const closed = new Promise<number>((resolve) => (settle = resolve));
  let open = true;
  const end = (code: number) => {
    if (!open) return;
    open = false;
    settle(code);
    left();
  };

  return {
    socket: {
      send(data) {
        if (!open) return;
        const message = GatewayMessage.parse(JSON.parse(String(data)));
        raw.push(data);
        messages.push(message);
        unread.push(message);
        for (const look of waiting) look();
      },
      close: end,
      onMessage: (heard) => (listener = heard),
      onClose: (heard) => (left = heard),
    },
    pane: {
      raw,
      messages,
      next: <T extends GatewayMessage["type"]>(type: T) =>
        new Promise<Message<T>>((resolve) => {
          const look = () => {
            const index = unread.findIndex((message) => message.type === type);
            if (index < 0) return;
            waiting.delete(look);
            resolve(unread.splice(index, 1)[0] as Message<T>); // found by this type
          };
          waiting.add(look);
          look();
        }),
      send: (message) => listener(typeof message === "string" ? message : JSON.stringify(message)),
      closed,
      close: () => end(1000),
    },
  };
}

export interface Scene {
  readonly hubs: Hubs;
  /** A pane that has said nothing yet. */
  open(): FarEnd;
  /** A pane that was welcomed. */
  enter(address: EmailAddress): Promise<FarEnd>;
  close(): Promise<void>;
}

export interface SceneOptions {
  readonly networks?: readonly Network[];
  readonly directories?: readonly Directory[];
  readonly grace?: number;
  readonly limits?: SessionOptions["limits"];
  readonly signIn?: Parameters<typeof openIdentity>[0];
}

/** A gateway without its HTTP server. */
export async function setScene(options: SceneOptions = {}): Promise<Scene> {
  const { networks = [], directories = [], grace = 0, limits, signIn = "loopback" } = options;
  const log = openLog("silent");
  const lookup = createLookup(directories, [], log);
  const hubs = createHubs({ networks, lookup, log, grace, retry: { first: 1, longest: 4 }, version: "1.2.3" });
  const identity = await openIdentity(signIn);
  const open = () => {
    const { socket, pane } = linkedPair();
    startSession(socket, { identity, lookup, hubs, log, limits });
    return pane;
  };
  return {
    hubs,
    open,
    async enter(address) {
      const pane = open();
      pane.send({ type: "hello", token: `loopback:${address}` });
      await pane.next("welcome");
      return pane;
    },
    close: () => hubs.close(),
  };
}

/** A directory of these people, each found by every one of their addresses. */
export function directoryOf(...people: Person[]): Directory {
  return {
    name: "test",
    async find(addresses) {
      const found = people.flatMap((person) => [person.address, ...(person.aliases ?? [])].map((address) => [address, person] as const));
      return new Map(found.filter(([address]) => addresses.has(address)));
    },
    async members(list) {
      if (!people.some(({ address, kind }) => address === list && kind === "list")) throw new NetworkError("not-found", "No list.");
      return people.filter(({ kind }) => kind === "person");
    },
  };
}
