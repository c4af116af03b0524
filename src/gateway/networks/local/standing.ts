import type { Activity, Availability, EmailAddress, Presence, Time } from "../../../protocol/index.ts";
import type { OwnPresence } from "../../network.ts";

/** What the built-in network knows of a person, calendar apart. */
export interface Standing {
  readonly signedIn: boolean;
  readonly own: OwnPresence;
  /** In a call right now. */
  readonly talking: boolean;
  /** When the availability that others see began; offline: when they were last seen. */
  since: Time | undefined;
}

export const signedOut: Standing = { signedIn: false, own: { availability: "automatic" }, talking: false, since: undefined };

/** Standing → presence, as others may see it. */
export function describe(address: EmailAddress, standing: Standing, network: string, now: Time): Presence {
  const availability = availabilityOf(standing);
  const { note, idleSince } = standing.own;
  const hidden = availability === "offline";
  const activity: Activity | undefined = standing.talking && !hidden ? "on-the-phone" : undefined;
  return {
    address,
    availability,
    ...(activity && { activity }),
    ...(note && { note }),
    ...(standing.since !== undefined && { since: standing.since }),
    ...(idleSince !== undefined && !hidden && { idleSince }),
    sources: [{ network, availability, ...(activity && { activity }), observed: now }],
  };
}

function availabilityOf({ signedIn, own, talking }: Standing): Availability {
  const { availability } = own;
  if (!signedIn || availability === "offline") return "offline";
  if (availability === "do-not-disturb") return availability;
  if (talking) return "busy";
  if (availability === "automatic") return own.idleSince === undefined ? "available" : "away";
  return availability;
}

/** Where the pane made somebody away by itself: since when. */
export function idleFrom(standing: Standing): Time | undefined {
  const { availability, idleSince } = standing.own;
  return availability === "automatic" && availabilityOf(standing) === "away" ? idleSince : undefined;
}
