import type { Conversation, ConversationId, EmailAddress, GatewayMessage, NetworkState, Time } from "../protocol/index.ts";
import { within } from "./clock.ts";
import { keepAccount, type Retry } from "./keep.ts";
import type { Log } from "./log.ts";
import type { Lookup } from "./lookup.ts";
import type { AccountEvents, Network, User } from "./network.ts";
import { createOwn, type Own } from "./own.ts";
import type { HubAccount } from "./sources.ts";
import { createWatches, firstFrame, type Watcher, type Watches } from "./watches.ts";

/** A session, as its hub sees it. */
export interface Pane extends Watcher {
  /** Unique among all panes. */
  readonly name: string;
  readonly closed: boolean;
  tell(message: GatewayMessage): void;
}

/** One user's accounts seen as one, shared by all of that user's panes. */
export interface Hub {
  readonly user: User;
  readonly accounts: readonly HubAccount[];
  readonly own: Own;
  readonly watches: Watches;
  readonly lookup: Lookup;
  /** Which network carries a conversation, as far as that has come up. */
  readonly via: ReadonlyMap<ConversationId, string>;
  /** Tells the pane `welcome`, then everything that happens. */
  enter(pane: Pane): Promise<void>;
  leave(pane: Pane): void;
  /** No input on this pane since then; undefined: active. */
  idle(pane: Pane, since: Time | undefined): void;
  /** Remembers who carries it, and passes it on. */
  carried(conversation: Conversation): Conversation;
  close(): Promise<void>;
}

export interface HubOptions {
  readonly networks: readonly Network[];
  readonly lookup: Lookup;
  readonly retry: Retry;
  readonly log: Log;
  readonly version: string;
}

export function createHub(user: User, { networks, lookup, retry, log, version }: HubOptions): Hub {
  const accounts: HubAccount[] = [];
  /** Since when each pane has been idle. */
  const panes = new Map<Pane, Time | undefined>();
  const via = new Map<ConversationId, string>();
  const self: ReadonlySet<EmailAddress> = new Set([user.address]);

  const tell = (message: GatewayMessage) => {
    for (const pane of panes.keys()) pane.tell(message);
  };
  const own = createOwn(accounts, tell);
  const watches = createWatches(accounts, user.address);

  const carried = (conversation: Conversation) => {
    via.set(conversation.id, conversation.via);
    return conversation;
  };
  const eventsOf = (account: () => HubAccount): Omit<AccountEvents, "closed"> & { state(state: NetworkState): void } => ({
    presence: (changes) => watches.heard(account(), changes),
    status: (status) => own.kept(account(), status),
    conversation: (conversation) => tell({ type: "conversation", conversation: carried(conversation) }),
    message: (message) => tell({ type: "message", message }),
    typing: (conversation, from, on) => tell({ type: "typing", conversation, from, on }),
    read: (conversation, by, upTo) => tell({ type: "read", conversation, by, upTo }),
    call: (call) => tell({ type: "call", call }),
    signal(call, from, signal, to) {
      for (const pane of panes.keys()) if (pane.name === to) pane.tell({ type: "signal", call, from, signal });
    },
    state(network) {
      tell({ type: "network", network });
      watches.turned(account());
      if (network.state !== "connected") return;
      own.connected(account());
      void conversationsOf(account()).then((all) => all.forEach((conversation) => tell({ type: "conversation", conversation })));
      for (const call of account().kept.account?.calls?.current() ?? []) tell({ type: "call", call });
    },
  });
  for (const network of networks) {
    const account: HubAccount = {
      name: network.name,
      known: new Map(),
      kept: keepAccount(
        network,
        user,
        eventsOf(() => account),
        retry,
        log,
      ),
    };
    accounts.push(account);
  }

  async function conversationsOf({ name, kept }: HubAccount): Promise<readonly Conversation[]> {
    try {
      return ((await kept.account?.chat?.conversations()) ?? []).map(carried);
    } catch (error) {
      log.warn({ network: name, err: error }, "conversations cannot be listed");
      return [];
    }
  }

  /** Those of networks that are slow come after `welcome`, as news. */
  async function conversationsFor(pane: Pane): Promise<Conversation[]> {
    const lists = accounts.map(async (account) => {
      const list = conversationsOf(account);
      const soon = await within(firstFrame, list);
      if (!soon) void list.then((all) => all.forEach((conversation) => pane.tell({ type: "conversation", conversation })));
      return soon ?? [];
    });
    return (await Promise.all(lists)).flat();
  }

  /** The user is idle when all panes are, since the last input on any. */
  function mergeIdleness() {
    const since = [...panes.values()];
    const idle = since.filter((time) => time !== undefined);
    if (since.length > 0) own.idle(idle.length === since.length ? Math.max(...idle) : undefined);
  }

  return {
    user,
    accounts,
    own,
    watches,
    lookup,
    via,
    carried,
    async enter(pane) {
      await watches.known(self);
      const conversations = await conversationsFor(pane);
      if (pane.closed) return;
      panes.set(pane, undefined);
      watches.set(pane, self);
      pane.tell({
        type: "welcome",
        version,
        pane: pane.name,
        user: user.person,
        status: own.status,
        presence: watches.of([user.person])[0],
        networks: accounts.map(({ kept }) => kept.state),
        conversations,
        calls: accounts.flatMap(({ kept }) => kept.account?.calls?.current() ?? []),
      });
      mergeIdleness();
    },
    leave(pane) {
      for (const { kept } of accounts) kept.account?.calls?.left(pane.name);
      panes.delete(pane);
      watches.drop(pane);
      mergeIdleness();
    },
    idle(pane, since) {
      if (panes.has(pane)) panes.set(pane, since);
      mergeIdleness();
    },
    async close() {
      await Promise.all(accounts.map(({ kept }) => kept.close()));
    },
  };
}
