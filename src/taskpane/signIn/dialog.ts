import { SignInError } from "./trouble.ts";

/** As much of Outlook's `ui` as a dialog takes. */
export interface DialogOpener<Event> {
  displayDialogAsync(url: string, options: object, done: (result: Opened<Event>) => void): void;
}

interface Opened<Event> {
  /** Absent where no window has opened. */
  readonly value?: Dialog<Event>;
  readonly error?: { readonly code: number };
}

interface Dialog<Event> {
  addEventHandler(event: Event, handler: (heard: Heard) => void): void;
  close(): void;
}

/** Outlook's names for what happens to a window. */
interface DialogEvents<Event> {
  readonly DialogMessageReceived: Event;
  readonly DialogEventReceived: Event;
}

/** A message, or with `error` what became of the window. */
type Heard = { readonly message: string; readonly origin: string | undefined } | { readonly error: number };

/** Codes of Outlook's: the browser let no window open, or the reader did not; one is open already. */
const blocked: ReadonlySet<number> = new Set([12009, 12011]);
const alreadyOpen = 12007;
const closedByReader = 12006;

/** Per cent of the screen. */
const size = { width: 35, height: 65 } as const;

/** Shows a page of this origin in a window of Outlook's until it sends a text, the first one of which counts. Rejects with SignInError. */
export function openDialog<Event>(opener: DialogOpener<Event>, events: DialogEvents<Event>, url: string): Promise<string> {
  const { origin } = new URL(url);
  return new Promise((resolve, reject) => {
    // Outlook's own question before the window would come after the reader has asked for it.
    opener.displayDialogAsync(url, { ...size, promptBeforeOpen: false }, ({ value: dialog, error }) => {
      if (!dialog) return reject(new SignInError(whyNot(error?.code ?? 0)));
      dialog.addEventHandler(events.DialogMessageReceived, (heard) => {
        // Outlooks without DialogOrigin 1.1 pass on what comes from the pane's own origin, and do not say so.
        if (!("message" in heard) || (heard.origin !== undefined && heard.origin !== origin)) return;
        dialog.close();
        resolve(heard.message);
      });
      dialog.addEventHandler(events.DialogEventReceived, (heard) =>
        reject(new SignInError("error" in heard && heard.error === closedByReader ? "cancelled" : "failed")),
      );
    });
  });
}

function whyNot(code: number): "blocked" | "cancelled" | "failed" {
  if (blocked.has(code)) return "blocked";
  return code === alreadyOpen ? "cancelled" : "failed";
}
