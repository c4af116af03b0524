/** Graph itself: finds the route, looks at permission and quota, and answers; a batch is answered one by one. */
import { badRequest, field, type GraphAnswer, type GraphRequest, ok, refusal } from "./answer.ts";
import type { Bearer } from "./login.ts";
import { failed, faults, type Faults } from "./faults.ts";
import { documented, mailboxConcurrency, meter, type Meter, type Quota, type Workload } from "./quota.ts";
import { type Route, routes } from "./routes.ts";
import type { Subscriptions } from "./subscriptions.ts";
import type { Tenant } from "./tenant.ts";

export interface Asked {
  /** `METHOD /path`, without the query. */
  readonly request: string;
  readonly query: string;
  readonly body: unknown;
  readonly status: number;
  readonly batched: boolean;
  /** When it was answered. */
  readonly at: number;
}

export interface Service {
  /** Undefined: the connection breaks instead. */
  answer(request: GraphRequest, bearer: Bearer): Promise<GraphAnswer | undefined>;
  readonly faults: Faults;
  /** All that was asked, a batch and what is in it. */
  readonly asked: Asked[];
}

export interface ServiceOptions {
  readonly tenant: Tenant;
  readonly subscriptions: Subscriptions;
  readonly richChats?: boolean | undefined;
  readonly base: () => string;
  readonly quotas?: Partial<Readonly<Record<Workload, Quota>>>;
  readonly hear?: (request: GraphRequest, answer: GraphAnswer) => void;
}

const mostInABatch = 20;

interface Guarded {
  readonly request: GraphRequest;
  readonly bearer: Bearer;
  readonly parameters: readonly string[];
  /** Not answered before this has settled. */
  readonly until: Promise<unknown> | undefined;
}

export function createService({ tenant, subscriptions, richChats = true, base, quotas, hear }: ServiceOptions): Service {
  const limits = { ...documented, ...quotas };
  const meters = new Map<string, Meter>();
  const running = new Map<string, number>();
  const troubles = faults();
  const asked: Asked[] = [];

  const meterOf = (workload: Workload, mailbox: string) => {
    const name = `${workload} ${mailbox}`;
    const found = meters.get(name) ?? meter(limits[workload]);
    meters.set(name, found);
    return found;
  };

  async function answer(request: GraphRequest, bearer: Bearer, batched: boolean): Promise<GraphAnswer | undefined> {
    const name = `${request.method} ${request.path}`;
    const fault = troubles.next(name);
    const answered = fault?.broken ? undefined : ((fault && failed(fault)) ?? (await route(request, bearer, fault?.until)));
    await fault?.held;
    asked.push({
      request: name,
      query: request.query.toString(),
      body: request.body,
      status: answered?.status ?? 0,
      batched,
      at: Date.now(),
    });
    if (answered) hear?.(request, answered);
    return answered;
  }

  async function route(request: GraphRequest, bearer: Bearer, until?: Promise<unknown>): Promise<GraphAnswer> {
    if (request.method === "POST" && request.path === "/$batch") return batch(request.body, bearer);
    for (const each of routes) {
      const found = each.method === request.method ? each.path.exec(request.path) : undefined;
      if (found) return guarded(each, { request, bearer, until, parameters: found.slice(1).map(decodeURIComponent) });
    }
    return badRequest(`Resource not found for the segment '${request.path}'.`);
  }

  async function guarded(each: Route, { request, bearer: { rights: granted, user }, parameters, until }: Guarded): Promise<GraphAnswer> {
    const mailbox = each.workload === "mailbox" ? (parameters[0] ?? "") : "";
    const quota = meterOf(each.workload, mailbox);
    const cost = each.cost(request.query);
    const wait = quota.spend(cost);
    if (wait !== undefined) return throttled(each.workload, wait);
    const asAnybody = each.delegated ? user !== undefined : user === undefined;
    if (!asAnybody || !each.permissions.some((permission) => granted.has(permission))) return forbidden[each.workload]();
    const inside = running.get(mailbox) ?? 0;
    if (mailbox && inside >= mailboxConcurrency) return throttled(each.workload, 1);
    running.set(mailbox, inside + 1);
    await until;
    const answered = await each.answer({ request, tenant, subscriptions, richChats, parameters, granted, user, base: base() });
    running.set(mailbox, (running.get(mailbox) ?? 1) - 1);
    return each.workload === "directory" ? { ...answered, headers: { ...answered.headers, ...told(cost, quota.used) } } : answered;
  }

  async function batch(body: unknown, bearer: Bearer): Promise<GraphAnswer> {
    const requests = field(body, "requests");
    if (!Array.isArray(requests) || requests.length === 0 || requests.length > mostInABatch) {
      return badRequest(`requests must be 1 to ${mostInABatch}.`);
    }
    const ids = requests.map((one) => field(one, "id"));
    if (ids.some((id) => typeof id !== "string") || new Set(ids).size < ids.length)
      return badRequest("Each request must have an id of its own.");
    const responses: object[] = [];
    // Graph runs those of one mailbox by fours; one after the other is within that.
    for (const one of requests) {
      const inner = innerRequest(one);
      const answered = inner ? await answer(inner, bearer, true) : badRequest("A request with a body needs its Content-Type.");
      responses.push({ id: field(one, "id"), ...(answered ?? refusal(504, "GatewayTimeout", "It did not answer.")) });
    }
    return ok({ responses: responses.toReversed() }); // their order is no promise
  }

  return { answer: (request, bearer) => answer(request, bearer, false), faults: troubles, asked };
}

function innerRequest(one: unknown): GraphRequest | undefined {
  const url = new URL(String(field(one, "url")), "http://graph/");
  const body = field(one, "body");
  const headers = Object.entries(field(one, "headers") ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const request = {
    method: String(field(one, "method")),
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body,
  };
  return body === undefined || "content-type" in request.headers ? request : undefined;
}

/** Graph tells how much of the quota is used once it is much. */
const told = (cost: number, used: number): Readonly<Record<string, string>> => ({
  "x-ms-resource-unit": String(cost),
  ...(used >= 0.8 && { "x-ms-throttle-limit-percentage": used.toFixed(2) }),
});

const throttled = (workload: Workload, seconds: number): GraphAnswer =>
  refusal(429, workload === "mailbox" ? "ApplicationThrottled" : "TooManyRequests", "Too many requests.", {
    "Retry-After": String(seconds),
  });

/** Each service refuses in its own words. */
const forbidden: Readonly<Record<Workload, () => GraphAnswer>> = {
  directory: () => refusal(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
  presence: () => refusal(403, "Forbidden", "The application lacks a permission."),
  teams: () => refusal(403, "Forbidden", "The caller lacks a scope."),
  subscriptions: () => refusal(403, "Forbidden", "The caller lacks a scope."),
  mailbox: () => refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."),
};
