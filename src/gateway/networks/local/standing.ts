import type { Activity, Availability, EmailAddress, Presence, Time } from "../../../protocol/index.ts";
import type { OwnPresence } from "../../network.ts";

/** What the built-in network knows of a person, calendar apart. */
export interface Standing {
  readonly signedIn: boolean;
  readonly own: OwnPresence;
  /** In a call right now. */
  readonly talking: boolean;
  /** When the availability that others see began; offline: when they were last seen. */
  readonly since: Time | undefined;
}

export const signedOut: Standing = { signedIn: false, own: { availability: "automatic" }, talking: false, since: undefined };

/** Appearing offline and being offline are one state, so nothing that is made of it can tell them apart. */
export function availabilityOf({ signedIn, own, talking }: Standing): Availability {
  const { availability, idleSince } = own;
  if (!signedIn || availability === "offline") return "offline";
  if (availability === "do-not-disturb") return availability;
  if (talking) return "busy";
  if (availability === "automatic") return idleSince === undefined ? "available" : "away";
  return availability;
}

/** Since when the availability of `next` lasts: who idles has been away since their last input. */
export function sinceWhen(before: Standing, next: Standing, now: Time): Time | undefined {
  const availability = availabilityOf(next);
  if (availability === availabilityOf(before)) return before.since;
  return (availability === "away" && next.own.availability === "automatic" ? next.own.idleSince : undefined) ?? now;
}

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
