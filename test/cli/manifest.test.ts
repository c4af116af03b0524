import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../../src/cli/manifest.ts";
import { check } from "../../src/cli/manifest/check.ts";

const root = new URL("../../", import.meta.url);
const good = readFileSync(new URL("manifest.xml", root), "utf8");
const schemas = fileURLToPath(new URL("../shared/data/manifest-xsd/", root));

/** `good` with every `from` replaced; fails where there is none, so that no variant is the good one by mistake. */
function edit(from: string | RegExp, to: string): string {
  const edited = typeof from === "string" ? good.replaceAll(from, to) : good.replace(from, to);
  if (edited === good) throw new Error(`nothing to edit: ${from}`);
  return edited;
}

const shortString = /(<bt:String id="Talk.Label" DefaultValue=")[^"]*/;
const events = (runtime: string, page: string) =>
  good
    .replace(/(overrides\/1\.1[^]*?<Host xsi:type="MailHost">)/, `$1<Runtimes>${runtime}</Runtimes>`)
    .replace(
      /(overrides\/1\.1[^]*?)(<\/DesktopFormFactor>)/,
      `$1<ExtensionPoint xsi:type="LaunchEvent"><LaunchEvents><LaunchEvent Type="OnMessageRecipientsChanged" FunctionName="on" /></LaunchEvents><SourceLocation resid="${page}" /></ExtensionPoint>$2`,
    );
const runtime = '<Runtime resid="Commands.Url"><Override type="javascript" resid="Commands.Url" /></Runtime>';
const elsewhere = '<bt:Images><bt:Image id="Elsewhere" DefaultValue="https://example.org/17.png" />';
const rule = '<Rule xsi:type="ItemIs" ItemType="Message" FormType="Read" />';

const variants: readonly (readonly [rule: string, what: string, text: string])[] = [
  ["empty", "no text", " \n"],
  ["not-xml", "an element that is not closed", edit("</AppDomains>", "")],
  ["not-xml", "an attribute without quotes", edit('Name="Mailbox"', "Name=Mailbox")],
  ["not-xml", "an entity that nobody declared", edit("<ProviderName>Rollcall", "<ProviderName>&rollcall;")],
  ["not-xml", "bytes that are no text", "\u0089PNG\uFFFD"],
  ["not-xml", "a JSON manifest", '{ "$schema": "x" }'],
  ["not-a-mail-app", "an add-in for Word", edit('xsi:type="MailApp"', 'xsi:type="TaskPaneApp"')],
  ["not-a-mail-app", "another XML document", "<svg/>"],
  ["id", "braces around the id", edit(/<Id>(.*)<\/Id>/, "<Id>{$1}</Id>")],
  ["id", "no id", edit(/<Id>.*<\/Id>/, "")],
  ["version", "five parts", edit("1.0.0.0", "1.0.0.0.0")],
  ["version", "six digits", edit("1.0.0.0", "1.100000")],
  ["version", "less than 1.0", edit("1.0.0.0", "0.9")],
  ["provider-name", "126 characters", edit(">Rollcall</ProviderName>", `>${"x".repeat(126)}</ProviderName>`)],
  ["display-name", "126 characters in German", edit(/(<DisplayName[^]*?de-DE" Value=")/, `$1${"x".repeat(126)}`)],
  ["display-name", "no name", edit(/<DisplayName[^]*<\/DisplayName>/, "")],
  ["description", "251 characters", edit(/(<Description DefaultValue=")[^"]*/, `$1${"x".repeat(251)}`)],
  ["support-url", "no help", edit(/<SupportUrl[^]*<\/SupportUrl>/, "")],
  ["icon-url", "no icon", edit(/<IconUrl.*/, "")],
  ["high-resolution-icon-url", "no large icon", edit(/<HighResolutionIconUrl.*/, "")],
  ["source-location", "forms for tablets alone", edit("DesktopSettings>", "TabletSettings>")],
  ["app-domain", "a slash at the end", edit("localhost:3000</AppDomain>", "localhost:3000/</AppDomain>")],
  ["app-domain", "a wildcard", edit("localhost:3000</AppDomain>", "*.example.org</AppDomain>")],
  ["app-domain", "no scheme", edit("https://localhost:3000</AppDomain>", "example.org</AppDomain>")],
  ["activation-rules", "17 rules", edit(rule.replace("Read", "ReadOrEdit"), rule.repeat(16))],
  ["https", "help over http", edit('SupportUrl DefaultValue="https:', 'SupportUrl DefaultValue="http:')],
  ["https", "a pane that is no address", edit(/(<bt:Url id="Pane.Url" DefaultValue=")[^"]*/, "$1taskpane.html")],
  ["address-length", "2,049 characters", edit(/(SupportUrl DefaultValue=")[^"]*/, `$1https://example.org/${"x".repeat(2029)}`)],
  ["resource-id", "33 characters", edit("Talk.Tip", "T".repeat(33))],
  ["duplicate-resource", "one id twice", edit(/(<bt:Url id="Pane.Url".*)/, "$1$1")],
  ["unknown-resource", "a label that leads nowhere", edit(/<Label resid="Talk.Label" \/>/, '<Label resid="Talk.Lable" />')],
  ["unknown-resource", "a long text as the label", edit(/<Label resid="Talk.Label" \/>/, '<Label resid="Talk.Tip" />')],
  ["short-string", "126 characters", edit(shortString, `$1${"x".repeat(126)}`)],
  ["short-string", "an empty label", edit(shortString, "$1")],
  ["long-string", "251 characters in Arabic", edit(/(<bt:String id="Talk.Tip"[^]*?ar-SA" Value=")/, `$1${"x".repeat(251)}`)],
  ["duplicate-control", "one button id twice", edit(/id="Read.Talk"/, 'id="Read.Pane"')],
  ["icon-sizes", "no 80 pixels", edit(/<bt:Image size="80" resid="Icon.80" \/>/, "")],
  [
    "icon-sizes",
    "17 pixels too",
    edit(/(<bt:Image) size="40"[^>]*>/, '$1 size="17" resid="Elsewhere" />').replace("<bt:Images>", elsewhere),
  ],
  ["mobile-icons", "one scale missing", edit(/<bt:Image size="48" scale="3".*/, "")],
  ["mobile-icons", "the ribbon's list", edit("bt:MobileIconList", "bt:IconList")],
  ["function-name", "no function", edit(/<FunctionName>.*<\/FunctionName>/, "<FunctionName> </FunctionName>")],
  ["function-file", "nowhere to find it", edit(/<FunctionFile.*/, "")],
  ["runtime", "no script of its own", events('<Runtime resid="Commands.Url" />', "Commands.Url")],
  ["runtime", "two runtimes", events(runtime + runtime, "Commands.Url")],
  ["launch-event", "another page than the runtime's", events(runtime, "Pane.Url")],
  ["web-application-info", "before the resources", edit(/<Resources>/, "<WebApplicationInfo /><Resources>")],
  ["image-size", "48 pixels used at 64", edit("icon-64.png", "icon-48.png")],
  ["image-missing", "an icon that is not there", edit('icon-128.png"', 'icon-129.png"')],
  ["image-kind", "an SVG", edit("icons/icon-128.png", "icon.svg")],
];

