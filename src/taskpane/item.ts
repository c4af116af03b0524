import { parseAddress, type EmailAddress, type ItemContext } from "../protocol/index.ts";

export type Role = "from" | "to" | "cc" | "organizer" | "required" | "optional";

/** Somebody on the open item, as the item names them. */
export interface Addressee {
  readonly role: Role;
  /** Absent where what the item carries is no address: such a person is listed by name, and cannot be asked for. */
  readonly address?: EmailAddress;
  /** The display name, cleaned of control and direction-override characters; may be empty. */
  readonly name: string;
  /** Outlook's hint only. */
  readonly list: boolean;
}

/** The message or invitation that is open in Outlook. */
export interface OpenItem {
  /** Empty while an item is composed and has never been saved. */
  readonly id: string;
  readonly mode: "read" | "compose";
  readonly kind: "message" | "appointment";
  readonly context: ItemContext;
  readonly addressees: readonly Addressee[];
  /** Set where Outlook hides some: this many are given, and there are probably more. */
  readonly shown?: number;
  /** With `shown`: Outlook gives the rest once its header is opened. */
  readonly collapsed?: boolean;
}

const longestName = 200;
// Characters that turn or hide what follows them forge names. Joiners (U+200C, U+200D) stay: Persian and emoji are written with them.
const hidden = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+/gu;
const breaking = /[\p{Cc}\u2028\u2029\s]+/gu;

/** A display name as it may be shown: one line, no hidden characters, not endless. */
export function cleanName(name: string): string {
  const clean = name.replaceAll(hidden, "").replaceAll(breaking, " ").trim();
  return clean.length > longestName ? `${clean.slice(0, longestName).trimEnd()}…` : clean;
}

/** One of Outlook's recipients, with what it calls them checked once, here. */
export function toAddressee(
  role: Role,
  recipient: { readonly emailAddress?: string; readonly displayName?: string; readonly recipientType?: string },
): Addressee {
  const given = recipient.emailAddress ?? "";
  const address = parseAddress(given);
  const name = cleanName(recipient.displayName ?? "");
  const named = address ? (name.toLowerCase() === address ? "" : name) : name || cleanName(given);
  return { role, address, name: named, list: recipient.recipientType === "distributionList" };
}
