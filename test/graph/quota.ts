/** Throttling, as documented: so much in a window of time, and a Retry-After for whoever asks for more. */
export interface Quota {
  readonly limit: number;
  /** Seconds. */
  readonly window: number;
}

export const documented = {
  /** Requests of an app in a tenant. */
  presence: { limit: 1500, window: 30 },
  /** Resource units of an app in a tenant; that of a small one. */
  directory: { limit: 3500, window: 10 },
  /** Requests of an app in a mailbox. */
  mailbox: { limit: 10_000, window: 600 },
  /** Requests of an app in a tenant: reading and sending messages. */
  teams: { limit: 20, window: 1 },
  /** Requests of an app in a tenant; a guess. */
  subscriptions: { limit: 500, window: 20 },
} as const satisfies Readonly<Record<string, Quota>>;
export type Workload = keyof typeof documented;

/** So many requests of one app run in one mailbox at a time. */
export const mailboxConcurrency = 4;

/** One for each app, and for each of its mailboxes. */
export interface Meter {
  /** Seconds to wait, where this is too much. What is refused counts as well. */
  spend(cost: number): number | undefined;
  /** 1: the limit. */
  readonly used: number;
}

export function meter({ limit, window }: Quota): Meter {
  let opened = 0;
  let spent = 0;
  return {
    spend(cost) {
      const now = Date.now();
      if (now - opened >= window * 1000) {
        opened = now;
        spent = 0;
      }
      spent += cost;
      return spent > limit ? Math.max(1, Math.ceil((opened + window * 1000 - now) / 1000)) : undefined;
    },
    get used() {
      return spent / limit;
    },
  };
}
