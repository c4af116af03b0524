import * as z from "zod/mini";
import type { Time } from "../../../protocol/index.ts";
import type { Ask } from "../../graph/client.ts";
import type { Graph } from "../../graph/index.ts";
import { NetworkError } from "../../network.ts";
import { GraphPresence } from "./mapping.ts";
import { afterPull, afterTelling, type View } from "./view.ts";

/**
 * One pull of presence for everybody whom anybody watches: each id is asked for once in every interval, together with as many others as one
 * request takes. Somebody new is asked for at once, and whoever waits longest goes along in the rest of that request, so that new people cost
 * next to nothing where many are watched.
 */
export interface Pull {
  follow(id: string): void;
  unfollow(id: string): void;
  view(id: string): View | undefined;
  /** Graph has told of a change by itself. */
  told(presence: GraphPresence): void;
  /** While Graph does not answer. */
  readonly failing: Failing | undefined;
  close(): void;
}

export interface Failing {
  readonly since: Time;
  readonly error: NetworkError;
}

interface PullParts {
  readonly graph: Graph;
  /** Milliseconds. */
  readonly interval: number;
  readonly now: () => Time;
  /** These ids were answered for, or, with none, that did not come about. */
  readonly heard: (ids: readonly string[]) => void;
}

/** What one request takes, and how many run at a time. */
const mostIds = 650;
const parallel = 4;
/** So many requests in an interval are nothing to Graph, which takes fifty times as many. */
const fewest = 30;
/** Milliseconds: new people are gathered for so long, and a request for less than it takes is made so seldom. */
const gathering = 20;
const between = 1000;
/** After a failure, nothing is asked for so long; each further one doubles it. */
const pause = { first: 2000, longest: 60_000 };

const permission = "Presence.Read.All";

const Presences = z.object({ value: z.array(GraphPresence) });

export function createPull({ graph, interval, now, heard }: PullParts): Pull {
  const views = new Map<string, View>();
  /** When each was last asked for, the longest ago first; new ones are in `fresh`. */
  const asked = new Map<string, Time>();
  const fresh = new Set<string>();
  /** When the requests of the last interval went out. */
  const sent: Time[] = [];
  let running = 0;
  let lastPartial = -Infinity;
  let failures = 0;
  let failing: Failing | undefined;
  let pausedUntil = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const oldest = (): Time => asked.values().next().value ?? Infinity;

  /** When the next request may go. */
  function nextAt(): Time {
    const forNew = fresh.size >= mostIds ? 0 : fresh.size > 0 ? lastPartial + between : Infinity;
    return Math.max(pausedUntil, allowedAt(), Math.min(forNew, oldest() + interval));
  }

  /** New people may cost a twentieth more than what is needed to ask for everybody once in an interval; a small organisation has more to spare. */
  function allowedAt(): Time {
    const needed = Math.ceil((asked.size + fresh.size) / mostIds);
    return (sent.at(-Math.max(fewest, Math.floor(needed * 1.05))) ?? -Infinity) + interval;
  }

  function plan(delay = 0): void {
    clearTimeout(timer);
    if (closed || running >= parallel) return;
    const next = nextAt();
    if (next !== Infinity) timer = setTimeout(run, Math.max(delay, next - now())).unref();
  }

  function run(): void {
    while (running < parallel && nextAt() <= now()) {
      if (fresh.size < mostIds && fresh.size > 0) lastPartial = now();
      void request(take());
    }
    plan();
  }

  /** Who is new, then who was asked longest ago, as many as fit. */
  function take(): readonly string[] {
    const ids = [...firstOf(fresh, mostIds)];
    ids.push(...firstOf(asked.keys(), mostIds - ids.length));
    const at = now();
    while ((sent[0] ?? Infinity) + interval <= at) sent.shift();
    sent.push(at);
    for (const id of ids) {
      fresh.delete(id);
      asked.delete(id);
      asked.set(id, at);
    }
    return ids;
  }

  async function request(ids: readonly string[]): Promise<void> {
    running += 1;
    try {
      await ask(ids);
      failures = 0;
      failing = undefined;
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      failing = { since: failing?.since ?? now(), error };
      pausedUntil = now() + Math.min(pause.longest, pause.first * 2 ** failures++);
      for (const id of ids) if (asked.has(id) && !views.has(id)) again(id);
      heard([]);
    } finally {
      running -= 1;
      plan();
    }
  }

  function again(id: string): void {
    asked.delete(id);
    fresh.add(id);
  }

  async function ask(ids: readonly string[]): Promise<void> {
    if (graph.grants.lacks(permission)) throw new NetworkError("forbidden", `${permission} is missing.`);
    const began = now();
    try {
      const { value } = await graph.client.ask(asking(ids));
      keep(ids, new Map(value.map((presence) => [presence.id, presence])), began);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (ids.length === 1) return keep(ids, new Map(), began);
      // Whether one id that is nobody's spoils the whole request is not documented. In halves, it spoils itself alone.
      const half = Math.ceil(ids.length / 2);
      await ask(ids.slice(0, half));
      await ask(ids.slice(half));
    }
  }

  function keep(ids: readonly string[], presences: ReadonlyMap<string, GraphPresence>, began: Time): void {
    const observed = now();
    const followed = ids.filter((id) => asked.has(id));
    for (const id of followed) views.set(id, afterPull(views.get(id), presences.get(id), began, observed));
    heard(followed);
  }

  return {
    follow(id) {
      if (asked.has(id) || fresh.has(id)) return;
      fresh.add(id);
      plan(gathering);
    },
    unfollow(id) {
      fresh.delete(id);
      asked.delete(id);
      views.delete(id);
    },
    view: (id) => views.get(id),
    told(presence) {
      const { id } = presence;
      const view = asked.has(id) ? afterTelling(views.get(id), presence, now()) : undefined;
      if (!view) return;
      views.set(id, view);
      heard([id]);
    },
    get failing() {
      return failing;
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

const asking = (ids: readonly string[]): Ask<z.output<typeof Presences>> => ({
  path: "/communications/getPresencesByUserId",
  body: { ids },
  schema: Presences,
  workload: "presence",
  permission,
});

const isRefusal = (error: unknown) => error instanceof NetworkError && (error.code === "not-found" || error.code === "bad-request");

function* firstOf<T>(all: Iterable<T>, most: number): Generator<T> {
  let left = most;
  for (const each of all) {
    if (left-- <= 0) return;
    yield each;
  }
}
