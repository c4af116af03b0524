import { type Account, type AccountEvents, type Network, NetworkError, type OwnPresence, type User } from "../../src/gateway/network.ts";
import type { EmailAddress, Presence } from "../../src/protocol/index.ts";

/** One account of the network below, as the test sees it. */
export interface FakeAccount {
  readonly user: User;
  readonly events: AccountEvents;
  readonly watched: ReadonlySet<EmailAddress>[];
  readonly published: OwnPresence[];
  readonly left: string[];
}

export interface FakeNetwork extends Network {
  readonly accounts: Set<FakeAccount>;
  /** How often somebody tried to connect. */
  readonly tries: number;
  /** Settles at the next successful connect. */
  connected(): Promise<FakeAccount>;
  /** Settles when the next account is closed. */
  disconnected(): Promise<void>;
  /** While set, whoever connects is refused with it. */
  down: NetworkError | undefined;
  /** Everybody is thrown out, and stays out until `down` is undefined again. */
  die(error?: NetworkError): void;
  /** One person changes; all their watchers get the same array, which is returned. */
  say(...changes: Presence[]): readonly Presence[];
}

/** A whole network in memory, driven by the test: presence, and whatever other parts it is given. */
export function fakeNetwork(
  name: string,
  parts: (account: FakeAccount) => Partial<Account> = () => ({}),
  answer: (address: EmailAddress) => Presence | undefined = (address) => presenceOf(address, "available", name),
): FakeNetwork {
  const accounts = new Set<FakeAccount>();
  const current = new Map<EmailAddress, Presence>();
  const waiting: ((account: FakeAccount) => void)[] = [];
  const closing: (() => void)[] = [];
  let tries = 0;

  const know = (address: EmailAddress) => {
    const presence = current.get(address) ?? answer(address);
    if (presence) current.set(address, presence);
    return presence;
  };

  return {
    name,
    accounts,
    down: undefined,
    get tries() {
      return tries;
    },
    connected: () => new Promise((resolve) => waiting.push(resolve)),
    disconnected: () => new Promise((resolve) => closing.push(resolve)),
    async connect(user, events) {
      tries++;
      if (this.down) throw this.down;
      const account: FakeAccount = { user, events, watched: [], published: [], left: [] };
      accounts.add(account);
      queueMicrotask(() => {
        for (const tell of waiting.splice(0)) tell(account);
      });
      return {
        presence: {
          watch(people) {
            account.watched.push(people);
            const known = [...people].map(know).filter((presence) => presence !== undefined);
            if (known.length > 0) events.presence(known);
          },
          async publish(own) {
            account.published.push(own);
          },
        },
        ...parts(account),
        async close() {
          accounts.delete(account);
          for (const tell of closing.splice(0)) tell();
        },
      };
    },
    die(error = new NetworkError("unreachable", `${name} has gone.`)) {
      this.down = error;
      for (const { events } of accounts) events.closed(error);
      accounts.clear();
    },
    say(...changes) {
      for (const change of changes) current.set(change.address, change);
      for (const { events, watched } of accounts) {
        if (changes.some(({ address }) => watched.at(-1)?.has(address))) events.presence(changes);
      }
      return changes;
    },
  };
}

export function presenceOf(address: EmailAddress, availability: Presence["availability"], network: string, at = 1000): Presence {
  return { address, availability, since: at, sources: [{ network, availability, observed: at }] };
}
