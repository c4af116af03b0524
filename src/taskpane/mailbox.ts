import { EmailAddress } from "../protocol/index.ts";
import { toAddressee, type Addressee, type OpenItem, type Role } from "./item.ts";
import type { SignInHost } from "./signIn/index.ts";

/** Outlook, as far as the pane needs it. */
export interface Mailbox extends SignInHost {
  readonly user: { readonly address: EmailAddress; readonly name: string };
  /** BCP 47, as in "ar-SA": Outlook's display language. */
  readonly language: string;
  readonly theme: "light" | "dark" | "high-contrast";
  /** What is open at this moment; null where nothing is. */
  item(): Promise<OpenItem | null>;
  /** Calls back now and at every change with the open item, or null where none is. */
  watchItem(listener: (item: OpenItem | null) => void): () => void;
  watchTheme(listener: (theme: Mailbox["theme"]) => void): () => void;
  /** Opens the form of a new appointment, to be looked at and sent by the reader; undefined where this Outlook has no such form. */
  readonly newAppointment: ((appointment: NewAppointment) => void) | undefined;
  /** Opens the message or appointment that a conversation began from. */
  open(itemId: string): void;
  /** A web address, in a window of its own. */
  browse(url: string): void;
  /** Roaming settings: small, kept with the mailbox. */
  readonly settings: { get(key: string): unknown; set(key: string, value: unknown): void };
  /** One line of text in the item's info bar. */
  notify(text: string): Promise<void>;
}

export interface NewAppointment {
  readonly required: readonly EmailAddress[];
  readonly optional: readonly EmailAddress[];
  readonly start: number;
  readonly end: number;
  readonly subject: string;
}

type Item = NonNullable<typeof Office.context.mailbox.item>;
type Recipient = Office.EmailAddressDetails;
/** In read mode a value, in compose mode a question. */
type Field<T> = T | { getAsync(done: (result: Office.AsyncResult<T>) => void): void } | undefined;

/** Office's callbacks as a promise that rejects with an Error. */
function settle<T>(start: (done: (result: Office.AsyncResult<T>) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((result) =>
      result.status === Office.AsyncResultStatus.Succeeded
        ? resolve(result.value)
        : reject(new Error(`Outlook refused: ${result.error.code} ${result.error.name}`)),
    );
  });
}

function has(version: string, set = "Mailbox"): boolean {
  return Office.context.requirements.isSetSupported(set, version);
}

function valueOf<T>(field: Field<T>): Promise<T | undefined> {
  const askable = typeof field === "object" && field !== null && "getAsync" in field;
  return askable ? settle<T>((done) => field.getAsync(done)) : Promise.resolve(field);
}

/** Which fields hold people, by kind of item. In a message being written the writer is its sender, and not asked for. */
function fieldsOf(item: Item): readonly (readonly [Role, Field<Recipient | readonly Recipient[]>])[] {
  // Office types the item as all of its four kinds at once: what a kind lacks is undefined, as `Field` says.
  if (item.itemType === Office.MailboxEnums.ItemType.Appointment)
    return [
      ["organizer", item.organizer as Field<Recipient>],
      ["required", item.requiredAttendees as Field<readonly Recipient[]>],
      ["optional", item.optionalAttendees as Field<readonly Recipient[]>],
    ];
  return [
    ["from", composing(item) ? undefined : (item.from as Field<Recipient>)],
    ["to", item.to as Field<readonly Recipient[]>],
    ["cc", item.cc as Field<readonly Recipient[]>],
  ];
}

function composing(item: Item): boolean {
  return typeof item.subject !== "string" && item.subject !== undefined && item.subject !== null;
}

/** How many recipients each Outlook hands over at the most; the first of the web's two while its header is collapsed. */
const mostRecipients: Readonly<Partial<Record<string, readonly number[]>>> = {
  OfficeOnline: [20, 1000],
  PC: [500, 1000],
  Mac: [100, 500],
  iOS: [100],
  Android: [100],
};

