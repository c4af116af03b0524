import type { Item, Recipient } from "../../items.ts";
import { openItem, surfaceOf, type Mail, type Surface } from "../mail.ts";
import { hostVersion } from "./handshake.ts";
import type { AddIn } from "./manifest.ts";
import type { Profile } from "./profiles.ts";

/** `itemType` on the wire; a meeting request is a message of a kind of its own, 3. */
const itemTypes = {
  "message-read": 1,
  "appointment-attendee": 2,
  "message-compose": 4,
  "appointment-organizer": 5,
} as const satisfies Record<Surface, number>;
const noItem = 6;
const meetingRequest = 3;

/** What `GetInitialData` answers, and what ItemChanged carries: the mailbox, and the item of the reading pane. */
export function initialData(mail: Mail, addIn: AddIn, profile: Profile) {
  const item = openItem(mail);
  const surface = surfaceOf(mail);
  return {
    permissionLevel: addIn.permission,
    userDisplayName: mail.owner.name,
    userEmailAddress: mail.owner.address,
    userTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userProfileType: "office365",
    hostVersion,
    owaView: "ThreeColumns",
    ewsUrl: "",
    restUrl: "",
    isRestIdSupported: false,
    timeZoneOffsets: [{ start: 0, end: Date.UTC(2100), offset: -new Date().getTimezoneOffset() }],
    extensionId: addIn.id,
    endNodeUrl: "",
    itemNumber: 0,
    isRead: surface === "message-read" || surface === "appointment-attendee",
    ...(item && surface ? { itemType: itemType(item, surface), ...contentOf(item, surface, mail, profile) } : { itemType: noItem }),
  };
}

function itemType(item: Item, surface: Surface): number {
  return item.kind === "meeting-request" && surface === "message-read" ? meetingRequest : itemTypes[surface];
}

function contentOf(item: Item, surface: Surface, mail: Mail, profile: Profile): object {
  // An item that is written is asked for field by field, for it may change at any moment.
  if (surface === "message-compose" || surface === "appointment-organizer") return { conversationId: item.conversationId, seriesId: null };
  const most = mail.expanded ? profile.recipients.expanded : profile.recipients.collapsed;
  const appointment = surface === "appointment-attendee";
  return {
    id: item.id,
    internetMessageId: item.internetMessageId,
    conversationId: item.conversationId,
    itemClass: itemClasses[item.kind],
    subject: item.subject,
    normalizedSubject: item.normalizedSubject,
    from: item.from,
    sender: item.sender ?? item.from,
    organizer: item.from,
    to: (appointment ? withOrganizer(item) : item.to).slice(0, most),
    cc: item.cc.slice(0, most),
    bcc: [],
    resources: item.resources ?? [],
    attachments: [],
    dateTimeCreated: item.received,
    dateTimeModified: item.received,
    start: item.start,
    end: item.end,
    location: item.location ?? "",
    ...nothingExtracted,
    seriesId: null,
    recurrence: null,
    isAllDayEvent: false,
    sensitivity: 0,
  };
}

const itemClasses = { message: "IPM.Note", "meeting-request": "IPM.Schedule.Meeting.Request", appointment: "IPM.Appointment" } as const;

/** The library wants these objects, though activation rules that would fill them are no more. */
const nothingExtracted = { entities: {}, selectedEntities: {}, filteredEntities: {}, regExMatches: {}, selectedRegExMatches: {} } as const;

/** Outlook names the organizer among the required attendees too. */
function withOrganizer({ from, to }: Item): readonly Recipient[] {
  return !from || to.some(({ address }) => address === from.address) ? to : [{ ...from, appointmentResponse: 1 }, ...to];
}
