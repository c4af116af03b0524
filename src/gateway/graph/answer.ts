import * as z from "zod/mini";
import type { ErrorCode } from "../../protocol/index.ts";
import { NetworkError } from "../network.ts";

/** What Graph said, whether by itself or inside of a batch. */
export interface Answer {
  /** 0: nothing came. */
  readonly status: number;
  /** By lower-case name. */
  readonly header: (name: string) => string | undefined;
  readonly body: unknown;
}

/** Why Graph did not do something: the cause of a NetworkError. */
export interface Refusal {
  readonly status: number;
  /** Graph's own word. */
  readonly code: string;
}

const codes: Readonly<Record<number, ErrorCode>> = {
  400: "bad-request",
  401: "unauthorized",
  403: "forbidden",
  404: "not-found",
  429: "too-many",
};

const GraphError = z.object({ error: z.object({ code: z.string() }) });

/** Graph's message may name people, and therefore stays out of ours. */
export function errorOf({ status, body, header }: Answer): NetworkError {
  const code = GraphError.safeParse(body).data?.error.code ?? "";
  const cause: Refusal = { status, code };
  const words = status === 0 ? "Microsoft Graph cannot be reached." : `Microsoft Graph answers ${status} ${code}`.trimEnd();
  return new NetworkError(codes[status] ?? (status === 0 || status >= 500 ? "unreachable" : "internal"), words, {
    cause,
    ...challengeIn(header),
  });
}

/** Continuous access evaluation: the claims that a better token must have, in base64. */
function challengeIn(header: Answer["header"]): { readonly claims?: string } {
  const [, claims] = /claims="([^"]+)"/.exec(header("www-authenticate") ?? "") ?? [];
  return claims === undefined ? {} : { claims: Buffer.from(claims, "base64").toString() };
}

/** What was asked for, as the schema has it; throws NetworkError otherwise. */
export function valueOf<T>(answer: Answer, schema: z.ZodMiniType<T>): T {
  if (answer.status < 200 || answer.status >= 300) throw errorOf(answer);
  const { data, error } = schema.safeParse(answer.body);
  if (error) throw new NetworkError("internal", "Microsoft Graph answers with something else than it documents.", { cause: error });
  return data as T; // where there is no error there is data, also where T allows undefined
}

/** Milliseconds that Graph wants to be left alone for. */
export function retryAfter({ header }: Answer): number | undefined {
  const text = header("retry-after");
  if (text === undefined) return undefined;
  const seconds = Number(text);
  const wait = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000; // RFC 9110 section 10.2.3: or a date
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
