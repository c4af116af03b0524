import { createHash, timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";
import PQueue from "p-queue";
import type { Hook, Post, Reply } from "../../hooks.ts";
import { TokenBucket } from "../../rate.ts";
import type { Encryption } from "./encryption.ts";
import { type Notification, parseEnvelope } from "./envelope.ts";
import type { Verdict } from "./validationToken.ts";

/** What has changed, of whatever was subscribed to. */
export interface Change {
  readonly kind: string;
  /** Graph's id of what has changed. */
  readonly id?: string;
  /** How it is now; undefined where Graph says only that it has changed. */
  readonly content?: unknown;
}

export type Lifecycle = "reauthorizationRequired" | "subscriptionRemoved" | "missed";

/** Who hears of one subscription. */
export interface Subscriber {
  /** The secret that Graph sends along with each notification. */
  readonly clientState: string;
  change(change: Change): void;
  lifecycle(event: Lifecycle): void;
}

/** A place among those who hear; there before Graph knows of it, because the first notification may be faster than Graph's answer. */
export interface Seat {
  /** Graph's id of the subscription. */
  named(id: string): void;
  leave(): void;
}

/** Why a notification was not passed on. */
export type Dropped = "unknown-subscription" | "client-state" | "tenant" | "validation-token" | "content" | "replay";

export interface Inbox {
  readonly hook: Hook;
  seat(subscriber: Subscriber): Seat;
  /** Whether the subscription is one that somebody here holds. */
  holds(id: string): boolean;
  close(): void;
}

export interface InboxParts {
  readonly path: string;
  /** In small letters. */
  readonly tenant: string;
  readonly encryption: Encryption;
  readonly verify: (token: string) => Promise<Verdict>;
  readonly dropped: (why: Dropped) => void;
}

export const limits = {
  /** Bytes of one post. */
  post: 1024 * 1024,
  /** Posts a second, lasting; `burst` at once. What is more, Graph brings again. A long one counts as several, one for each `share` of bytes. */
  rate: 100,
  burst: 1000,
  share: 10_000,
  /** Posts that wait to be looked at. */
  waiting: 500,
  /** Characters of a validation token, which Graph makes some 200 long. */
  echo: 4096,
  /** What was heard of these many is known when it comes again. */
  remembered: 10_000,
} as const;

/** Takes what Graph posts: answered at once, looked at one after the other, passed on only where Graph itself must have sent it. */
export function createInbox({ path, tenant, encryption, verify, dropped }: InboxParts): Inbox {
  const named = new Map<string, Subscriber>();
  /** By the hash of their secret: a stranger learns nothing by how long it takes to look, and cannot make it long. */
  const nameless = new Map<string, Subscriber>();
  const heard = new LRUCache<string, true>({ max: limits.remembered });
  const bucket = new TokenBucket(limits);
  const queue = new PQueue({ concurrency: 1 });

  function receive({ query, contentType, body }: Post): Reply {
    if (query.validationToken !== undefined) return echo(query.validationToken);
    if (!bucket.take(Math.ceil(body.length / limits.share) || 1)) return { status: 429, retryAfter: 1 };
    if (!/^application\/json\b/i.test(contentType)) return { status: 415 };
    const envelope = parseEnvelope(body);
    if (!envelope) return { status: 400 };
    // Strangers cost no more than this, and take nobody's place in the queue.
    const known = envelope.value.flatMap((notification) => {
      const subscriber = subscriberOf(notification);
      return subscriber ? [{ notification, subscriber }] : [];
    });
    if (known.length === 0) return accepted;
    if (queue.size >= limits.waiting) return { status: 503, retryAfter: 10 };
    void queue.add(() => passOn(known, envelope.validationTokens ?? []));
    return accepted;
  }

  function subscriberOf({ subscriptionId, clientState, tenantId }: Notification): Subscriber | undefined {
    if (tenantId && tenantId.toLowerCase() !== tenant) return drop("tenant");
    const subscriber = named.get(subscriptionId);
    if (subscriber) return same(subscriber.clientState, clientState) ? subscriber : drop("client-state");
    return nameless.get(hashOf(clientState)) ?? drop("unknown-subscription");
  }

  async function passOn(known: readonly Known[], tokens: readonly (string | null)[]): Promise<void> {
    const rich = known.some(({ notification }) => notification.encryptedContent);
    const verdict = rich || tokens.length > 0 ? await verdictOn(tokens) : "genuine";
    if (verdict === "forged") return void drop("validation-token");
    for (const { notification, subscriber } of known) {
      // It may well be true, and nobody can say so now: let them look for themselves.
      if (verdict === "unknown") subscriber.lifecycle("missed");
      else tell(notification, subscriber);
    }
  }

  async function verdictOn(tokens: readonly (string | null)[]): Promise<Verdict> {
    const verdicts = await Promise.all(tokens.map((token) => (token === null ? "forged" : verify(token))));
    if (verdicts.length === 0 || verdicts.includes("forged")) return "forged";
    return verdicts.includes("unknown") ? "unknown" : "genuine";
  }

  function tell({ lifecycleEvent, changeType, resourceData, encryptedContent }: Notification, subscriber: Subscriber): void {
    if (lifecycleEvent) return isLifecycle(lifecycleEvent) ? subscriber.lifecycle(lifecycleEvent) : undefined;
    const change = { kind: changeType ?? "", id: resourceData?.id ?? undefined };
    if (!encryptedContent) return subscriber.change(change);
    const signature = Buffer.from(encryptedContent.dataSignature, "base64").toString("base64"); // one signature can be written in many ways
    if (heard.has(signature)) return void drop("replay");
    const content = encryption.decrypt(encryptedContent);
    if (content === undefined) return void drop("content");
    heard.set(signature, true);
    subscriber.change({ ...change, content });
  }

  function drop(why: Dropped): undefined {
    dropped(why);
  }

  return {
    hook: { path, most: limits.post, receive },
    seat(subscriber) {
      const hash = hashOf(subscriber.clientState);
      let name: string | undefined;
      nameless.set(hash, subscriber);
      return {
        named(id) {
          if (!nameless.delete(hash)) return;
          name = id;
          named.set(id, subscriber);
        },
        leave() {
          nameless.delete(hash);
          if (name !== undefined) named.delete(name);
        },
      };
    },
    holds: (id) => named.has(id),
    close: () => queue.clear(),
  };
}

interface Known {
  readonly notification: Notification;
  readonly subscriber: Subscriber;
}

const accepted: Reply = { status: 202 };

/** Graph tries an address before it posts anything to it: what it says there must come back. */
const echo = (token: unknown): Reply =>
  typeof token === "string" && token.length <= limits.echo ? { status: 200, text: token } : { status: 400 };

/** In constant time, which wants both to be of one length. */
const same = (a: string, b: string | null | undefined): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string | null | undefined): Buffer =>
  createHash("sha256")
    .update(text ?? "")
    .digest();
const hashOf = (text: string | null | undefined): string => digest(text).toString("base64");

const isLifecycle = (event: string): event is Lifecycle =>
  event === "reauthorizationRequired" || event === "subscriptionRemoved" || event === "missed";
