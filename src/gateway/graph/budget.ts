import { LRUCache } from "lru-cache";
import { type Answer, retryAfter } from "./answer.ts";

/** Whose quota a request counts against; Exchange counts for each mailbox by itself. */
export type Workload = "presence" | "directory" | "teams" | "subscriptions" | `mailbox ${string}`;

/** What Graph allows the application, shared by everything in this gateway that asks it. */
export interface Budget {
  /** Milliseconds until so much may be spent; it counts as spent. Infinity, and nothing is spent, where that is too far away. */
  spend(workload: Workload, cost: number): number;
  /** What an answer tells of the quota. */
  heard(workload: Workload, answer: Answer): void;
}

/** Nobody waits longer than this for a turn, in milliseconds: the caller is told that it is too much. */
export const patience = 10_000;

/** Nine tenths of what is documented, a second: directory in resource units of a small organisation, the others in requests. */
const rates = {
  presence: (0.9 * 1500) / 30,
  directory: (0.9 * 3500) / 10,
  mailbox: (0.9 * 10_000) / 600,
  teams: 0.9 * 20,
  subscriptions: 10, // not documented: a careful guess
};
/** So many seconds' worth may be spent at once. */
const burst = 3;

/** Graph says how much is used from 0.8 on. */
const much = 0.8;

interface Account {
  tokens: number;
  counted: number;
  /** Of the documented rate: halved where Graph says that it is getting much, and slowly raised again, as TCP does. */
  share: number;
  closedUntil: number;
}

export function createBudget(now: () => number = Date.now): Budget {
  const accounts = new LRUCache<Workload, Account>({ max: 10_000 });
  const rateOf = (workload: Workload, share: number) =>
    share * rates[workload.startsWith("mailbox") ? "mailbox" : (workload as keyof typeof rates)]; // all others are in the table

  const accountOf = (workload: Workload): Account => {
    const found = accounts.get(workload) ?? { tokens: rateOf(workload, burst), counted: now(), share: 1, closedUntil: 0 };
    accounts.set(workload, found);
    return found;
  };

  return {
    spend(workload, cost) {
      const account = accountOf(workload);
      const at = now();
      const rate = rateOf(workload, account.share);
      const passed = Math.max(0, at - account.counted) / 1000;
      account.tokens = Math.min(rate * burst, account.tokens + passed * rate);
      account.counted = at;
      // Whoever comes first has the first turn: what is spent ahead of time is a debt that the next one waits for.
      const debt = Math.max(0, cost - account.tokens);
      const wait = Math.max(account.closedUntil - at, (debt / rate) * 1000);
      if (wait > patience) return Infinity;
      account.tokens -= cost;
      return Math.max(0, wait);
    },
    heard(workload, answer) {
      const account = accountOf(workload);
      const used = Number(answer.header("x-ms-throttle-limit-percentage") ?? 0);
      if (answer.status === 429) account.closedUntil = Math.max(account.closedUntil, now() + (retryAfter(answer) ?? 1000));
      account.share = answer.status === 429 || used >= much ? Math.max(account.share / 2, 1 / 16) : Math.min(account.share * 1.05, 1);
    },
  };
}
