import * as z from "zod/mini";
import { answerCall, roamingSettings } from "./calls.ts";
import { events, isEvent, type EventName, type Firing } from "./changes.ts";
import { profileOf, type Client } from "./client.ts";
import { answerTo, firing, readRequest, type Request } from "./envelope.ts";
import { appContext, frameName, newIdentity } from "./handshake.ts";
import { initialData } from "./initial.ts";
import { answerNested, readNestedRequest } from "./nested.ts";
import { hasMailbox } from "./profiles.ts";

/** Where the focus goes when it leaves a frame: past it, before it, or back to the item (Esc). */
export type Exit = "next" | "previous" | "escape";

/** What a frame asks of whoever placed it on the page. */
export interface Duties {
  /** A command has completed, or a pane closes itself. */
  close(): void;
  /** The page takes commands now. */
  ready?(): void;
  leave?(exit: Exit): void;
  /** A dialog speaks to the pane that opened it. */
  messageParent?(content: unknown, origin: string): void;
  /** A pane opens a dialog inside the page; answers with an error of Office, 0 for none. */
  openDialog?(targetId: string): number;
  messageDialog?(content: unknown, origin: string): void;
  closeDialog?(): void;
}

/** A page of the add-in that runs in the mail client: its pane, a dialog of the pane, or the page of its commands. */
export interface Frame {
  /** Put into the page by whoever asked for the frame. */
  readonly element: HTMLIFrameElement;
  /** Told only if the page has asked for such events; a command waits until it has. */
  fire(firing: Firing): void;
  /** Another item: what the page had asked of the old one is forgotten, as in Outlook. */
  forgetItem(): void;
  close(): void;
}

const officeError = { none: 0, unsupported: 5000 } as const;

const Registration = z.object({ targetId: z.optional(z.string()) });
/** Of the common API: named arguments beside the method. */
const Execute = z.looseObject({ DdaMethod: z.object({ DispatchId: z.number() }) });
const NotifyHost = z.tuple([z.string(), z.number()], z.unknown());
const exits: Readonly<Record<number, Exit>> = {
  13: "next",
  14: "previous",
  5: "next",
  6: "previous",
  15: "escape",
  17: "next",
  18: "previous",
};

/** A frame for an address of the add-in; the host is Outlook to the office.js in it. */
export function hostFrame(url: string, client: Client, duties: Duties, dialog = false): Frame {
  const { locale } = client.settings.get();
  const identity = newIdentity();
  const element = createElement(url, client.addIn.name, frameName(identity, locale, dialog));
  const registered = new Set<EventName>();
  let waiting: Firing[] = [];
  let origin = new URL(url).origin;

  const post = (text: string) => element.contentWindow?.postMessage(text, origin);

  function receive(event: MessageEvent) {
    if (event.source !== element.contentWindow || !client.addIn.origins.includes(event.origin)) return;
    const nested = readNestedRequest(event.data);
    if (nested) return void answerNested(nested, client, element.parentElement ?? document.body).then(post);
    const request = readRequest(event.data);
    if (request?.conversation !== identity.conversation) return;
    origin = event.origin;
    post(answerTo(request, respond(request)));
    if (registered.has("appCommandInvoked")) {
      for (const each of waiting) fire(each);
      waiting = [];
    }
  }

  function respond({ kind, name, data }: Request): unknown {
    if (kind === "invoke") return methods[name]?.(data) ?? {};
    return { Error: kind === "register" ? register(name, data) : unregister(name) };
  }

  function register(name: string, data: unknown): number {
    if (!isEvent(name) || !hasMailbox(profileOf(client), events[name].since)) return officeError.unsupported;
    const { targetId } = Registration.safeParse(data).data ?? {};
    const error = name === "dialogMessageReceived" && duties.openDialog ? duties.openDialog(targetId ?? "{}") : officeError.none;
    if (error === officeError.none) registered.add(name);
    if (name === "appCommandInvoked") duties.ready?.();
    return error;
  }

  function unregister(name: string): number {
    if (isEvent(name)) registered.delete(name);
    if (name === "dialogMessageReceived") duties.closeDialog?.();
    return officeError.none;
  }

  const methods: Readonly<Record<string, (data: unknown) => unknown>> = {
    ContextActivationManager_getAppContextAsync() {
      registered.clear(); // the page has been loaded (again)
      const { theme } = client.settings.get();
      return appContext(identity.control, client.addIn, profileOf(client), locale, theme, roamingSettings(client), url);
    },
    ContextActivationManager_notifyHost(data) {
      const exit = exits[NotifyHost.safeParse(data).data?.[1] ?? -1];
      if (exit) duties.leave?.(exit);
    },
    ContextActivationManager_openWindowInHost: (data) => browse(z.object({ strUrl: z.string() }).safeParse(data).data?.strUrl),
    GetInitialData: () => initialData(client.mail.get(), client.addIn, profileOf(client)),
    ExecuteMethod: (data) => answerCall(client, data),
    executeMethod: execute,
  };

  function execute(data: unknown): object {
    const { DdaMethod, ...given } = Execute.safeParse(data).data ?? { DdaMethod: { DispatchId: -1 } };
    switch (DdaMethod.DispatchId) {
      case 94: // event.completed()
      case 97: // ui.closeContainer()
        // Answered first: the frame goes with its answer.
        queueMicrotask(duties.close);
        return { Version: 1, Error: officeError.none };
      case 102:
        browse(given.url);
        return { Version: 1, Error: officeError.none };
      case 144:
        duties.messageParent?.(given.messageToParent, origin);
        return { Version: 1, Error: officeError.none };
      case 145:
        duties.messageDialog?.(given.messageContent, origin);
        return { Version: 1, Error: officeError.none };
      case 98: // getAccessToken: nobody is signed in to Microsoft 365 here
        return { Version: 1, Error: 13012 };
      default:
        console.warn("Not emulated here: Office's call", DdaMethod.DispatchId);
        return { Version: 1, Error: officeError.unsupported };
    }
  }

  function fire(each: Firing) {
    if (registered.has(each.event)) post(firing(identity.conversation, each.event, each.data));
    else if (each.event === "appCommandInvoked") waiting.push(each);
  }

  addEventListener("message", receive);
  return {
    element,
    fire,
    forgetItem() {
      for (const name of registered) if (events[name].ofItem) registered.delete(name);
    },
    close() {
      removeEventListener("message", receive);
      element.remove();
    },
  };
}

/** The name is there before the frame is in the page: browsers read it at that moment only. */
function createElement(url: string, title: string, name: string): HTMLIFrameElement {
  const element = document.createElement("iframe");
  element.name = name;
  element.title = title;
  // As in Outlook on the web. The page is of another origin: it cannot reach out of its frame.
  element.sandbox.value = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads";
  // The page may use these where the person lets it: without this not even then.
  element.allow = "microphone; camera; display-capture; autoplay; clipboard-write";
  element.src = url;
  return element;
}

/** A web address in a window of its own. Nothing else: a script's address would run as this page. */
function browse(url: unknown): void {
  if (typeof url === "string" && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) open(url, "_blank", "noopener");
}
