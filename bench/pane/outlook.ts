/**
 * The least of Outlook that a pane needs, so that the bench measures the pane and not Microsoft's library: it holds one
 * message at a time and `bench.show(size, turn)` selects another. Classic script: it must run before the pane's own.
 */
interface Person {
  readonly emailAddress: string;
  readonly displayName: string;
  readonly recipientType: "user";
  readonly appointmentResponse: "none";
}
type Done = (result: { status: string; value?: unknown }) => void;

const handlers = new Map<string, () => void>();
const user = new URLSearchParams(location.search).get("user") ?? "reader@example.org";

const answer =
  (value: unknown) =>
  (...args: readonly unknown[]) =>
    (args.at(-1) as Done)({ status: "succeeded", value }); // the callback is last

/** Message `turn` has people that message `turn - 1` has not. */
function message(size: number, turn: number) {
  const people: Person[] = Array.from({ length: size }, (_, index) => {
    const number = (turn % 2) * size + index;
    return { emailAddress: `p${number}@example.org`, displayName: `Person ${number}`, recipientType: "user", appointmentResponse: "none" };
  });
  return {
    itemType: "message",
    itemId: `m${size}-${turn}`,
    subject: `Message ${turn}`,
    normalizedSubject: `Message ${turn}`,
    from: people[0],
    sender: people[0],
    to: people.slice(1),
    cc: [],
    addHandlerAsync: answer(undefined),
    removeHandlerAsync: answer(undefined),
    notificationMessages: {
      getAllAsync: answer([]),
      addAsync: answer(undefined),
      replaceAsync: answer(undefined),
      removeAsync: answer(undefined),
    },
  };
}

const mailbox = {
  item: message(5, 0),
  userProfile: { emailAddress: user, displayName: "Reader", timeZone: "UTC", accountType: "office365" },
  diagnostics: { hostName: "OutlookWebApp", hostVersion: "16.0", OWAView: "ThreeColumns" },
  addHandlerAsync(type: string, handler: () => void, ...rest: readonly unknown[]) {
    handlers.set(type, handler);
    const done = rest.at(-1);
    if (typeof done === "function") done({ status: "succeeded" });
  },
};

/** Every WebSocket of the page, so that the bench can see when a frame arrived. */
const sockets: WebSocket[] = [];
const NativeWebSocket = globalThis.WebSocket;
globalThis.WebSocket = class extends NativeWebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    super(url, protocols);
    sockets.push(this);
  }
};

Object.assign(globalThis, {
  Office: {
    onReady: (ready?: (info: unknown) => void) => {
      const info = { host: "Outlook", platform: "OfficeOnline" };
      ready?.(info);
      return Promise.resolve(info);
    },
    EventType: { ItemChanged: "ItemChanged", RecipientsChanged: "RecipientsChanged", OfficeThemeChanged: "OfficeThemeChanged" },
    MailboxEnums: { ItemType: { Message: "message", Appointment: "appointment" } },
    AsyncResultStatus: { Succeeded: "succeeded", Failed: "failed" },
    HostType: { Outlook: "Outlook" },
    actions: { associate: () => undefined },
    context: {
      mailbox,
      displayLanguage: "en-US",
      platform: "OfficeOnline",
      diagnostics: { host: "Outlook", platform: "OfficeOnline", version: "16.0" },
      requirements: { isSetSupported: (set: string, version = "1.1") => set === "Mailbox" && Number(version.split(".")[1]) <= 13 },
      roamingSettings: { get: () => undefined, set: () => undefined, saveAsync: (done?: Done) => done?.({ status: "succeeded" }) },
      ui: {},
    },
  },
  bench: {
    sockets,
    show(size: number, turn: number) {
      mailbox.item = message(size, turn);
      handlers.get("ItemChanged")?.();
    },
  },
});
