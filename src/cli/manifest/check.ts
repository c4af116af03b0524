import { existsSync, readFileSync } from "node:fs";
import { imageSize } from "image-size";
import { activation, https, identity } from "./basics.ts";
import { events, functions, icons, ids, order, phones } from "./commands.ts";
import { parse, type Problem, type Rule } from "./document.ts";
import { images, origin, type Measure } from "./images.ts";
import { resources } from "./resources.ts";

const rules: readonly Rule[] = [identity, activation, https, resources, ids, icons, phones, functions, events, order];

/** Every documented rule that the manifest in `text` breaks, from top to bottom. `folder` holds what its own origin serves. */
export function check(text: string, folder: URL): readonly Problem[] {
  const manifest = parse(text);
  if ("rule" in manifest) return [manifest];
  const problems = [...rules.flatMap((rule) => [...rule(manifest)]), ...images(manifest, measureIn(folder, origin(manifest)))];
  return problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function measureIn(folder: URL, own: string | undefined): Measure {
  const served = existsSync(new URL("assets/", folder));
  return (address) => {
    const { origin, pathname } = new URL(address);
    if (!served || origin !== own) return undefined;
    const file = new URL(`.${pathname}`, folder);
    if (!existsSync(file)) return "missing";
    try {
      return imageSize(readFileSync(file));
    } catch {
      // image-size has no errors of its own: whatever it throws means that these bytes are no image that it knows.
      return "no-image";
    }
  };
}
