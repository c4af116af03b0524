import { openItem, type Mail } from "../mail.ts";
import type { AddIn } from "./manifest.ts";
import { initialData } from "./initial.ts";
import type { Profile } from "./profiles.ts";

/** An event on its way to a frame. */
export interface Firing {
  readonly event: EventName;
  readonly data: unknown;
}

/** Events a frame may register, the Mailbox requirement set that brought each, and whether it dies with the item. */
export const events = {
  olkItemSelectedChanged: { since: "1.5", ofItem: false },
  olkRecipientsChanged: { since: "1.7", ofItem: true },
  officeThemeChanged: { since: "1.14", ofItem: false },
  appCommandInvoked: { since: "1.3", ofItem: false },
  dialogNotificationShown: { since: "1.3", ofItem: false },
  dialogMessageReceived: { since: "1.3", ofItem: false },
  dialogParentMessageReceived: { since: "1.3", ofItem: false },
} as const;
export type EventName = keyof typeof events;

export const isEvent = (name: string): name is EventName => name in events;

/** What an open pane is told when a mailbox goes from one state to another. A header that expands tells nothing, as in Outlook. */
export function changesBetween(before: Mail, after: Mail, addIn: AddIn, profile: Profile): readonly Firing[] {
  if (before.selected !== after.selected) {
    // An empty text stands for "nothing is selected".
    return [{ event: "olkItemSelectedChanged", data: after.selected === null ? "" : initialData(after, addIn, profile) }];
  }
  const [old, item] = [openItem(before), openItem(after)];
  if (!old || !item || (old.to === item.to && old.cc === item.cc && old.bcc === item.bcc)) return [];
  const [to, cc, bcc] = [old.to !== item.to, old.cc !== item.cc, old.bcc !== item.bcc];
  const fields = item.kind === "appointment" ? { requiredAttendees: to, optionalAttendees: cc, resources: false } : { to, cc, bcc };
  return [{ event: "olkRecipientsChanged", data: [JSON.stringify(fields)] }];
}
