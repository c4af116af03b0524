import type { Element } from "@xmldom/xmldom";
import { child, named, type Manifest, type Problem } from "./document.ts";
import { resource } from "./resources.ts";

/** What is at an address: how many pixels, why not, or undefined where the image lies elsewhere and cannot be looked at. */
export type Measure = (address: string) => { readonly width: number; readonly height: number } | "missing" | "no-image" | undefined;

const kinds = /\.(png|gif|jpe?g|bmp|exif|tiff?)$/i;

/** The origin of the pane: what lies there is the add-in's own. */
export function origin({ app }: Manifest): string | undefined {
  const [page] = named(app, "SourceLocation");
  const address = page?.getAttribute("DefaultValue") ?? "";
  return URL.canParse(address) ? new URL(address).origin : undefined;
}

/** Every image that the manifest names, with the pixels that Outlook expects it to have. */
function* expected({ app, overrides }: Manifest): Generator<{ readonly address: string; readonly pixels: number; readonly at: Element }> {
  for (const [name, pixels] of [["IconUrl", 64] as const, ["HighResolutionIconUrl", 128] as const]) {
    const at = child(app, name);
    if (at) yield { address: at.getAttribute("DefaultValue") ?? "", pixels, at };
  }
  for (const scope of overrides) {
    for (const icon of named(scope, "Icon")) {
      for (const image of named(icon, "Image")) {
        const at = resource(scope, "Images", image.getAttribute("resid") ?? "");
        const pixels = Number(image.getAttribute("size")) * Number(image.getAttribute("scale") ?? 1);
        if (at) yield { address: at.getAttribute("DefaultValue") ?? "", pixels, at };
      }
    }
  }
}

/** Images are of a kind that Outlook shows, exist, and have the size that they are used at. */
export function* images(manifest: Manifest, measure: Measure): Generator<Problem> {
  const told = new Set<string>();
  for (const { address, pixels, at } of expected(manifest)) {
    const key = `${address} ${pixels} ${at.lineNumber}`;
    if (told.has(key) || !URL.canParse(address)) continue;
    told.add(key);
    const line = at.lineNumber;
    if (!kinds.test(new URL(address).pathname)) {
      yield { rule: "image-kind", message: `${address} must be a png, gif, jpg, bmp, exif or tiff.`, line };
      continue;
    }
    const image = measure(address);
    if (image === "missing") yield { rule: "image-missing", message: `${address} is not there.`, line };
    else if (image === "no-image") yield { rule: "image-kind", message: `${address} is no image.`, line };
    else if (image && (image.width !== pixels || image.height !== pixels)) {
      const message = `${address} is ${image.width} x ${image.height} pixels, and is used at ${pixels} x ${pixels}.`;
      yield { rule: "image-size", message, line };
    }
  }
}
