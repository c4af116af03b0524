import type { EmulatorSettings, MailboxData } from "../items.ts";

/** What the page begins with: the mailboxes, and the manifest's text or why there is none. */
export interface Loaded {
  readonly mailboxes: readonly MailboxData[];
  readonly manifest: { readonly address: string; readonly text?: string };
}

/** Asks the emulator's server for the mailboxes, and the add-in's own for its manifest. Rejects without mailboxes only. */
export async function load(): Promise<Loaded> {
  const [mailboxes, settings] = await Promise.all([
    read<readonly MailboxData[]>("/api/mailboxes"),
    read<EmulatorSettings>("/api/settings"),
  ]);
  return { mailboxes, manifest: { address: settings.manifest, text: await readText(settings.manifest) } };
}

async function read<Answer>(address: string): Promise<Answer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  // The page's own server, built from the same types.
  return (await response.json()) as Answer;
}

async function readText(address: string): Promise<string | undefined> {
  try {
    const response = await fetch(address);
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined; // the add-in's server is away, or its certificate is not trusted yet: the page says so
  }
}
