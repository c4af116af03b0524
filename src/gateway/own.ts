import type { OwnStatus, Time } from "../protocol/index.ts";
import type { KeptAccount } from "./account.ts";
import { NetworkError, type OwnPresence } from "./network.ts";
import { lacking } from "./routes.ts";

/** What the user says of themselves, in all networks alike. */
export class Own {
  #status: OwnStatus = { availability: "automatic" };
  /** Whether `#status` is somebody's choice, or nothing but the beginning. */
  #chosen = false;
  #idleSince: Time | undefined;
  readonly #accounts: readonly KeptAccount[];
  readonly #changed: (status: OwnStatus) => void;

  constructor(accounts: readonly KeptAccount[], changed: (status: OwnStatus) => void) {
    this.#accounts = accounts;
    this.#changed = changed;
  }

  get status(): OwnStatus {
    return this.#status;
  }

  /** The user's choice. Rejects where no network took it, and then nothing has changed. */
  async choose(status: OwnStatus): Promise<void> {
    const able = this.#accounts.filter(({ account }) => account?.presence?.publish);
    if (able.length === 0) throw lacking(this.#accounts, "publish");
    const results = await Promise.allSettled(able.map((account) => publish(account, { ...status, idleSince: this.#idleSince })));
    const [refusal] = results.filter((result) => result.status === "rejected");
    if (refusal && results.every((result) => result.status === "rejected")) throw refusal.reason;
    for (const account of able) account.told = status;
    this.#become(status);
  }

  /** No input on any pane since then; undefined: active. */
  idle(since: Time | undefined): void {
    if (since === this.#idleSince) return;
    this.#idleSince = since;
    for (const account of this.#accounts) this.#tryToPublish(account);
  }

  /** A network tells which choice it keeps, at connect or because another client changed it. */
  kept(account: KeptAccount, status: OwnStatus): void {
    account.told = status;
    // What a network kept from an earlier day gives way to what was chosen since: `connected` will tell it.
    if (this.#chosen && !account.account) return;
    this.#become(status);
    for (const other of this.#accounts) if (other !== account && !same(other.told, status)) this.#tryToPublish(other);
  }

  connected(account: KeptAccount): void {
    if (!same(account.told, this.#status) || this.#idleSince !== undefined) this.#tryToPublish(account);
  }

  #become(status: OwnStatus): void {
    this.#chosen = true;
    if (same(status, this.#status)) return;
    this.#status = status;
    this.#changed(status);
  }

  /** For what is not worth an error to the user: a network that died meanwhile hears it when it is back. */
  #tryToPublish(account: KeptAccount): void {
    account.told = this.#status;
    void publish(account, { ...this.#status, idleSince: this.#idleSince }).catch(ignoreNetworkError);
  }
}

const same = (a: OwnStatus | undefined, b: OwnStatus) => a?.availability === b.availability && a.note === b.note;

const publish = async ({ account }: KeptAccount, own: OwnPresence) => account?.presence?.publish?.(own);

function ignoreNetworkError(error: unknown) {
  if (!(error instanceof NetworkError)) throw error;
}
