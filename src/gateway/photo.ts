import { LRUCache } from "lru-cache";
import { type EmailAddress, limits, type Photo } from "../protocol/index.ts";
import type { Directory } from "./directory.ts";

/** What a picture begins with, whatever its file is called. */
const signatures: readonly (readonly [type: string, first: Buffer])[] = [
  ["image/jpeg", Buffer.from([0xff, 0xd8, 0xff])],
  ["image/png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])], // RFC 2083 section 3.1
];

/** A picture as a pane may show it; undefined where it is too large, or something else than JPEG and PNG. */
export function photoOf(bytes: Buffer): Photo | undefined {
  const [type] = signatures.find(([, first]) => bytes.subarray(0, first.length).equals(first)) ?? [];
  return type !== undefined && bytes.length <= limits.photo ? `data:${type};base64,${bytes.toString("base64")}` : undefined;
}

/** Milliseconds: a photo changes seldom, and a first one is wanted soon. */
const remembered = { known: 24 * 3_600_000, none: 3_600_000 };
/** Characters of all photos together: those of some ten thousand people. */
const mostRemembered = 64 * 1024 * 1024;

/** Photos from the first directory that has one; that somebody has none is remembered, too. */
export function createPhotos(directories: readonly Directory[]): (person: EmailAddress) => Promise<Photo | undefined> {
  const none = "";
  const known = new LRUCache<EmailAddress, string>({
    maxSize: mostRemembered,
    sizeCalculation: (photo) => Math.max(photo.length, 100), // a place in the cache takes room as well
    async fetchMethod(person, _, { options }) {
      for (const directory of directories) {
        const photo = await directory.photo?.(person);
        if (photo !== undefined) return photo;
      }
      options.ttl = remembered.none;
      return none;
    },
    ttl: remembered.known,
  });
  return async (person) => (await known.fetch(person)) || undefined;
}
