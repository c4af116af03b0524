/** What the emulator's server tells its page: mailboxes and items as a mail server would have them, before any cleaning. */

/** On the wire of Outlook: 0 other, 1 distribution list, 2 user, 3 external user; responses 0 none … 4 declined. */
export interface Recipient {
  readonly address: string;
  readonly name: string;
  readonly recipientType: 0 | 1 | 2 | 3;
  readonly appointmentResponse: 0 | 1 | 2 | 3 | 4;
}

export interface Item {
  /** The mailbox's address, "/", and the file's path without `.eml`: "anna.berg@example.org/budget-draft". */
  readonly id: string;
  readonly kind: "message" | "meeting-request" | "appointment";
  readonly subject: string;
  /** Without RE:, FW: and their translations. */
  readonly normalizedSubject: string;
  readonly importance: "low" | "normal" | "high";
  readonly internetMessageId: string;
  readonly conversationId: string;
  /** Milliseconds since 1970. */
  readonly received: number;
  readonly from?: Recipient;
  readonly sender?: Recipient;
  /** Appointments: the required attendees, and cc the optional ones; organizer is `from`. */
  readonly to: readonly Recipient[];
  readonly cc: readonly Recipient[];
  readonly bcc: readonly Recipient[];
  readonly start?: number;
  readonly end?: number;
  /** Appointments: rooms and equipment. */
  readonly resources?: readonly Recipient[];
  readonly location?: string;
  readonly text: string;
  /** Not sanitised: the page shows it in a sandboxed frame without scripts. */
  readonly html?: string;
  readonly attachments: readonly { readonly name: string; readonly size: number; readonly contentType: string }[];
  /** Whose copy this is, where the header says: for those it was sent to in secret. */
  readonly deliveredTo?: string;
  /** A draft: opens in the compose form. */
  readonly unsent?: boolean;
  /** What the parser could not make sense of, in words; the rest is shown. */
  readonly problems: readonly string[];
}

export interface Folder {
  readonly name: "Inbox" | "Calendar" | "Sent" | "Drafts";
  readonly items: readonly Item[];
}

export interface MailboxOwner {
  readonly address: string;
  readonly name: string;
}

/** `GET /api/mailboxes` answers an array of these; items come with them (500 recipients are 40 KB, a demo holds dozens). */
export interface MailboxData extends MailboxOwner {
  readonly folders: readonly Folder[];
}

/** `POST /api/nested` takes this, where people sign in with Entra, and answers as Outlook answers an add-in (nested app authentication). */
export interface NestedQuestion {
  readonly mailbox: string;
  /** The person has been asked. */
  readonly interactive: boolean;
  readonly request: { readonly clientId: string; readonly scope: string; readonly claims?: string };
}
export type NestedAnswer =
  | { readonly success: true; readonly token: object; readonly account: object }
  | { readonly success: false; readonly error: { readonly status: string; readonly code?: string; readonly description?: string } };

/** `GET /api/settings` answers this: where the pane is. */
export interface EmulatorSettings {
  readonly manifest: string;
  readonly taskpane: string;
}
