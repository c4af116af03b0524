import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { readItem } from "./eml.ts";
import type { Item } from "./items.ts";

/** So many files a page can list without making its reader wait; the latest count. */
export const mostFiles = 1000;

/** An attachment of the size that mail servers usually let through, in base64, fits. */
const mostBytes = 40 * 1024 * 1024;

/** The items of a folder's `.eml` files, and its subfolders', latest first. `id` is the file's path without `.eml`. */
export interface Mail {
  readonly items: readonly Item[];
  /** All `.eml` files there, more than `items` where they are too many. */
  readonly found: number;
}

/** Rejects where the folder cannot be read; a file that cannot be read is an item that says so. */
export async function readMail(folder: string): Promise<Mail> {
  const names = await readdir(folder, { recursive: true });
  const found = await Promise.all(
    names.filter((name) => /\.eml$/i.test(name)).map(async (name) => ({ name, modified: await modified(join(folder, name)) })),
  );
  const latest = found.toSorted((a, b) => b.modified - a.modified).slice(0, mostFiles);
  const items: Item[] = [];
  for (const { name, modified } of latest) items.push(await readFileItem(folder, name, modified)); // one at a time: the bytes of all would fill the memory
  return { items: items.toSorted((a, b) => b.received - a.received), found: found.length };
}

async function readFileItem(folder: string, name: string, modified: number): Promise<Item> {
  const id = relative(".", name).slice(0, -".eml".length).split(sep).join("/");
  try {
    const path = join(folder, name);
    if ((await stat(path)).size > mostBytes) return unread(id, name, modified, "it is larger than 40 MB");
    return await readItem(await readFile(path), id, modified);
  } catch (error) {
    return unread(id, name, modified, error instanceof Error ? error.message : String(error));
  }
}

/** The file is in the list all the same, so that its owner finds it and reads why it is empty. */
async function unread(id: string, name: string, modified: number, why: string): Promise<Item> {
  const item = await readItem(Buffer.from(`Subject: ${encodeURIComponent(name)}\r\n\r\n`), id, modified);
  return { ...item, subject: name, normalizedSubject: name, problems: [`The file cannot be read: ${why}.`] };
}

async function modified(path: string): Promise<number> {
  return stat(path).then(
    (stats) => Math.floor(stats.mtimeMs),
    () => 0,
  );
}
