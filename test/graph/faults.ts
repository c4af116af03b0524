/** What goes wrong at Microsoft while a test looks. */
import { type GraphAnswer, refusal } from "./answer.ts";

export interface Fault {
  /** Which requests: part of `METHOD /path`. All where not given. */
  readonly on?: RegExp;
  /** How many; until it is taken back where not given. */
  readonly times?: number;
  readonly status?: 400 | 401 | 403 | 404 | 429 | 500 | 503 | 504;
  readonly code?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  /** Not answered before this has settled. */
  readonly until?: Promise<unknown>;
  /** Done at once, and not answered before this has settled. */
  readonly held?: Promise<unknown>;
  /** The connection breaks. */
  readonly broken?: true;
}

export interface Faults {
  /** Returns what takes it back. */
  add(fault: Fault): () => void;
  /** The first that is meant for the request; it counts as having happened. */
  next(request: string): Fault | undefined;
}

export function faults(): Faults {
  const waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      const entry = { fault, left: fault.times ?? Infinity };
      waiting.push(entry);
      return () => {
        entry.left = 0;
      };
    },
    next(request) {
      const entry = waiting.find(({ fault, left }) => left > 0 && (fault.on?.test(request) ?? true));
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
  };
}

const codes: Readonly<Record<NonNullable<Fault["status"]>, string>> = {
  400: "BadRequest",
  401: "InvalidAuthenticationToken",
  403: "Authorization_RequestDenied",
  404: "Request_ResourceNotFound",
  429: "TooManyRequests",
  500: "InternalServerError",
  503: "ServiceUnavailable",
  504: "GatewayTimeout",
};

/** What a fault answers; undefined where it only makes slow. */
export function failed({ status, code, retryAfter }: Fault): GraphAnswer | undefined {
  if (!status) return undefined;
  const headers = retryAfter === undefined ? undefined : { "Retry-After": String(retryAfter) };
  return refusal(status, code ?? codes[status], "As the test wants it.", headers);
}
