import { readFile } from "node:fs/promises";

/** Rollcall's own, at the package's root, seen from `src/gateway` as well as from `dist/gateway`. */
export const manifestFile = new URL("../../manifest.xml", import.meta.url);
/** The origin that stands in it. */
const standing = "https://localhost:3000";

/** The add-in's manifest for a gateway at `origin`. */
export async function manifestFor(origin: string): Promise<string> {
  return (await readFile(manifestFile, "utf8")).replaceAll(standing, origin);
}