async function openItem(item: Item | undefined): Promise<OpenItem | null> {
  if (!item) return null;
  const compose = composing(item);
  const [subject, ...groups] = await Promise.all([
    valueOf<string>(item.subject),
    ...fieldsOf(item).map(async ([role, field]): Promise<readonly Addressee[]> =>
      [(await valueOf(field)) ?? []].flat().map((recipient) => toAddressee(role, recipient)),
    ),
  ]);
  const addressees = groups.flat();
  const limits = compose ? [] : (mostRecipients[Office.context.platform] ?? []);
  const limit = limits.find((most) => groups.some(({ length }) => length === most));
  return {
    id: item.itemId ?? "",
    mode: compose ? "compose" : "read",
    kind: item.itemType === Office.MailboxEnums.ItemType.Appointment ? "appointment" : "message",
    context: { subject: (item.normalizedSubject ?? subject)?.slice(0, 998) || undefined, item: item.itemId || undefined },
    addressees,
    ...(limit !== undefined && { shown: addressees.length, collapsed: limit === 20 }),
  };
}

/** Events do not tell all (web without ItemChanged, meeting requests, a header that opens), so the item is read again when the pane is looked at. */
function watchItem(listener: (item: OpenItem | null) => void): () => void {
  const stop = new AbortController();
  let told = "";
  let reading = 0;
  let item: Item | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;

  const read = async (): Promise<void> => {
    const turn = ++reading;
    const current = Office.context.mailbox.item ?? undefined;
    if (current !== item) listenToRecipients(current);
    item = current;
    const open = await openItem(current);
    const said = JSON.stringify(open);
    if (turn !== reading || said === told || stop.signal.aborted) return;
    told = said;
    listener(open);
  };
  const changed = (): void => void read().catch((error: unknown) => console.warn("the item could not be read", error));
  const looked = (): void => {
    clearTimeout(later);
    later = setTimeout(changed, 200);
  };

  /** A handler belongs to the item that it was given to: each new item needs its own. Received items do not change. */
  function listenToRecipients(current: Item | undefined): void {
    if (current && composing(current) && has("1.7")) current.addHandlerAsync(Office.EventType.RecipientsChanged, changed);
  }

  if (has("1.5")) Office.context.mailbox.addHandlerAsync(Office.EventType.ItemChanged, changed);
  addEventListener("focus", looked, stop);
  document.addEventListener("visibilitychange", looked, stop);
  changed();
  return () => {
    stop.abort();
    clearTimeout(later);
    if (has("1.5")) Office.context.mailbox.removeHandlerAsync(Office.EventType.ItemChanged);
  };
}

const forcedColors = matchMedia("(forced-colors: active)");
const darkPage = matchMedia("(prefers-color-scheme: dark)");

