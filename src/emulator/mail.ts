import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readItem } from "./eml.ts";
import { DemoError } from "./error.ts";
import type { Item } from "./items.ts";

/** So many files a page can list without making its reader wait; the latest count. */
const mostFiles = 1000;
/** A folder with more in it is somebody's whole disk, named by mistake. */
const mostEntries = 50_000;
/** An attachment of the size that mail servers usually let through, in base64, fits. */
const mostBytes = 40 * 1024 * 1024;

/** The items of the `.eml` files in a folder and its subfolders, latest first; `id` is the file's path without `.eml`. */
export interface Mail {
  readonly items: readonly Item[];
  /** All `.eml` files there, more than `items` where they are too many. */
  readonly found: number;
}

/** Rejects where the folder itself cannot be read; a file that cannot be is an item that says so. */
export async function readMail(folder: string): Promise<Mail> {
  const found: { readonly name: string; readonly modified: number }[] = [];
  for await (const name of filesIn(folder)) {
    if (/\.eml$/i.test(name)) found.push({ name, modified: await modified(join(folder, name)) });
  }
  const latest = found.toSorted((a, b) => b.modified - a.modified).slice(0, mostFiles);
  const items: Item[] = [];
  for (const { name, modified } of latest) items.push(await readFileItem(folder, name, modified)); // in turn: the bytes of all would fill the memory
  return { items: items.toSorted((a, b) => b.received - a.received), found: found.length };
}

/** Paths below `folder`, with slashes on every system. */
async function* filesIn(folder: string): AsyncGenerator<string> {
  let entries = 0;
  const waiting = [{ path: "", listed: await readdir(folder, { withFileTypes: true }) }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    entries += next.listed.length;
    if (entries > mostEntries)
      throw new DemoError("mail", `There are more than ${mostEntries} files in the folder ${folder}. Name a smaller one.`);
    for (const entry of next.listed) {
      const path = `${next.path}${entry.name}`;
      if (entry.isDirectory()) waiting.push({ path: `${path}/`, listed: await list(join(folder, path)) });
      else yield path;
    }
  }
}

/** A subfolder that this user may not read holds none of their mail. */
async function list(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

async function readFileItem(folder: string, name: string, modified: number): Promise<Item> {
  const id = name.slice(0, -".eml".length);
  try {
    const path = join(folder, name);
    if ((await stat(path)).size > mostBytes) return await unread(id, modified, "it is larger than 40 MB");
    return await readItem(await readFile(path), id, modified);
  } catch (error) {
    return unread(id, modified, error instanceof Error ? error.message : String(error));
  }
}

/** The file is in the list all the same, so that its owner finds it and reads why it is empty. */
async function unread(id: string, modified: number, why: string): Promise<Item> {
  const item = await readItem(new Uint8Array(), id, modified);
  return { ...item, subject: id, normalizedSubject: id, problems: [`The file cannot be read: ${why}.`] };
}

async function modified(path: string): Promise<number> {
  return stat(path).then(
    (stats) => Math.floor(stats.mtimeMs),
    () => 0, // gone since it was listed, or a link to nowhere: reading it will say so
  );
}
