import * as z from "zod/mini";
import { NetworkError } from "../network.ts";
import { type Answer, retryAfter, valueOf } from "./answer.ts";
import { type Budget, patience, type Workload } from "./budget.ts";
import type { Grants, Permission } from "./permissions.ts";
import { mostInABatch, type Sent, type Transport } from "./transport.ts";

/** One question, and what its answer must look like. Every one may be asked again, unless it is `once`. */
export interface Ask<T> {
  /** Below /v1.0, with its query. */
  readonly path: string;
  /** POST where not given and there is a body; without one, GET. */
  readonly method?: "PATCH" | "DELETE";
  readonly body?: unknown;
  /** Asked twice, it would be done twice: it is not repeated, unless Graph says that it has not been done. */
  readonly once?: true;
  readonly schema: z.ZodMiniType<T>;
  readonly workload: Workload;
  /** In the workload's unit; 1 where not given. */
  readonly cost?: number;
  /** The application's, where it is asked as the application. */
  readonly permission?: Permission;
}

/** Microsoft Graph, as the application or as one user. Everything rejects with NetworkError only. */
export interface GraphClient {
  ask<T>(ask: Ask<T>): Promise<T>;
  /** Many at once, in batches; each settles by itself, in the order of the questions. */
  askAll<T>(asks: readonly Ask<T>[]): Promise<readonly PromiseSettledResult<T>[]>;
  /** A list that comes in pages; `schema` is that of one entry. */
  pages<T>(ask: Ask<T>): AsyncGenerator<readonly T[]>;
}

export interface ClientParts {
  readonly base: string;
  readonly transport: Transport;
  readonly budget: Budget;
  /** Of the application; a user's are in the user's token. */
  readonly grants?: Grants;
  /** A missing permission may have been granted since the token was made. */
  readonly forgetToken: () => void;
}

/** How often one question is asked at the most. Who is not answered then, tries again in their own time. */
const attempts = 3;
/** So many batches run at once. */
const parallel = 4;

/** A request of our own that is not sent, because it would only be refused. */
const tooMuch: Answer = { status: 429, header: () => undefined, body: undefined };

export function createClient({ base, transport, budget, grants, forgetToken }: ClientParts): GraphClient {
  const running = new Map<string, Promise<Answer>>();

  function heard({ workload, permission }: Ask<unknown>, answer: Answer): void {
    budget.heard(workload, answer);
    if (!grants || !permission) return;
    if (answer.status === 403 && !grants.lacks(permission)) {
      grants.refused(permission);
      forgetToken();
    }
    if (answer.status < 300 && answer.status > 0) grants.granted(permission);
  }

  async function answersTo(
    asks: readonly Ask<unknown>[],
    send: (asks: readonly Sent[]) => Promise<readonly Answer[]>,
  ): Promise<readonly Answer[]> {
    const answers: Answer[] = asks.map(() => tooMuch);
    let left = asks.map((ask, index) => ({ ask, index }));
    for (let attempt = 1; left.length > 0; attempt++) {
      const turns = left.map((each) => ({ ...each, wait: budget.spend(each.ask.workload, each.ask.cost ?? 1) }));
      const going = turns.filter(({ wait }) => wait !== Infinity);
      if (going.length === 0) break;
      await pause(Math.max(...going.map(({ wait }) => wait)));
      const heardNow = await send(going.map(({ ask }) => sentOf(ask)));
      const again: { ask: Ask<unknown>; index: number; wait: number }[] = [];
      for (const [place, { ask, index }] of going.entries()) {
        const answer = heardNow[place] ?? tooMuch;
        answers[index] = answer;
        heard(ask, answer);
        const repeatable = attempt < attempts && (answer.status === 429 || !ask.once);
        const wait = repeatable ? waitAfter(answer, attempt) : Infinity;
        if (wait <= patience) again.push({ ask, index, wait });
      }
      if (again.length > 0) await pause(Math.max(...again.map(({ wait }) => wait)));
      left = again;
    }
    return answers;
  }

  /** Whoever asks the same while it is being asked, hears the same answer. */
  async function answerTo(ask: Ask<unknown>): Promise<Answer> {
    const key = ask.method === undefined && ask.body === undefined ? ask.path : undefined;
    const same = key === undefined ? undefined : running.get(key);
    if (same) return same;
    const answer = answersTo([ask], async ([sent]) => (sent ? [await transport.one(sent)] : [])).then(([first = tooMuch]) => first);
    if (key === undefined) return answer;
    running.set(key, answer);
    return answer.finally(() => running.delete(key));
  }

  const ask = async <T>(ask: Ask<T>): Promise<T> => valueOf(await answerTo(ask), ask.schema);

  return {
    ask,
    async askAll<T>(asks: readonly Ask<T>[]) {
      const answers: Answer[] = [];
      const batches = chunks(asks, mostInABatch);
      for (const some of chunks(batches, parallel)) {
        answers.push(...(await Promise.all(some.map((batch) => answersTo(batch, transport.batch)))).flat());
      }
      return asks.map((ask, index) => settled(() => valueOf(answers[index] ?? tooMuch, ask.schema)));
    },
    async *pages<T>(first: Ask<T>) {
      const schema = z.object({ value: z.array(first.schema), "@odata.nextLink": z.optional(z.string()) });
      let path: string | undefined = first.path;
      while (path !== undefined) {
        const page: z.output<typeof schema> = await ask({ ...first, path, schema });
        yield page.value;
        const next: string | undefined = page["@odata.nextLink"];
        // The token goes with the request: it must not be led to another host.
        if (next !== undefined && !next.startsWith(`${base}/`)) throw new NetworkError("internal", "Graph's next page is not Graph's.");
        path = next?.slice(base.length);
      }
    },
  };
}

const sentOf = ({ method, path, body }: Ask<unknown>): Sent => ({ method: method ?? (body === undefined ? "GET" : "POST"), path, body });

/** Milliseconds until asking again may help; Infinity where it does not. Each wait is up to twice the last, spread. */
function waitAfter(answer: Answer, attempt: number): number {
  const passing = answer.status === 0 || answer.status === 429 || answer.status >= 500;
  return passing ? (retryAfter(answer) ?? 500 * 2 ** attempt * (0.5 + Math.random() / 2)) : Infinity;
}

function settled<T>(value: () => T): PromiseSettledResult<T> {
  try {
    return { status: "fulfilled", value: value() };
  } catch (reason) {
    return { status: "rejected", reason };
  }
}

const pause = (milliseconds: number): Promise<void> =>
  milliseconds === 0 ? Promise.resolve() : new Promise((resolve) => void setTimeout(resolve, milliseconds).unref());

/** All values; throws the first reason where there is one. */
export function valuesOf<T>(all: readonly PromiseSettledResult<T>[]): readonly T[] {
  return all.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
}

/** In pieces of so many at the most. */
export function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}
