import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Item, Recipient } from "../../src/emulator/items.ts";

export const recipient = (address: string, name = address): Recipient => ({ address, name, recipientType: 0, appointmentResponse: 0 });

/** A mail from alice to bob, but for what is said otherwise. */
export const item = (id: string, change: Partial<Item> = {}): Item => ({
  id,
  kind: "message",
  subject: id,
  normalizedSubject: id,
  importance: "normal",
  internetMessageId: `<${id}@example.org>`,
  conversationId: id,
  received: 0,
  from: recipient("alice@example.org"),
  to: [recipient("bob@example.org")],
  cc: [],
  bcc: [],
  text: "",
  attachments: [],
  problems: [],
  ...change,
});

/** A folder of its own for each test that asks; all are gone after the last. */
export function temporaryFolders(): () => Promise<string> {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), "rollcall-"));
    folders.push(folder);
    return folder;
  };
}
