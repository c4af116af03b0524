import type { EmailAddress, Person, Presence } from "../protocol/index.ts";
import type { KeptAccount } from "./account.ts";
import { unknown } from "./compose.ts";
import { answered, composed } from "./sources.ts";

/** A watcher: gets every batch that its hub hears, and picks what it watches. */
export interface Watcher {
  readonly watching: ReadonlySet<EmailAddress>;
  /** `whole`: it watches everybody in the batch. */
  changed(batch: readonly Presence[], whole: boolean): void;
}

/** Networks that answer within this, in milliseconds, are in the pane's first frame; the others follow. */
export const firstFrame = 250;

/** Whom a hub's panes watch, and what its networks say of them. */
export class Watches {
  readonly #accounts: readonly KeptAccount[];
  readonly #panes: ReadonlySet<Watcher>;
  #watched: ReadonlySet<EmailAddress>;
  /** Called at each sign of life, while somebody waits for one. */
  #waiting: Set<() => void> | undefined;

  /** `self` is watched from the beginning: the user sees themself too. */
  constructor(accounts: readonly KeptAccount[], panes: ReadonlySet<Watcher>, self: ReadonlySet<EmailAddress>) {
    this.#accounts = accounts;
    this.#panes = panes;
    this.#watched = self;
  }

  /** Some pane watches other people than before. */
  unite(): void {
    // The last pane may be back in a moment: until the hub closes, its people stay watched.
    if (this.#panes.size === 0) return;
    const union = unionOf([...this.#panes].map((pane) => pane.watching));
    const same = sameSet(union, this.#watched);
    this.#watched = union;
    if (same) return;
    for (const { known, account } of this.#accounts) {
      for (const address of known.keys()) if (!union.has(address)) known.delete(address);
      account?.presence?.watch(union);
    }
  }

  /** A network said something. This runs for every watcher of every change: it looks up once, and copies only what it must. */
  heard({ known }: KeptAccount, changes: readonly Presence[]): void {
    // A network answers for the whole set whenever that changes: what is known already is no news.
    const isOld = (presence: Presence) => {
      const before = known.get(presence.address);
      return before === presence || (before === undefined && !this.#watched.has(presence.address));
    };
    const news = changes.some(isOld) ? changes.filter((presence) => !isOld(presence)) : changes;
    for (const presence of news) known.set(presence.address, presence);
    if (this.#accounts.length === 1) return this.#spread(news);
    const now = Date.now();
    this.#spread(news.map(({ address }) => composed(this.#accounts, address, now)));
  }

  /** A network came or went. */
  turned({ known, account }: KeptAccount): void {
    known.clear();
    if (account?.presence) account.presence.watch(this.#watched);
    else {
      const now = Date.now();
      this.#spread([...this.#watched].map((address) => composed(this.#accounts, address, now)));
    }
  }

  #spread(batch: readonly Presence[]): void {
    if (batch.length > 0) for (const pane of this.#panes) pane.changed(batch, pane.watching === this.#watched);
    if (this.#waiting) for (const look of this.#waiting) look();
  }

  /** Once every network has answered for these people, or will not for now. At the latest after `firstFrame`. */
  async known(people: ReadonlySet<EmailAddress>): Promise<void> {
    const settled = () => {
      for (const address of people) if (!answered(this.#accounts, address)) return false;
      return true;
    };
    if (settled()) return;
    const waiting = (this.#waiting ??= new Set());
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(late);
        waiting.delete(look);
        resolve();
      };
      const look = () => {
        if (settled()) done();
      };
      const late = setTimeout(done, firstFrame);
      waiting.add(look);
    });
    if (waiting.size === 0) this.#waiting = undefined;
  }

  /** What is known of them now; where nothing is, why. Lists have no presence. */
  of(people: Iterable<Person>): Presence[] {
    const now = Date.now();
    return [...people].flatMap((person) => {
      if (person.kind === "list") return [];
      return person.external ? unknown(person.address, { code: "external" }) : composed(this.#accounts, person.address, now);
    });
  }
}

function unionOf(sets: readonly ReadonlySet<EmailAddress>[]): ReadonlySet<EmailAddress> {
  const [only] = sets;
  return only && sets.length === 1 ? only : new Set(sets.flatMap((set) => [...set]));
}

function sameSet(a: ReadonlySet<EmailAddress>, b: ReadonlySet<EmailAddress>): boolean {
  return a.size === b.size && [...a].every((address) => b.has(address));
}
