import ICAL from "ical.js";
import type { Recipient } from "./items.ts";

/** What a `text/calendar` part says of a meeting. */
export interface Invitation {
  /** iTIP's method (RFC 5546), upper case; absent in an appointment that nobody is invited to. */
  readonly method?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly start: number;
  readonly end: number;
  readonly location?: string;
  readonly organizer?: Recipient;
  readonly required: readonly Recipient[];
  readonly optional: readonly Recipient[];
  readonly resources: readonly Recipient[];
}

/** RFC 5545 section 3.2.12 in Outlook's numbers; NEEDS-ACTION and DELEGATED are no answer. */
const responses: Readonly<Record<string, Recipient["appointmentResponse"]>> = { TENTATIVE: 2, ACCEPTED: 3, DECLINED: 4 };

/** The first event in `text`. Throws where there is none that can be read. */
export function readInvitation(text: string): Invitation {
  const calendar = ICAL.Component.fromString(text);
  const component = calendar.getFirstSubcomponent("vevent");
  if (!component) throw new Error("it holds no event");
  const event = new ICAL.Event(component);
  if (!component.hasProperty("dtstart")) throw new Error("its event does not say when it starts");
  const method = words(calendar.getFirstPropertyValue("method"))?.toUpperCase();
  const organizer = component.getFirstProperty("organizer");
  const attendees = component.getAllProperties("attendee").map((property) => ({ list: listOf(property), person: invited(property) }));
  const listed = (list: string) => attendees.filter((attendee) => attendee.list === list).map((attendee) => attendee.person);
  return {
    ...(method && { method }),
    subject: words(component.getFirstPropertyValue("summary")),
    text: words(component.getFirstPropertyValue("description")),
    location: words(component.getFirstPropertyValue("location")),
    start: instant(event.startDate, component.getFirstProperty("dtstart")),
    end: instant(event.endDate, component.getFirstProperty("dtend") ?? component.getFirstProperty("dtstart")),
    ...(organizer && { organizer: { ...invited(organizer), appointmentResponse: 1 } }),
    required: listed("required"),
    optional: listed("optional"),
    resources: listed("resources"),
  };
}

function invited(property: ICAL.Property): Recipient {
  const address = String(property.getFirstValue()).replace(/^mailto:/i, "");
  const status = property.getFirstParameter("partstat")?.toUpperCase();
  return {
    address,
    name: property.getFirstParameter("cn") || address,
    recipientType: 0,
    appointmentResponse: responses[status] ?? 0,
  };
}

/** RFC 5545 sections 3.2.3 and 3.2.16; who presides is required, who is only informed is optional. */
function listOf(property: ICAL.Property): "required" | "optional" | "resources" {
  if (/^(room|resource)$/i.test(property.getFirstParameter("cutype"))) return "resources";
  return /^(opt|non)-participant$/i.test(property.getFirstParameter("role")) ? "optional" : "required";
}

function words(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Files that name a time zone often leave out its rules; Intl knows those of the IANA names. */
function instant(time: ICAL.Time, written: ICAL.Property | null): number {
  const named = written?.getFirstParameter("tzid");
  if (!named || time.zone !== ICAL.Timezone.localTimezone) return time.toJSDate().getTime();
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  const guess = wall - offset(named, wall);
  return wall - offset(named, guess); // again, for walls beside a change of the clocks
}

/** Milliseconds that the zone is ahead of UTC at that moment; none for a zone that nobody knows. */
function offset(timeZone: string, at: number): number {
  try {
    const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
    const [, sign, hours, minutes] = /([+-])(\d+):(\d+)/.exec(parts.find((part) => part.type === "timeZoneName")?.value ?? "") ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  }
}
