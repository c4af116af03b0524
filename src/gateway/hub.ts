import {
  limits,
  type Conversation,
  type ConversationId,
  type EmailAddress,
  type GatewayMessage,
  type OwnStatus,
  type Presence,
  type Time,
} from "../protocol/index.ts";
import { type AccountOwner, KeptAccount, type Retry } from "./account.ts";
import { within } from "./clock.ts";
import { leaving } from "./leaving.ts";
import type { Log } from "./log.ts";
import type { Lookup } from "./lookup.ts";
import type { Account, Network, User } from "./network.ts";
import { Own } from "./own.ts";
import { firstFrame, type Watcher, Watches } from "./watches.ts";

/** A session, as its hub sees it. */
export interface Pane extends Watcher {
  /** Unique among all panes. */
  readonly name: string;
  readonly closed: boolean;
  /** No input on it since then; undefined: active. */
  readonly idleSince: Time | undefined;
  tell(message: GatewayMessage): void;
}

export interface HubOptions {
  readonly networks: readonly Network[];
  readonly lookup: Lookup;
  readonly retry: Retry;
  readonly log: Log;
  readonly version: string;
}

/** One user's accounts seen as one, shared by all of that user's panes. */
export class Hub implements AccountOwner {
  #user: User;
  readonly accounts: readonly KeptAccount[];
  readonly own: Own;
  readonly watches: Watches;
  readonly options: HubOptions;
  /** Calls that panes left while their network was away. */
  readonly leaving = leaving();
  readonly #panes = new Set<Pane>();
  #via: Map<ConversationId, string> | undefined;
  /** Counts what changes a conversation. */
  #news = 0;

  constructor(user: User, options: HubOptions) {
    this.#user = user;
    this.options = options;
    this.accounts = options.networks.map((network) => new KeptAccount(network, this, options.retry, options.log));
    this.own = new Own(this.accounts, (status) => this.tell({ type: "status", status }));
    this.watches = new Watches(this.accounts, this.#panes, new Set([user.address]));
  }

  get user(): User {
    return this.#user;
  }
  /** A fresh token, for accounts that act with it, and for those that sign in again. */
  renew(token: string): void {
    this.#user = { ...this.#user, token };
    for (const { account } of this.accounts) account?.renew?.(token);
  }

  /** Tells the pane `welcome`, then everything that happens. */
  async enter(pane: Pane): Promise<void> {
    await this.watches.known(pane.watching);
    let conversations: Conversation[];
    let news: number;
    // What came while they were listed would be missed: then they are listed again.
    do {
      news = this.#news;
      conversations = await this.#conversationsFor(pane);
      if (pane.closed) return;
    } while (news !== this.#news);
    this.#panes.add(pane);
    this.watches.unite();
    const { askers } = this;
    pane.tell({
      type: "welcome",
      version: this.options.version,
      pane: pane.name,
      user: this.user.person,
      status: this.own.status,
      presence: this.watches.of([this.user.person])[0],
      networks: this.accounts.map(({ state }) => state),
      ...(askers.length > 0 && { askers }),
      conversations,
      calls: this.accounts.flatMap(({ account }) => account?.calls?.current() ?? []),
    });
    this.mergeIdleness();
  }

  leave(pane: Pane): void {
    for (const { account } of this.accounts) account?.calls?.left(pane.name);
    this.#panes.delete(pane);
    this.watches.unite();
    this.mergeIdleness();
  }

  /** The user is idle when all panes are, since the last input on any. */
  mergeIdleness(): void {
    const since = [...this.#panes].map(({ idleSince }) => idleSince);
    const idle = since.filter((time) => time !== undefined);
    if (since.length > 0) this.own.idle(idle.length === since.length ? Math.max(...idle) : undefined);
  }

  async close(): Promise<void> {
    await Promise.all(this.accounts.map((account) => account.close()));
  }

  /** Which network carries a conversation, as far as that has come up. */
  via(conversation: ConversationId): string | undefined {
    return this.#via?.get(conversation);
  }
  carries({ id, via }: Conversation): void {
    (this.#via ??= new Map()).set(id, via);
  }

  /** Who asks, in any network, to see the user's presence. */
  get askers(): EmailAddress[] {
    return [...new Set(this.accounts.flatMap(({ asking }) => asking))].slice(0, limits.askers);
  }
  asked(): void {
    this.tell({ type: "askers", people: this.askers });
  }

  heard(account: KeptAccount, changes: readonly Presence[]): void {
    this.watches.heard(account, changes);
  }
  kept(account: KeptAccount, status: OwnStatus): void {
    this.own.kept(account, status);
  }
  tell(message: GatewayMessage, name?: string): void {
    if (message.type === "conversation") this.carries(message.conversation);
    if (message.type === "conversation" || message.type === "message" || message.type === "read") this.#news++;
    for (const pane of this.#panes) if (name === undefined || pane.name === name) pane.tell(message);
  }

  turned(account: KeptAccount): void {
    this.tell({ type: "network", network: account.state });
    this.watches.turned(account);
    if (!account.account) return;
    this.own.connected(account);
    void this.#callsIn(account.account);
    if (this.#panes.size > 0) void this.#conversationsIn(account).then((all) => this.#tellAll(all, this));
  }

  /** Panes that are there already hear as news what others find in `welcome`. */
  async #callsIn({ calls }: Account): Promise<void> {
    if (!calls) return;
    await this.leaving.tell(calls, this.user.address, new Set([...this.#panes].map(({ name }) => name)));
    for (const call of calls.current()) this.tell({ type: "call", call });
  }

  /** Those of networks that are slow come after `welcome`, as news. */
  async #conversationsFor(pane: Pane): Promise<Conversation[]> {
    const lists = this.accounts.map(async (account) => {
      const list = this.#conversationsIn(account);
      const soon = await within(firstFrame, list);
      if (!soon) void list.then((all) => this.#tellAll(all, pane));
      return soon ?? [];
    });
    return (await Promise.all(lists)).flat();
  }

  async #conversationsIn({ name, account }: KeptAccount): Promise<readonly Conversation[]> {
    try {
      const conversations = (await account?.chat?.conversations()) ?? [];
      for (const conversation of conversations) this.carries(conversation);
      return conversations;
    } catch (error) {
      this.options.log.warn({ network: name, err: error }, "conversations cannot be listed");
      return [];
    }
  }

  #tellAll(conversations: readonly Conversation[], listener: { tell(message: GatewayMessage): void }): void {
    for (const conversation of conversations) listener.tell({ type: "conversation", conversation });
  }
}
