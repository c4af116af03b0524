import { surfaceOf, type Mail, type MailEvent } from "../mail.ts";
import type { Settings, SettingsEvent } from "../settings.ts";
import type { Store } from "../store.ts";
import type { AddIn, Button } from "./manifest.ts";
import { profiles, type Profile } from "./profiles.ts";

/** One mail client with the add-in installed: all that the host of a frame reads, and all that a frame may change. */
export interface Client {
  readonly mail: Store<Mail, MailEvent>;
  readonly settings: Store<Settings, SettingsEvent>;
  readonly addIn: AddIn;
}

export const profileOf = (client: Client): Profile => profiles[client.settings.get().profile];

/** The same client, for whom the item that is open now stays open: a command belongs to the item it was started on. */
export function onThisItem(client: Client): Client {
  const { selected } = client.mail.get();
  return { ...client, mail: { ...client.mail, get: () => ({ ...client.mail.get(), selected }) } };
}

/** The add-in's buttons for the open item; with nothing open those for a message, which then can do nothing. */
export function buttonsOf(addIn: AddIn, mail: Mail, profile: Profile): readonly Button[] {
  const surface = surfaceOf(mail) ?? "message-read";
  if (!profile.readOnly) return addIn.buttons[surface];
  return surface === "message-read" ? addIn.buttons.mobile : [];
}
