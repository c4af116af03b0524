import type { GatewayMessage, OwnStatus, Time } from "../protocol/index.ts";
import { NetworkError, type OwnPresence } from "./network.ts";
import { lacking } from "./routes.ts";
import type { HubAccount } from "./sources.ts";

/** What the user says of themselves, in all networks alike. */
export interface Own {
  readonly status: OwnStatus;
  /** The user's choice. Rejects where no network took it, and then nothing has changed. */
  choose(status: OwnStatus): Promise<void>;
  /** No input on any pane since then; undefined: active. */
  idle(since: Time | undefined): void;
  /** A network tells which choice it keeps, at connect or because another client changed it. */
  kept(account: HubAccount, status: OwnStatus): void;
  connected(account: HubAccount): void;
}

const same = (a: OwnStatus | undefined, b: OwnStatus) => a?.availability === b.availability && a.note === b.note;

const publish = async (account: HubAccount, own: OwnPresence) => account.kept.account?.presence?.publish?.(own);

export function createOwn(accounts: readonly HubAccount[], tell: (message: GatewayMessage) => void): Own {
  let status: OwnStatus = { availability: "automatic" };
  /** Whether `status` is somebody's choice, or nothing but the beginning. */
  let chosen = false;
  let idleSince: Time | undefined;

  /** For what is not worth an error to the user: a network that died meanwhile hears it when it is back. */
  const tryToPublish = (account: HubAccount) => publish(account, { ...status, idleSince }).catch(ignoreNetworkError);

  function become(next: OwnStatus) {
    chosen = true;
    if (same(next, status)) return;
    status = next;
    tell({ type: "status", status });
  }

  return {
    get status() {
      return status;
    },
    async choose(next) {
      const able = accounts.filter(({ kept }) => kept.account?.presence?.publish);
      if (able.length === 0) throw lacking(accounts, "publish");
      const results = await Promise.allSettled(able.map((account) => publish(account, { ...next, idleSince })));
      const refusal = results.find((result) => result.status === "rejected");
      if (refusal && results.every((result) => result.status === "rejected")) throw refusal.reason;
      for (const account of able) account.told = next;
      become(next);
    },
    idle(since) {
      if (since === idleSince) return;
      idleSince = since;
      for (const account of accounts) void tryToPublish(account);
    },
    kept(account, next) {
      account.told = next;
      // What a network kept from an earlier day gives way to what was chosen since: `connected` will tell it.
      if (chosen && account.kept.state.state !== "connected") return;
      become(next);
      for (const other of accounts) if (other !== account && !same(other.told, status)) void tryToPublish(other);
    },
    connected(account) {
      if (!same(account.told, status) || idleSince !== undefined) void tryToPublish(account);
      account.told = status;
    },
  };
}

function ignoreNetworkError(error: unknown) {
  if (!(error instanceof NetworkError)) throw error;
}
