import { existsSync, readFileSync } from "node:fs";
import { named, parse, typeOf, values } from "../../src/cli/manifest/document.ts";
import { resource } from "../../src/cli/manifest/resources.ts";

const root = new URL("../../", import.meta.url);
const manifest = parse(readFileSync(new URL("manifest.xml", root), "utf8"));
if ("rule" in manifest) throw new Error(manifest.message);
const scopes = [manifest.app, ...manifest.overrides];

/** The file that the gateway serves at an address of the manifest's own origin. */
function served(address: string): URL {
  const { pathname } = new URL(address);
  return new URL(pathname.startsWith("/assets/") ? `.${pathname}` : `dist/pages/taskpane${pathname}`, root);
}

const addresses = scopes.flatMap((scope) =>
  [...named(scope, "SourceLocation", "SupportUrl", "IconUrl", "HighResolutionIconUrl", "Url", "Image")]
    .filter((element) => !element.hasAttribute("resid"))
    .flatMap((element) => [...values(element)].map(({ value }) => value)),
);

test.each([...new Set(addresses)])("%s is a page or an image that the gateway serves", (address) => {
  expect(existsSync(served(address))).toBe(true);
});

const commands = manifest.overrides.flatMap((scope) =>
  [...named(scope, "FunctionName")].map((element) => {
    const [file] = named(scope, "FunctionFile");
    const page = resource(scope, "Urls", file?.getAttribute("resid") ?? "");
    return { version: typeOf(scope), name: element.textContent ?? "", page: page?.getAttribute("DefaultValue") ?? "" };
  }),
);

test.each(commands)("the function $name of $version is in a script of $page", ({ name, page }) => {
  const html = served(page);
  const scripts = [...readFileSync(html, "utf8").matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src]) => new URL(src ?? "", html));
  expect(scripts.map((script) => readFileSync(script, "utf8")).join("\n")).toContain(`"${name}"`);
});