test.each(variants)("%s is the only rule that a manifest with %s breaks", (rule, _what, text) => {
  expect([...new Set(check(text, root).map((problem) => problem.rule))]).toEqual([rule]);
});

test("Rollcall's own manifest breaks no rule", () => {
  expect(check(good, root)).toEqual([]);
});

test("events that run in the declared runtime are in order", () => {
  expect(check(events(runtime, "Commands.Url"), root)).toEqual([]);
});

test("a long label on a phone is advised against only", () => {
  const problems = check(edit(/(<bt:String id="Pane.Label" DefaultValue=")[^"]*/g, "$1Who of these can talk"), root);
  expect(problems).toMatchObject([{ rule: "mobile-label", advice: true }]);
});

test("every broken rule is told, each with its line", () => {
  const problems = check(edit(/<Id>.*<\/Id>/, "<Id>none</Id>").replace("1.0.0.0", "0"), root);
  expect(problems).toMatchObject([
    { rule: "id", line: 4 },
    { rule: "version", line: 5 },
  ]);
});

test("a manifest nested 40,000 levels deep is read to its end", () => {
  const deep = edit("</AppDomains>", `</AppDomains>${"<a>".repeat(40_000)}${"</a>".repeat(40_000)}`);
  expect(check(deep, root)).toEqual([]);
});

/** The command's exit code, and all that it says. */
const told = async (...argv: string[]) => {
  const lines: string[] = [];
  const code = await run(argv, { log: (text) => lines.push(text), error: (text) => lines.push(text) });
  return { code, text: lines.join("\n") };
};

describe("the command", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rollcall-manifest-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("passes Rollcall's own manifest", async () => {
    expect(await told("--check")).toMatchObject({ code: 0 });
  });

  test.each([
    ["not-found", "nothing", undefined],
    ["empty", "an empty file", ""],
    ["too-large", "300 KB", " ".repeat(300 * 1024)],
    ["not-xml", "no XML", "hello"],
  ])("says %s of %s", async (rule, _what, content) => {
    const file = join(folder, "manifest.xml");
    if (content !== undefined) await writeFile(file, content);
    expect(await told("--check", file)).toMatchObject({ code: 1, text: expect.stringContaining(rule) });
  });

  test("says no-file of a folder", async () => {
    expect(await told("--check", folder)).toMatchObject({ code: 1, text: expect.stringContaining("no-file") });
  });

  test("writes the manifest for another origin, and passes what it wrote", async () => {
    const file = join(folder, "manifest.xml");
    expect(await told("--origin", "https://rollcall.example.org", "--out", file)).toMatchObject({ code: 0 });
    const text = await readFile(file, "utf8");
    expect(text).toContain("https://rollcall.example.org/taskpane.html");
    expect(text).not.toContain("localhost");
    expect(await told("--check", file)).toMatchObject({ code: 0 });
  });

  test.each(["http://rollcall.example.org", "https://rollcall.example.org/path", "rollcall"])("refuses the origin %s", async (origin) => {
    expect(await told("--origin", origin)).toMatchObject({ code: 1 });
  });

  test.each([[[]], [["--check", "one.xml", "two.xml"]]])("shows its usage for %j", async (argv) => {
    expect(await told(...argv)).toMatchObject({ code: 1, text: expect.stringContaining("--origin ADDRESS") });
  });

  test("refuses an option that it does not have", async () => {
    await expect(told("--frob")).rejects.toMatchObject({ code: "ERR_PARSE_ARGS_UNKNOWN_OPTION" });
  });

  test("says schemas-missing where the folder holds none", async () => {
    expect(await told("--check", "--schemas", folder)).toMatchObject({ code: 1, text: expect.stringContaining("schemas-missing") });
  });

  (existsSync(schemas) ? describe : describe.skip)("with Microsoft's schemas", () => {
    test("passes Rollcall's own manifest", async () => {
      expect(await told("--check", "--schemas", schemas)).toMatchObject({ code: 0 });
    });

    test("says what they refuse", async () => {
      const file = join(folder, "manifest.xml");
      await writeFile(file, edit("<Permissions>ReadItem", "<Permissions>ReadEverything"));
      expect(await told("--check", file, "--schemas", schemas)).toMatchObject({ code: 1, text: expect.stringContaining("schema") });
    });
  });
});
