import type { Activity, Availability, EmailAddress, Presence, Time } from "../../../../protocol/index.ts";
import { compose } from "../../../compose.ts";
import type { OwnPresence } from "../../../network.ts";
import { apart, attribute, moment, ns, xml, type Stanza } from "../stanza.ts";

/** RFC 6121 section 4.7.2.1. `dnd` is what other clients offer as "busy", but nothing there is weaker: it is taken at its word. */
const shows: Readonly<Record<string, Availability>> = {
  "": "available",
  chat: "available",
  away: "away",
  xa: "away",
  dnd: "do-not-disturb",
};

/** XEP-0108, general/specific → RFC 4480; what is not named says nothing about talking. */
const activities: Readonly<Record<string, Activity>> = {
  "inactive/day_off": "holiday",
  "inactive/on_vacation": "vacation",
  "inactive/scheduled_holiday": "holiday",
  "talking/on_the_phone": "on-the-phone",
  "talking/on_video_phone": "on-the-phone",
  traveling: "travel",
  working: "working",
  "working/in_a_meeting": "meeting",
};

/** Who does this can be reached, but not just now. */
const occupied: ReadonlySet<Activity> = new Set(["on-the-phone", "meeting"]);

/** The longest note that is passed on, in characters. */
const longestNote = 280;

/** An `<activity/>` (XEP-0108), in a presence or in an event of the person's account. */
export function readActivity(element: Stanza | undefined): Activity | undefined {
  const general = element?.getChildElements().find(({ name }) => name !== "text");
  if (!general) return undefined;
  const [specific] = general.getChildElements();
  return activities[`${general.name}/${specific?.name}`] ?? activities[general.name];
}

/** What one available resource says of its person (RFC 6121 section 4.7). */
export function readPresence(stanza: Stanza, network: string, now: Time): Omit<Presence, "address"> {
  const activity = readActivity(stanza.getChild("activity", ns.activity));
  const availability = strengthen(availabilityOf(stanza), activity);
  const note = apart(stanza.getChildText("status")?.trim().slice(0, longestNote) ?? "");
  const idleSince = moment(attribute(stanza.getChild("idle", ns.idle), "since"));
  const since = (availability === "away" ? idleSince : undefined) ?? moment(attribute(stanza.getChild("delay", ns.delay), "stamp"));
  return {
    availability,
    ...(activity && { activity }),
    ...(note && { note }),
    ...(since !== undefined && { since: Math.min(since, now) }),
    ...(idleSince !== undefined && { idleSince: Math.min(idleSince, now) }),
    sources: [{ network, availability, ...(activity && { activity }), observed: now }],
  };
}

/** All resources of a person, and what their account tells beside them, as one. Nothing available: offline. */
export function present(
  address: EmailAddress,
  resources: readonly Presence[],
  activity: Activity | undefined,
  network: string,
  now: Time,
): Presence {
  if (resources.length === 0) return { address, availability: "offline", sources: [{ network, availability: "offline", observed: now }] };
  const whole = compose(resources, now);
  const told = whole.activity ?? activity;
  if (resources.length === 1 && told === whole.activity) return whole;
  const availability = strengthen(whole.availability, told);
  // However many clients, it is one network's view.
  return { ...whole, availability, activity: told, sources: [{ network, availability, ...(told && { activity: told }), observed: now }] };
}

const strengthen = (availability: Availability, activity: Activity | undefined): Availability =>
  activity && occupied.has(activity) && (availability === "available" || availability === "away") ? "busy" : availability;

function availabilityOf(stanza: Stanza): Availability {
  const busy = stanza.getChild("busy", ns.rollcall) !== undefined;
  return busy ? "busy" : (shows[stanza.getChildText("show") ?? ""] ?? "available");
}

/** What each choice is on the stream; `busy` is told to other clients as the nearest that they know. */
const showOf: Readonly<Record<OwnPresence["availability"], string | undefined>> = {
  automatic: undefined,
  available: undefined,
  away: "away",
  busy: "dnd",
  "do-not-disturb": "dnd",
  offline: undefined,
};

/** The user's own presence as a stanza. `extra`: entity capabilities and the like. */
export function writePresence({ availability, note, idleSince }: OwnPresence, talking: boolean, extra: readonly Stanza[] = []): Stanza {
  if (availability === "offline") return xml("presence", { type: "unavailable" });
  const show = availability === "automatic" && idleSince !== undefined ? "away" : showOf[availability];
  return xml(
    "presence",
    {},
    ...(show ? [xml("show", {}, show)] : []),
    ...(note ? [xml("status", {}, note)] : []),
    ...(availability === "busy" ? [xml("busy", ns.rollcall)] : []),
    ...(idleSince !== undefined ? [xml("idle", { xmlns: ns.idle, since: new Date(idleSince).toISOString() })] : []),
    ...(talking ? [xml("activity", ns.activity, xml("talking", {}, xml("on_the_phone")))] : []),
    ...extra,
  );
}
