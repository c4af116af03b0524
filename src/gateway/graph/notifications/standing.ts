import { within } from "../../clock.ts";
import { NetworkError } from "../../network.ts";
import { asks } from "./asks.ts";
import type { Lifecycle } from "./inbox.ts";
import { type Held, lifetime, renewAfter, subscribe, type SubscribeParts, type Subscribing } from "./subscribe.ts";

/** What somebody wants to hear of. */
export interface Wish extends Omit<Subscribing, "lifecycle"> {
  /** Milliseconds: what is wanted within so many of one another, counts as wanted at once. */
  readonly settling: number;
  /** Something may have happened that was not told: at the beginning, and after each gap. */
  missed(): void;
  /** Changes are told from now on, or not any more. Called for every turn, and for each try that fails. */
  turned(holds: boolean, why?: NetworkError): void;
}

/** One subscription in a user's name, kept up for as long as it is wanted. */
export interface Standing {
  /** What is subscribed to from now on; undefined: nothing. */
  want(resource: string | undefined): void;
  /** The user has brought a fresh token. */
  wake(): void;
  /** Ends it at Graph, too, where that answers soon. */
  close(): Promise<void>;
}

export interface StandingParts extends SubscribeParts {
  /** Graph's word on what was asked for last; undefined: it did it. */
  readonly heard: (error: NetworkError | undefined) => void;
}

/** After a failure, nothing is asked for so long, and twice as long after each further one. */
const pause = { first: 2000, longest: 5 * 60_000 };
/** A permission or a quota that is missing is not there a moment later. */
const refused = { first: 10 * 60_000, longest: 60 * 60_000 };
/** Whoever leaves waits no longer than this for Graph. */
const goodbye = 2000;

export function standing(parts: StandingParts, wish: Wish): Standing {
  const { client } = parts;
  let wanted: string | undefined;
  let held: Held | undefined;
  let failures = 0;
  /** After a failure: not even what is wanted anew is asked for before. */
  let pausedUntil = -Infinity;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  /** One step at a time: what is to end, has ended before the next begins. */
  let running: Promise<void> | undefined;
  let again = false;

  function plan(delay: number): void {
    clearTimeout(timer);
    const wait = Math.max(delay, pausedUntil - Date.now());
    if (!closed && wait !== Infinity) timer = setTimeout(step, wait).unref();
  }

  function step(): void {
    clearTimeout(timer);
    again = running !== undefined;
    running ??= steps().finally(() => (running = undefined));
  }

  async function steps(): Promise<void> {
    do {
      again = false;
      try {
        await settle();
        failures = 0;
        pausedUntil = -Infinity;
        if (held && held.resource === wanted) plan(held.renewal - Date.now());
      } catch (error) {
        if (!(error instanceof NetworkError)) throw error;
        failed(error);
      }
    } while (again);
  }

  async function settle(): Promise<void> {
    if (held && held.resource !== wanted) await end(held);
    if (wanted === undefined || closed) return;
    if (held && held.renewal <= Date.now()) await renew(held);
    if (!held) await begin(wanted);
  }

  function failed(error: NetworkError): void {
    if (closed) return;
    const over = held && (held.expires <= Date.now() || error.code === "unauthorized" || error.code === "forbidden");
    if (over) lose();
    parts.heard(error);
    if (!held) wish.turned(false, error);
    const { first, longest } = error.code === "forbidden" ? refused : pause;
    const wait = error.code === "unauthorized" ? Infinity : Math.min(longest, first * 2 ** failures++); // or until `wake`
    pausedUntil = Date.now() + wait;
    plan(wait);
  }

  async function begin(resource: string): Promise<void> {
    held = await subscribe(parts, { ...wish, lifecycle }, resource);
    parts.heard(undefined);
    if (closed) return;
    wish.turned(true);
    wish.missed();
  }

  async function renew(current: Held): Promise<void> {
    const at = Date.now();
    try {
      await client.ask(asks.renew(current.id, at + lifetime));
      parts.heard(undefined);
      current.expires = at + lifetime;
      current.renewal = at + renewAfter;
    } catch (error) {
      if (!(error instanceof NetworkError) || error.code !== "not-found") throw error;
      lose(); // Graph has forgotten it: a new one is begun
    }
  }

  function lose(): void {
    held?.seat.leave();
    held = undefined;
  }

  async function end({ id }: Held): Promise<void> {
    lose();
    await client.ask(asks.end(id)).catch((error: unknown) => {
      if (!(error instanceof NetworkError)) throw error; // it ends by itself within the hour
    });
  }

  function lifecycle(event: Lifecycle): void {
    if (closed) return;
    if (event === "missed") return wish.missed();
    if (event === "subscriptionRemoved") lose();
    else if (held) held.renewal = 0;
    step();
  }

  return {
    want(resource) {
      if (resource === wanted) return;
      wanted = resource;
      plan(wish.settling);
    },
    wake() {
      pausedUntil = -Infinity;
      if (wanted !== undefined && (!held || running)) step(); // what is running may fail by the token before
    },
    async close() {
      closed = true;
      wanted = undefined;
      step();
      await within(goodbye, running ?? Promise.resolve());
    },
  };
}
