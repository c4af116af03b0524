/**
 * Change notifications: Graph tells the gateway what has changed, instead of being asked. What it posts takes this way: inbox.ts (answers, and
 * asks who is meant) → validationToken.ts (Graph has sent it) → encryption.ts (what it says) → whoever holds the subscription. standing.ts keeps
 * one up in a user's name, by subscribe.ts.
 */
import type { Hook } from "../../hooks.ts";
import type { NetworkError } from "../../network.ts";
import type { Application } from "../config.ts";
import type { GraphClient } from "../client.ts";
import { createEncryption } from "./encryption.ts";
import { createInbox, type Dropped } from "./inbox.ts";
import { standing, type Standing, type Wish } from "./standing.ts";
import { validationTokens } from "./validationToken.ts";

export type { Change } from "./inbox.ts";
export type { Standing, Wish } from "./standing.ts";

export interface Notifications {
  /** What the HTTP server passes on. */
  readonly hook: Hook;
  /** One subscription for what is wished for, in the name of the client's user; kept up until it is closed. */
  hold(client: GraphClient, wish: Wish): Standing;
  /** Why Graph does not notify, for an administrator; undefined where it does. */
  readonly problem: string | undefined;
  /** How many notifications were not passed on, and why. */
  readonly dropped: ReadonlyMap<Dropped, number>;
  close(): void;
}

export const path = "/notifications/microsoft365";

/** Milliseconds in which the same is said once: whoever attacks is not to fill the log. */
const silence = 60_000;

/** `origin`: where Microsoft reaches this gateway. */
export async function openNotifications(
  application: Application,
  origin: () => string,
  warn: (problem: string) => void = () => {},
): Promise<Notifications> {
  const encryption = await createEncryption();
  const counts = new Map<Dropped, number>();
  const warned = new Map<Dropped, number>();
  const plain = { refused: false };
  let refusal: NetworkError | undefined;

  function dropped(why: Dropped): void {
    counts.set(why, (counts.get(why) ?? 0) + 1);
    if (Date.now() - (warned.get(why) ?? -Infinity) < silence) return;
    warned.set(why, Date.now());
    warn(`A notification was dropped: ${inWords[why]}.`);
  }
  const tenant = application.tenant.toLowerCase();
  /** One user's sign-in is no trouble of the gateway's. */
  function heard(error: NetworkError | undefined): void {
    if (error?.code !== "unauthorized") refusal = error;
  }
  const inbox = createInbox({ path, tenant, encryption, verify: validationTokens(application), dropped });
  const url = () => `${origin()}${path}`;

  return {
    hook: inbox.hook,
    hold: (client, wish) => standing({ client, inbox, encryption, url, plain, heard }, wish),
    get problem() {
      return refusal && `Graph does not notify: ${refusal.message}${hints[refusal.code] ?? ""}`;
    },
    dropped: counts,
    close: () => inbox.close(),
  };
}

const hints: Readonly<Partial<Record<NetworkError["code"], string>>> = {
  forbidden: " (a delegated permission is missing, or there are as many subscriptions as Microsoft allows)",
  "bad-request": " (does Microsoft reach the gateway at the origin of notifications?)",
};

const inWords: Readonly<Record<Dropped, string>> = {
  "unknown-subscription": "it is for no subscription of this gateway",
  "client-state": "it does not know the subscription's secret",
  tenant: "it is from another organisation",
  "validation-token": "its validation token is missing, or not Microsoft's for this application",
  content: "its content cannot be decrypted, or is not as it was sent",
  replay: "it has come before",
};
