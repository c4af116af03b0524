import { randomBytes } from "node:crypto";
import { NetworkError } from "../../network.ts";
import type { GraphClient } from "../client.ts";
import { asks } from "./asks.ts";
import type { Encryption } from "./encryption.ts";
import type { Change, Inbox, Lifecycle, Seat } from "./inbox.ts";

export interface SubscribeParts {
  readonly client: GraphClient;
  readonly inbox: Inbox;
  readonly encryption: Encryption;
  /** Where Graph reaches the hook. */
  readonly url: () => string;
  /** Shared by all whose content may be refused. */
  readonly plain: { refused: boolean };
}

/** What is subscribed to, and who hears of it. */
export interface Subscribing {
  readonly changeType: string;
  /** `unless-refused`: where Graph does not send what has changed, it may say only that it has. */
  readonly content: "always" | "unless-refused";
  hear(change: Change): void;
  lifecycle(event: Lifecycle): void;
}

/** A subscription that Graph has; the moments are milliseconds since 1970. */
export interface Held {
  readonly id: string;
  readonly resource: string;
  readonly seat: Seat;
  expires: number;
  renewal: number;
}

/** Milliseconds. Presence lasts an hour at the most; five minutes less, because the clocks may differ. Two thirds of it leave time for trouble. */
export const lifetime = 55 * 60_000;
export const renewAfter = (lifetime * 2) / 3;

/** Where Graph refuses, what was left behind is looked for: by a gateway that died, or where an answer was lost. Rejects with NetworkError. */
export async function subscribe(parts: SubscribeParts, what: Subscribing, resource: string): Promise<Held> {
  const { plain } = parts;
  const rich = what.content === "always" || !plain.refused;
  try {
    return await create(parts, what, resource, rich);
  } catch (error) {
    if (!(error instanceof NetworkError) || (error.code !== "forbidden" && error.code !== "bad-request")) throw error;
    if (error.code === "forbidden" && (await clear(parts, resource))) return create(parts, what, resource, rich);
    if (what.content === "always" || plain.refused) throw error;
    const held = await create(parts, what, resource, false);
    plain.refused = true;
    return held;
  }
}

async function create(parts: SubscribeParts, what: Subscribing, resource: string, rich: boolean): Promise<Held> {
  const { client, inbox, encryption, url } = parts;
  const { changeType, hear, lifecycle } = what;
  const clientState = randomBytes(32).toString("base64url");
  const seat = inbox.seat({ clientState, change: hear, lifecycle });
  const at = Date.now();
  try {
    const wanted = { resource, changeType, clientState, url: url(), expires: at + lifetime };
    const { id } = await client.ask(asks.create({ ...wanted, ...(rich && { encryption }) }));
    seat.named(id);
    return { id, resource, seat, expires: at + lifetime, renewal: at + renewAfter };
  } catch (error) {
    seat.leave();
    throw error;
  }
}

/** Graph allows one of a kind: ends those that lead here and that nobody holds. Whether there were any. */
async function clear({ client, inbox, url }: SubscribeParts, resource: string): Promise<boolean> {
  let found = false;
  for await (const page of client.pages(asks.all())) {
    for (const { id, resource: other, notificationUrl } of page) {
      const left = notificationUrl === url() && kindOf(other ?? "") === kindOf(resource) && !inbox.holds(id);
      if (left) await client.ask(asks.end(id));
      found ||= left;
    }
  }
  return found;
}

/** Of presence Graph allows a user one subscription, whomever it is about; of a chat, one for the chat. */
const kindOf = (resource: string): string => resource.replace(/^\//, "").replace(/\?.*$/, "");
