import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Resvg } from "@resvg/resvg-js";

/** Outlook's ribbon and shop sizes, then what phones ask for: 25, 32 and 48 points at one, two and three times the pixels. */
const ribbon = [16, 20, 24, 32, 40, 48, 64, 80, 128];
const phone = [25, 32, 48].flatMap((points) => [points, points * 2, points * 3]);

/** Pixels → drawing: the two smallest are drawn apart, on their own pixel grid, as a scaled edge blurs there most. */
const drawing = (name, size) => (size === 16 || size === 20 ? `${name}-${size}.svg` : `${name}.svg`);

/** The PNG of a mark (`icon` or `talk`) at this many pixels. */
export function render(name, size) {
  const svg = readFileSync(new URL(drawing(name, size), import.meta.url));
  return new Resvg(svg, { fitTo: { mode: "width", value: size } }).render().asPng();
}

/** Every PNG that the manifest names: file name → [mark, pixels]. */
export const icons = new Map([
  ...[...new Set([...ribbon, ...phone])].map((size) => [`icon-${size}.png`, ["icon", size]]),
  ...ribbon.filter((size) => size <= 80).map((size) => [`talk-${size}.png`, ["talk", size]]),
]);

if (import.meta.filename === process.argv[1]) {
  mkdirSync(new URL("icons/", import.meta.url), { recursive: true });
  for (const [file, [name, size]] of icons) writeFileSync(new URL(`icons/${file}`, import.meta.url), render(name, size));
}
