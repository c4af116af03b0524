import * as z from "zod/mini";
import type { Answer } from "./answer.ts";
import type { Token } from "./token.ts";

/** A request as it goes over the wire; `path` is below /v1.0, with its query. */
export interface Sent {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
}

/** Sends each request once. Rejects with NetworkError where there is no token to send it with. */
export interface Transport {
  one(request: Sent): Promise<Answer>;
  /** As many as one batch takes; the answers come in the order of the requests. */
  batch(requests: readonly Sent[]): Promise<readonly Answer[]>;
}

export const mostInABatch = 20;

/** Milliseconds. */
const timeout = 30_000;

const BatchAnswer = z.object({
  responses: z.array(
    z.object({ id: z.string(), status: z.number(), headers: z.optional(z.record(z.string(), z.string())), body: z.optional(z.unknown()) }),
  ),
});

export function createTransport(base: string, token: Token, closing: AbortSignal): Transport {
  async function send({ method, path, body }: Sent): Promise<Answer> {
    const bearer = await token.get();
    const answer = await exchange(`${base}${path}`, {
      method,
      headers: { authorization: `Bearer ${bearer}`, ...(body !== undefined && { "content-type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.any([closing, AbortSignal.timeout(timeout)]),
    });
    if (answer.status === 401) token.forget(bearer);
    return answer;
  }

  /** Tokens are withdrawn before they end, where somebody changes a password or a policy: a fresh one may do. */
  async function one(request: Sent): Promise<Answer> {
    const answer = await send(request);
    return answer.status === 401 ? send(request) : answer;
  }

  return {
    one,
    async batch(requests) {
      const answer = await one({ method: "POST", path: "/$batch", body: { requests: requests.map(inBatch) } });
      const { data } = BatchAnswer.safeParse(answer.body);
      if (answer.status !== 200 || !data) return requests.map(() => (answer.status === 200 ? { ...answer, status: 502 } : answer));
      const responses = new Map(data.responses.map((response) => [response.id, response])); // they come in any order
      return requests.map((_, index) => {
        const { status = 0, headers = {}, body } = responses.get(String(index)) ?? {};
        const header = new Headers(headers);
        return { status, header: (name) => header.get(name) ?? undefined, body };
      });
    },
  };
}

const inBatch = ({ method, path, body }: Sent, index: number) => ({
  id: String(index),
  method,
  url: path,
  ...(body !== undefined && { headers: { "Content-Type": "application/json" }, body }),
});

/** Whatever breaks on the way, name look-up, connection, time or JSON, is one thing: nothing came. */
async function exchange(url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, init);
    const text = await response.text();
    const { status, headers } = response;
    return { status, header: (name) => headers.get(name) ?? undefined, body: text === "" ? undefined : JSON.parse(text) };
  } catch (error) {
    return { status: 0, header: () => undefined, body: error };
  }
}