/** Outlook's theme where it tells one (Mailbox 1.14), else the system's. */
function themeNow(): Mailbox["theme"] {
  if (forcedColors.matches) return "high-contrast";
  const { bodyBackgroundColor: back, bodyForegroundColor: front } = Office.context.officeTheme ?? {};
  if (!back) return darkPage.matches ? "dark" : "light";
  // Outlook has no word for its contrast themes; only they put pure white on pure black.
  if (/^#?0{6}$/.test(back) && /^#?f{6}$/i.test(front ?? "")) return "high-contrast";
  const [red = 0, green = 0, blue = 0] = (back.match(/[\da-f]{2}/gi) ?? []).map((part) => Number.parseInt(part, 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128 ? "dark" : "light";
}

function watchTheme(listener: (theme: Mailbox["theme"]) => void): () => void {
  const tell = (): void => listener(themeNow());
  const queries = [forcedColors, darkPage];
  for (const query of queries) query.addEventListener("change", tell);
  if (has("1.14")) Office.context.mailbox.addHandlerAsync(Office.EventType.OfficeThemeChanged, tell);
  return () => {
    for (const query of queries) query.removeEventListener("change", tell);
    if (has("1.14")) Office.context.mailbox.removeHandlerAsync(Office.EventType.OfficeThemeChanged);
  };
}

/** Attendees of each kind that the form of a new appointment takes, and characters of its subject. */
const mostAttendees = 100;
const longestSubject = 255;

/** Only beside an item that is read, and not in Outlook on a phone. */
function newAppointment(): Mailbox["newAppointment"] {
  const { mailbox, platform } = Office.context;
  const phone = platform === Office.PlatformType.iOS || platform === Office.PlatformType.Android;
  if (phone || !mailbox.displayNewAppointmentForm || !mailbox.item || composing(mailbox.item)) return undefined;
  return ({ required, optional, start, end, subject }) =>
    mailbox.displayNewAppointmentForm({
      requiredAttendees: required.slice(0, mostAttendees),
      optionalAttendees: [...required.slice(mostAttendees), ...optional].slice(0, mostAttendees),
      start: new Date(start),
      end: new Date(end),
      subject: subject.slice(0, longestSubject),
    });
}

/** Characters in one line of an info bar. */
const longestNotice = 150;

/** Undefined outside of Outlook, and where Microsoft's library could not be loaded. */
export async function openMailbox(): Promise<Mailbox | undefined> {
  if (typeof Office === "undefined") return undefined;
  await Office.onReady();
  const mailbox = Office.context?.mailbox;
  const address = EmailAddress.safeParse(mailbox?.userProfile?.emailAddress).data;
  if (!mailbox || !address) return undefined;
  return {
    user: { address, name: mailbox.userProfile.displayName },
    language: Office.context.displayLanguage || navigator.language,
    nested: has("1.1", "NestedAppAuth"),
    async dialog(url) {
      const { openDialog } = await import("./signIn/dialog.ts");
      return openDialog(Office.context.ui, Office.EventType, url);
    },
    get theme() {
      return themeNow();
    },
    item: () => openItem(mailbox.item),
    watchItem,
    watchTheme,
    get newAppointment() {
      return newAppointment();
    },
    open: (itemId) => mailbox.displayMessageForm(itemId),
    browse(url) {
      if (has("1.1", "OpenBrowserWindowApi")) return Office.context.ui.openBrowserWindow(url);
      // Not with "noopener": then nothing is answered, which Office takes for a refusal, and has Outlook open a second window.
      const opened = window.open(url, "_blank");
      if (opened) opened.opener = null;
    },
    settings: {
      get: (key) => Office.context.roamingSettings.get(key),
      set(key, value) {
        Office.context.roamingSettings.set(key, value);
        Office.context.roamingSettings.saveAsync();
      },
    },
    async notify(text) {
      const { ItemNotificationMessageType } = Office.MailboxEnums;
      const line = text.length > longestNotice ? `${text.slice(0, longestNotice - 1)}…` : text;
      const message = { type: ItemNotificationMessageType.InformationalMessage, message: line, icon: "Icon.16", persistent: false };
      const messages = mailbox.item?.notificationMessages;
      if (!messages) return;
      await settle<void>((done) => messages.replaceAsync("rollcall", message, done)).catch(() =>
        // Outlooks differ in whether there must be one to replace.
        settle<void>((done) => messages.addAsync("rollcall", message, done)),
      );
    },
  };
}

/** From a window that `dialog` opened: sends the text to the pane. False where Outlook did not open this window. */
export async function answerDialog(text: string): Promise<boolean> {
  if (typeof Office === "undefined") return false;
  const { host } = await Office.onReady();
  if (!host) return false; // a browser's own window
  // Older Outlooks take no options, and send to the pane's origin alone.
  Office.context.ui.messageParent(text, ...(has("1.2", "DialogApi") ? [{ targetOrigin: location.origin }] : []));
  return true;
}

/** Gives the function command `name` of the manifest what it does; Outlook waits until the promise settles. */
export function associate(name: string, command: () => Promise<void>): void {
  Office.actions.associate(name, (event: Office.AddinCommands.Event) => void command().finally(() => event.completed()));
}
