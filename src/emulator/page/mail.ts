import type { Folder, Item, MailboxData, MailboxOwner, Recipient } from "../items.ts";
import type { Notification } from "./host/notifications.ts";

export type FolderName = Folder["name"];

/** What of an item its author may change while writing it. */
export type Change = Partial<Pick<Item, "subject" | "to" | "cc" | "bcc" | "text" | "location" | "start" | "end">>;

/** One mailbox, as one mail client shows it. Nothing of it leaves the page; a reload brings the server's state back. */
export interface Mail {
  readonly owner: MailboxOwner;
  readonly folders: Readonly<Record<FolderName, readonly Item[]>>;
  readonly folder: FolderName;
  /** The id of the item in the reading pane. */
  readonly selected: string | null;
  /** Whether the header shows all recipients: Outlook on the web gives an add-in only those that it would show. */
  readonly expanded: boolean;
  /** Drafts that were never saved have no item id for an add-in. */
  readonly unsaved: readonly string[];
  readonly read: readonly string[];
  readonly pane: { readonly open: boolean; readonly pinned: boolean };
  readonly notifications: Readonly<Record<string, readonly Notification[]>>;
}

export type MailEvent =
  | { readonly type: "folder"; readonly folder: FolderName }
  | { readonly type: "select"; readonly id: string | null }
  | { readonly type: "expand"; readonly expanded: boolean }
  | { readonly type: "compose"; readonly draft: Item }
  | { readonly type: "edit"; readonly id: string; readonly change: Change }
  | { readonly type: "save" | "send" | "discard"; readonly id: string }
  | { readonly type: "pane"; readonly open: boolean; readonly pinned: boolean }
  | { readonly type: "notify"; readonly id: string; readonly notifications: readonly Notification[] };

/** Which of Outlook's surfaces an item is shown on; each has its own buttons in the manifest. */
export type Surface = "message-read" | "message-compose" | "appointment-attendee" | "appointment-organizer";

export const folderNames: readonly FolderName[] = ["Inbox", "Drafts", "Sent", "Calendar"];

export function openMailbox({ address, name, folders }: MailboxData): Mail {
  const itemsOf = (folder: FolderName) => folders.find((each) => each.name === folder)?.items ?? [];
  return {
    owner: { address, name },
    folders: { Inbox: itemsOf("Inbox"), Drafts: itemsOf("Drafts"), Sent: itemsOf("Sent"), Calendar: itemsOf("Calendar") },
    folder: "Inbox",
    selected: null,
    expanded: false,
    unsaved: [],
    read: [],
    pane: { open: false, pinned: false },
    notifications: {},
  };
}

/** The one writer of a mailbox's state. */
export function reduceMail(mail: Mail, event: MailEvent): Mail {
  switch (event.type) {
    case "folder":
      return { ...select(mail, null), folder: event.folder };
    case "select":
      return event.id === mail.selected ? mail : select(mail, event.id);
    case "expand":
      return { ...mail, expanded: event.expanded };
    case "compose":
      return begin(mail, event.draft);
    case "edit":
      return withItems(mail, (item) => (item.id === event.id ? { ...item, ...event.change } : item));
    case "save":
      return { ...mail, unsaved: mail.unsaved.filter((id) => id !== event.id) };
    case "send":
      return finish(mail, event.id, "Sent");
    case "discard":
      return finish(mail, event.id);
    case "pane":
      return { ...mail, pane: { open: event.open, pinned: event.open && event.pinned } };
    case "notify":
      return { ...mail, notifications: { ...mail.notifications, [event.id]: event.notifications } };
  }
}

/** Another item, or none: the header collapses, and a pane that is not pinned (or cannot be, on an appointment) closes. */
function select(mail: Mail, id: string | null): Mail {
  const next = { ...mail, selected: id, expanded: false };
  const surface = surfaceOf(next);
  const stays = mail.pane.pinned && (surface === undefined || pinnable(surface));
  const kept = mail.selected === null ? [] : (mail.notifications[mail.selected] ?? []).filter((each) => each.persistent);
  return {
    ...next,
    folder: folderOf(next, id) ?? mail.folder,
    read: id === null || mail.read.includes(id) ? mail.read : [...mail.read, id],
    pane: stays ? mail.pane : { open: false, pinned: false },
    notifications: mail.selected === null ? mail.notifications : { ...mail.notifications, [mail.selected]: kept },
  };
}

function begin(mail: Mail, draft: Item): Mail {
  const folders = { ...mail.folders, Drafts: [draft, ...mail.folders.Drafts] };
  return select({ ...mail, folders, unsaved: [...mail.unsaved, draft.id] }, draft.id);
}

/** A draft leaves the drafts, for the folder named (an appointment: for the calendar), or for good. */
function finish(mail: Mail, id: string, into?: FolderName): Mail {
  const draft = mail.folders.Drafts.find((item) => item.id === id);
  if (!draft) return select(mail, null);
  const folders = { ...mail.folders, Drafts: mail.folders.Drafts.filter((item) => item !== draft) };
  const target = into && (draft.kind === "appointment" ? "Calendar" : into);
  const kept = target ? { ...folders, [target]: [draft, ...folders[target]] } : folders;
  return { ...select({ ...mail, folders: kept, unsaved: mail.unsaved.filter((each) => each !== id) }, null), folder: mail.folder };
}

function withItems(mail: Mail, change: (item: Item) => Item): Mail {
  const changed = (folder: FolderName) => mail.folders[folder].map(change);
  return {
    ...mail,
    folders: { Inbox: changed("Inbox"), Drafts: changed("Drafts"), Sent: changed("Sent"), Calendar: changed("Calendar") },
  };
}

function folderOf(mail: Mail, id: string | null): FolderName | undefined {
  return folderNames.find((folder) => mail.folders[folder].some((item) => item.id === id));
}

export function findItem(mail: Mail, id: string | null): Item | undefined {
  return id === null ? undefined : folderNames.flatMap((folder) => mail.folders[folder]).find((item) => toEwsId(item.id) === toEwsId(id));
}

/** Item ids have two alphabets, EWS's and REST's; office.js asks in the former, whichever an add-in uses. */
function toEwsId(id: string): string {
  return id.replaceAll("-", "/").replaceAll("_", "+");
}

/** The item in the reading pane. */
export function openItem(mail: Mail): Item | undefined {
  return mail.selected === null ? undefined : findItem(mail, mail.selected);
}

/** Drafts and one's own appointments are open for writing; everything else is read. */
export function surfaceOf(mail: Mail): Surface | undefined {
  const item = openItem(mail);
  if (!item) return undefined;
  const draft = mail.folders.Drafts.includes(item);
  if (item.kind !== "appointment") return draft ? "message-compose" : "message-read";
  return draft || item.from?.address === mail.owner.address ? "appointment-organizer" : "appointment-attendee";
}

/** Outlook pins panes of messages only. */
export function pinnable(surface: Surface): boolean {
  return surface === "message-read" || surface === "message-compose";
}

/** Everybody this mailbox has met, each once, for completing a name that is being typed. */
export function acquaintances(mail: Mail): readonly Recipient[] {
  const items = folderNames.flatMap((folder) => mail.folders[folder]);
  const everybody = items.flatMap((item) => [...(item.from ? [item.from] : []), ...item.to, ...item.cc]);
  return [...new Map(everybody.filter(({ address }) => address.includes("@")).map((each) => [each.address.toLowerCase(), each])).values()];
}
