import ICAL from "ical.js";
import { learnZones } from "../gateway/networks/local/zones.ts";
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
  learnZones(calendar);
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
    start: event.startDate.toJSDate().getTime(),
    end: event.endDate.toJSDate().getTime(),
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
