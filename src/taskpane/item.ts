import type { EmailAddress, ItemContext } from "../protocol/index.ts";

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
}
