import { unwatchFile, watchFile } from "node:fs";
import { readFile } from "node:fs/promises";
import type { EmailAddress } from "../../../protocol/index.ts";
import type { Directory } from "../../directory.ts";
import { NetworkError } from "../../network.ts";
import { book, type Book } from "./book.ts";
import type { Mistake } from "./entry.ts";
import { readJson } from "./json.ts";
import { readVcard } from "./vcard.ts";

interface FileOptions {
  /** JSON or vCard, told apart by what is in it. */
  readonly path: string;
  /** Told when a changed file has mistakes; the directory goes on with what it knew. */
  readonly warn?: (problem: string) => void;
}

/** How often the file is looked at, in milliseconds. */
const interval = 1000;

/** People from a file, which is read again when it changes. Rejects where it cannot be read or has mistakes, and then names every one. */
export async function file({ path, warn = () => {} }: FileOptions): Promise<Directory> {
  let people = nobody;

  const again = async (): Promise<void> => {
    try {
      people = await read(path, warn);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      warn(error.message);
    }
  };
  const changed = () => void again();
  // Polled: file events get lost on network drives and where an editor replaces the file. Begun before the file is read, so that no change
  // falls between the two.
  watchFile(path, { interval, persistent: false }, changed);
  try {
    people = await read(path, warn);
  } catch (error) {
    unwatchFile(path, changed);
    throw error;
  }

  return {
    name: "file",
    async find(addresses) {
      return new Map(
        [...addresses].flatMap((address) => {
          const person = people.find(address);
          return person ? [[address, person] as const] : [];
        }),
      );
    },
    async members(list: EmailAddress) {
      const members = people.members(list);
      if (!members) throw new NetworkError("not-found", "That is no list of this directory.");
      return members;
    },
    async names(_, asked) {
      return new Map(
        [...asked].flatMap((address) => {
          const jid = people.jid(address);
          return jid ? [[address, jid] as const] : [];
        }),
      );
    },
    async named(_, name) {
      return people.owner(name);
    },
    async photo(person) {
      return people.photo(person);
    },
    async close() {
      unwatchFile(path, changed);
    },
  };
}

const nobody: Book = {
  find: () => undefined,
  members: () => undefined,
  jid: () => undefined,
  owner: () => undefined,
  photo: () => undefined,
};

async function read(path: string, warn: (problem: string) => void): Promise<Book> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new NetworkError("not-found", `The directory file ${path} cannot be read.`, { cause: error });
  });
  const plain = text.replace(/^\uFEFF/, "");
  const reading = /^\s*BEGIN:VCARD/i.test(plain) ? readVcard(plain) : readJson(plain);
  const found = "entries" in reading ? book(reading.entries) : reading;
  if ("mistakes" in found) throw new NetworkError("bad-request", inWords(`The directory file ${path} has mistakes:`, found.mistakes));
  const { leftOut = [] } = "entries" in reading ? reading : {};
  if (leftOut.length > 0) warn(inWords(`Of the directory file ${path} is left out:`, leftOut));
  return found;
}

const inWords = (about: string, mistakes: readonly Mistake[]): string =>
  [about, ...mistakes.map(({ where, what }) => `  ${where}: ${what}`)].join("\n");
