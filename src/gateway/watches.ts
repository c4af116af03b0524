import type { EmailAddress, Person, Presence } from "../protocol/index.ts";
import type { HubAccount } from "./sources.ts";
import { answered, composed, unknown } from "./sources.ts";

/** A watcher: gets every batch that its hub hears, and picks what it watches. */
export interface Watcher {
  changed(batch: readonly Presence[]): void;
}

/** Whom a hub's panes watch, and what its networks say of them. */
export interface Watches {
  /** Replaces whom this pane watches. */
  set(pane: Watcher, people: ReadonlySet<EmailAddress>): void;
  drop(pane: Watcher): void;
  /** A network said something. */
  heard(account: HubAccount, changes: readonly Presence[]): void;
  /** A network came or went. */
  turned(account: HubAccount): void;
  /** Once every network has answered for these people, or will not for now. At the latest after `firstFrame`. */
  known(people: ReadonlySet<EmailAddress>): Promise<void>;
  /** What is known now, unknown people included. */
  of(people: Iterable<Person>): Presence[];
}

/** Networks that answer within this, in milliseconds, are in the pane's first frame; the others follow. */
export const firstFrame = 250;

export function createWatches(accounts: readonly HubAccount[], self: EmailAddress): Watches {
  const panes = new Map<Watcher, ReadonlySet<EmailAddress>>();
  let watched: ReadonlySet<EmailAddress> = new Set([self]);
  /** Called at each sign of life, while somebody waits for one. */
  const waiting = new Set<() => void>();
  const signOfLife = () => {
    for (const look of waiting) look();
  };

  function unite() {
    const sets = [...panes.values()];
    const [only = watched] = sets;
    const union = sets.length > 1 ? new Set(sets.flatMap((people) => [...people])) : only;
    if (union === watched) return;
    if (union.size === watched.size && [...union].every((address) => watched.has(address))) return;
    watched = union;
    for (const { known, kept } of accounts) {
      for (const address of known.keys()) if (!union.has(address)) known.delete(address);
      kept.account?.presence?.watch(union);
    }
  }

  function spread(batch: readonly Presence[]) {
    if (batch.length > 0) for (const pane of panes.keys()) pane.changed(batch);
    if (waiting.size > 0) signOfLife();
  }

  return {
    set(pane, people) {
      panes.set(pane, people);
      unite();
    },
    drop(pane) {
      panes.delete(pane);
      // The last pane may be back in a moment: until the hub closes, its people stay watched.
      if (panes.size > 0) unite();
    },
    heard(account, changes) {
      // A network answers for the whole set whenever that changes: what is known already is no news.
      const isNews = (presence: Presence) => watched.has(presence.address) && account.known.get(presence.address) !== presence;
      const news = changes.every(isNews) ? changes : changes.filter(isNews);
      for (const presence of news) account.known.set(presence.address, presence);
      if (accounts.length === 1) return spread(news);
      const now = Date.now();
      spread(news.map(({ address }) => composed(accounts, address, now)));
    },
    turned(account) {
      account.known.clear();
      const { presence } = account.kept.account ?? {};
      if (presence) {
        presence.watch(watched);
        if (waiting.size > 0) signOfLife();
      } else {
        const now = Date.now();
        spread([...watched].map((address) => composed(accounts, address, now)));
      }
    },
    async known(people) {
      const settled = () => {
        for (const address of people) if (!answered(accounts, address)) return false;
        return true;
      };
      if (settled()) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        const look = () => {
          if (settled()) done();
        };
        const timer = setTimeout(done, firstFrame);
        waiting.add(look);
      });
    },
    of(people) {
      const now = Date.now();
      return [...people].flatMap((person) => {
        if (person.kind === "list") return [];
        return person.external ? unknown(person.address, { code: "external" }) : composed(accounts, person.address, now);
      });
    },
  };
}
