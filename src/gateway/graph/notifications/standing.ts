import { randomBytes } from "node:crypto";
import { within } from "../../clock.ts";
import { NetworkError } from "../../network.ts";
import type { GraphClient } from "../client.ts";
import { asks, type NewSubscription } from "./asks.ts";
import type { Encryption } from "./encryption.ts";
import type { Change, Inbox, Lifecycle, Seat } from "./inbox.ts";

/** What somebody wants to hear of. */
export interface Wish {
  readonly changeType: string;
  /** Milliseconds: what is wanted within so many of one another, counts as wanted at once. */
  readonly settling: number;
  /** `unless-refused`: where Graph does not send what has changed, it may say only that it has. */
  readonly content: "always" | "unless-refused";
  hear(change: Change): void;
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

export interface StandingParts {
  readonly client: GraphClient;
  readonly inbox: Inbox;
  readonly encryption: Encryption;
  /** Where Graph reaches the hook. */
  readonly url: () => string;
  /** Graph's word on what was asked for last; undefined: it did it. */
  readonly heard: (error: NetworkError | undefined) => void;
  /** Shared by all whose content may be refused. */
  readonly plain: { refused: boolean };
}

/** Graph's, once it has it. */
interface Held {
  readonly id: string;
  readonly resource: string;
  readonly seat: Seat;
  expires: number;
  renewal: number;
}

/** Milliseconds. Presence lasts an hour at the most; five minutes less, because the clocks may differ. Two thirds of it leave time for trouble. */
const lifetime = 55 * 60_000;
const renewAfter = (lifetime * 2) / 3;
/** After a failure, nothing is asked for so long, and twice as long after each further one. */
const pause = { first: 2000, longest: 5 * 60_000 };
/** A permission or a quota that is missing is not there a moment later. */
const refused = { first: 10 * 60_000, longest: 60 * 60_000 };
/** Whoever leaves waits no longer than this for Graph. */
const goodbye = 2000;

export function standing(parts: StandingParts, wish: Wish): Standing {
  const { client, inbox } = parts;
  let wanted: string | undefined;
  let held: Held | undefined;
  let failures = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  /** One step at a time: what is to end, has ended before the next begins. */
  let running: Promise<void> | undefined;
  let again = false;

  function plan(delay: number): void {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(step, delay).unref();
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
        if (held) plan(held.renewal - Date.now());
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
    if (error.code === "unauthorized") return; // `wake` goes on
    const { first, longest } = error.code === "forbidden" ? refused : pause;
    plan(Math.min(longest, first * 2 ** failures++));
  }

  async function begin(resource: string): Promise<void> {
    held = await attempt(resource).catch((error: unknown) => retry(resource, error));
    parts.heard(undefined);
    if (closed) return;
    wish.turned(true);
    wish.missed();
  }

  /** What may help where Graph has refused: to clear up, or to want less. */
  async function retry(resource: string, error: unknown): Promise<Held> {
    if (!(error instanceof NetworkError) || (error.code !== "forbidden" && error.code !== "bad-request")) throw error;
    if (error.code === "forbidden" && failures === 0 && (await sweep(resource))) return attempt(resource);
    if (wish.content === "always" || parts.plain.refused) throw error;
    const plain = await attempt(resource, false);
    parts.plain.refused = true;
    return plain;
  }

  const isRich = () => wish.content === "always" || !parts.plain.refused;

  async function attempt(resource: string, rich = isRich()): Promise<Held> {
    const clientState = randomBytes(32).toString("base64url");
    const seat = inbox.seat({ clientState, change: wish.hear, lifecycle });
    const { certificate, id: name } = parts.encryption;
    const at = Date.now();
    const wishes: NewSubscription = { resource, changeType: wish.changeType, clientState, url: parts.url(), expires: at + lifetime };
    try {
      const { id } = await client.ask(asks.create({ ...wishes, ...(rich && { encryption: { certificate, id: name } }) }));
      seat.named(id);
      return { id, resource, seat, expires: at + lifetime, renewal: at + renewAfter };
    } catch (error) {
      seat.leave();
      throw error;
    }
  }

  /** A gateway that died has left subscriptions behind, and Graph allows one of a kind: those that lead here and that nobody holds. */
  async function sweep(resource: string): Promise<boolean> {
    let swept = false;
    for await (const page of client.pages(asks.all())) {
      for (const { id, resource: other, notificationUrl } of page) {
        const left = notificationUrl === parts.url() && kindOf(other ?? "") === kindOf(resource) && !inbox.holds(id);
        if (left) await client.ask(asks.end(id));
        swept ||= left;
      }
    }
    return swept;
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
      if (!held && wanted !== undefined) step();
    },
    async close() {
      closed = true;
      wanted = undefined;
      step();
      await within(goodbye, running ?? Promise.resolve());
    },
  };
}

/** Of presence Graph allows a user one subscription, whomever it is about; of a chat, one for the chat. */
const kindOf = (resource: string): string => resource.replace(/^\//, "").replace(/\?.*$/, "");
