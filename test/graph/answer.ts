/** What goes to Graph and what comes back, without HTTP: the same whether it came by itself or inside of a batch. */
import { randomUUID } from "node:crypto";
import type { Subscriptions } from "./subscriptions.ts";
import type { Tenant } from "./tenant.ts";

export interface GraphRequest {
  readonly method: string;
  /** Below /v1.0. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What a route is answered from. */
export interface Context {
  readonly request: GraphRequest;
  readonly tenant: Tenant;
  readonly subscriptions: Subscriptions;
  /** Whether what is said in a chat may be told to its members, or only that something is said: the documents have had both. */
  readonly richChats: boolean;
  /** The parts of the path that the route leaves open. */
  readonly parameters: readonly string[];
  /** What the caller may. */
  readonly granted: ReadonlySet<string>;
  /** In whose name the application asks: the user's id; undefined where it asks as itself. */
  readonly user: string | undefined;
  /** Where nextLinks lead. */
  readonly base: string;
}

export const ok = (body: unknown, headers?: Readonly<Record<string, string>>): GraphAnswer => ({ status: 200, headers, body });

export function refusal(status: number, code: string, message: string, headers?: Readonly<Record<string, string>>): GraphAnswer {
  const id = randomUUID();
  const innerError = { date: new Date().toISOString().replace(/\.\d+Z$/, "Z"), "request-id": id, "client-request-id": id };
  return { status, headers, body: { error: { code, message, innerError } } };
}

export const badRequest = (message: string, code = "BadRequest"): GraphAnswer => refusal(400, code, message);
export const notFound = (message: string): GraphAnswer => refusal(404, "Request_ResourceNotFound", message);

/** A field of a body, whichever case its first letter has: the documents disagree and the service takes both. */
export function field(body: unknown, name: string): unknown {
  if (typeof body !== "object" || body === null) return undefined;
  const found = Object.entries(body).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1];
}

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === "string");
