import type { EmailAddress } from "../protocol/index.ts";
import type { OpenItem } from "./item.ts";

/** Outlook, as far as the pane needs it. */
export interface Mailbox {
  readonly user: { readonly address: EmailAddress; readonly name: string };
  /** BCP 47, as in "ar-SA": Outlook's display language. */
  readonly language: string;
  readonly theme: "light" | "dark" | "high-contrast";
  /** Calls back now and at every change with the open item, or null where none is. */
  watchItem(listener: (item: OpenItem | null) => void): () => void;
  watchTheme(listener: (theme: Mailbox["theme"]) => void): () => void;
  /** Opens the message or appointment that a conversation began from. */
  open(itemId: string): void;
  /** A web address, in a window of its own. */
  browse(url: string): void;
  /** Roaming settings: small, kept with the mailbox. */
  readonly settings: { get(key: string): unknown; set(key: string, value: unknown): void };
}
