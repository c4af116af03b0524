/** Who wants to hear of what, and what they are told: delivered, repeated where nobody takes it, encrypted where that is wanted. */
import { randomUUID, type X509Certificate } from "node:crypto";
import { encrypt, type Encrypted } from "./encrypt.ts";
import type { Login } from "./login.ts";
import { post, type Posted } from "./post.ts";
import { describePresence } from "./presence.ts";
import type { Tenant } from "./tenant.ts";

export interface SubscriptionData {
  readonly id: string;
  /** The user's id in whose name it was made. */
  readonly creator: string;
  readonly resource: string;
  readonly changeType: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string;
  /** Where the content is wanted. */
  readonly encryption?: { readonly certificate: X509Certificate; readonly id: string };
  /** Milliseconds since 1970. */
  expires: number;
}

/** Something that has changed, in Graph's fields. */
export interface ChangeData {
  readonly kind: string;
  readonly resource: string;
  readonly content: { readonly id: string; readonly [field: string]: unknown };
}

export interface Envelope {
  readonly value: readonly Readonly<Record<string, unknown> & { encryptedContent?: Encrypted }>[];
  readonly validationTokens?: readonly string[];
}

export interface Subscriptions {
  readonly all: ReadonlyMap<string, SubscriptionData>;
  add(subscription: Omit<SubscriptionData, "id">): SubscriptionData;
  /** Graph forgets it; whoever had it is told where `notice` says so. */
  remove(id: string, notice?: boolean): Promise<void>;
  lifecycle(id: string, event: string): Promise<void>;
  /** What Graph would post; `claims` go over those of the validation token. */
  envelope(subscription: SubscriptionData, change: ChangeData, claims?: Readonly<Record<string, unknown>>): Promise<Envelope>;
  /** As it is, once. */
  post(subscription: SubscriptionData, envelope: unknown, type?: string): Promise<Posted>;
  /** Whether somebody at the address says that they want to hear. */
  validate(url: string): Promise<boolean>;
  /** Settles when everything is delivered, or given up. */
  delivered(): Promise<void>;
  /** False: what is changed from now on is told to nobody. */
  telling: boolean;
  close(): void;
}

export interface SubscriptionsParts {
  readonly tenant: Tenant;
  readonly login: Login;
  /** Entra's origin, for the tokens' issuer. */
  readonly origin: () => string;
  /** PEM of who has signed the gateway's certificate. */
  readonly authority?: string | undefined;
  /** Whether a told presence has a number; by the documents it has none. */
  readonly numbered: boolean;
}

const publisher = "0bf30f3b-4a52-48df-9a82-234910c4a086";
/** Graph repeats for four hours what nobody takes; here a few times, sooner. */
const repeats = 5;
const pause = 20;

export function createSubscriptions({ tenant, login, origin, authority, numbered }: SubscriptionsParts): Subscriptions {
  const all = new Map<string, SubscriptionData>();
  const running = new Set<Promise<unknown>>();
  const closing = new AbortController();

  const validationToken = (claims: Readonly<Record<string, unknown>>) =>
    login.userToken({
      iss: `${origin()}/${tenant.id}/`,
      appid: publisher,
      ver: "1.0",
      azp: undefined,
      scp: undefined,
      ...claims,
    });

  const common = ({ id, clientState, expires }: SubscriptionData) => ({
    subscriptionId: id,
    subscriptionExpirationDateTime: new Date(expires).toISOString(),
    clientState,
    tenantId: tenant.id,
  });

  async function envelope(subscription: SubscriptionData, { kind, resource, content }: ChangeData, claims = {}): Promise<Envelope> {
    const { encryption } = subscription;
    const item = {
      ...common(subscription),
      changeType: kind,
      resource,
      resourceData: { "@odata.id": resource, id: content.id },
      ...(encryption && { encryptedContent: encrypt(content, encryption.certificate, encryption.id) }),
    };
    return { value: [item], ...(encryption && { validationTokens: [await validationToken(claims)] }) };
  }

  const postTo = (url: string, body: unknown, type = "application/json") =>
    post(new URL(url), type, typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body), authority);

  async function deliver(url: string, body: unknown): Promise<void> {
    for (let attempt = 0; attempt < repeats && !closing.signal.aborted; attempt++) {
      const { status } = await postTo(url, body);
      if (status >= 200 && status < 300) return;
      await new Promise((resolve) => void setTimeout(resolve, pause * 2 ** attempt).unref());
    }
  }

  function track(work: Promise<unknown>): void {
    running.add(work);
    void work.finally(() => running.delete(work));
  }

  function tell(fits: (subscription: SubscriptionData) => boolean, change: ChangeData): void {
    if (!subscriptions.telling) return;
    for (const subscription of all.values()) {
      const wanted = subscription.expires > Date.now() && subscription.changeType.split(",").includes(change.kind) && fits(subscription);
      if (wanted) track(envelope(subscription, change).then((body) => deliver(subscription.notificationUrl, body)));
    }
  }

  tenant.chats.listen((chat, said, change) => {
    const kind = said.deletedDateTime === null ? change : "deleted";
    const resource = `chats('${chat.id}')/messages('${said.id}')`;
    tell(({ resource }) => resource.replace(/^\//, "") === `chats/${chat.id}/messages`, { kind, resource, content: said });
  });
  tenant.listen((user) => {
    const { id } = user;
    const { availability, activity, sequenceNumber } = describePresence(user);
    const resource = `communications/presences/${id}`;
    const content = { "@odata.id": `users/${id}/presence`, id, availability, activity, ...(numbered && { sequenceNumber }) };
    tell(({ resource }) => /^\/?communications\/presences/.test(resource) && resource.includes(id), { kind: "updated", resource, content });
  });

  async function lifecycle(id: string, event: string, from = all.get(id)): Promise<void> {
    if (!from?.lifecycleNotificationUrl) throw new Error(`${id} wants no such notices`);
    await deliver(from.lifecycleNotificationUrl, { value: [{ ...common(from), lifecycleEvent: event }] });
  }

  const subscriptions: Subscriptions = {
    all,
    telling: true,
    add(data) {
      const subscription = { ...data, id: randomUUID() };
      all.set(subscription.id, subscription);
      return subscription;
    },
    async remove(id, notice = false) {
      const removed = all.get(id);
      all.delete(id);
      if (notice) await lifecycle(id, "subscriptionRemoved", removed);
    },
    lifecycle,
    envelope,
    post: ({ notificationUrl }, body, type) => postTo(notificationUrl, body, type),
    async validate(url) {
      const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()} äöü+%/?`;
      const address = new URL(url);
      address.searchParams.set("validationToken", token);
      const { status, type, body } = await post(address, "text/plain; charset=utf-8", "", authority);
      return status === 200 && type.startsWith("text/plain") && body === token;
    },
    async delivered() {
      while (running.size > 0) await Promise.all(running);
    },
    close: () => closing.abort(),
  };
  return subscriptions;
}
