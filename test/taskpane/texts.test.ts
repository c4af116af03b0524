import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import { createText } from "../../src/taskpane/texts/text.ts";

const pane = join(import.meta.dirname, "../../src/taskpane");
const languages = ["en", "de", "ar"] as const;
const files = ["pane", "chat", "call", "freeBusy", "signIn", "meet", "askers"] as const;

function source(language: string, file: string): string {
  return readFileSync(join(pane, "texts", language, `${file}.ftl`), "utf8");
}

/** Each message's id with the names of its variables. */
function messages(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    new FluentResource(text).body.map(({ id, value }) => {
      const names = [...JSON.stringify(value).matchAll(/"type":"var","name":"(\w+)"/g)].map(([, name]) => name ?? "");
      return [id, [...new Set(names)].toSorted()];
    }),
  );
}

/** The ids that a file could hold but the parser skipped: a broken message is dropped without a word. */
function idsWritten(text: string): readonly string[] {
  return [...text.matchAll(/^([a-z][\w-]*) *=/gm)].map(([, id]) => id ?? "");
}

function sources(): readonly string[] {
  return readdirSync(pane, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(pane, name), "utf8"));
}

describe.each(files)("the catalogue %s.ftl", (file) => {
  it.each(languages)("is whole in %s", (language) => {
    const text = source(language, file);
    expect([...messages(text).keys()]).toEqual(idsWritten(text));
  });

  it.each(["de", "ar"])("says in %s what it says in English, with the same variables", (language) => {
    const english = messages(source("en", file));
    const other = messages(source(language, file));
    expect([...other.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    for (const [id, variables] of english) expect({ id, variables: other.get(id) }).toEqual({ id, variables });
  });
});

describe("the texts that the pane uses", () => {
  const code = sources().join("\n");
  const ids = files.flatMap((file) => [...messages(source("en", file)).keys()]);
  /** `role-${role}` uses every message that begins so. */
  const prefixes = [...code.matchAll(/`([a-z]+(?:-[a-z]+)*-)\$\{/g)].map(([, prefix]) => prefix ?? "");
  const literals = new Set([...code.matchAll(/"([a-z]+(?:-[a-z]+)*)"/g)].map(([, id]) => id ?? ""));

  it("are all there", () => {
    const named = [...code.matchAll(/\btext\(\s*"([\w-]+)"/g)].map(([, id]) => id ?? "");
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    const begun = [...code.matchAll(/\btext\(\s*`([a-z-]+)\$\{/g)].map(([, prefix]) => prefix ?? "");
    expect(begun.filter((prefix) => !ids.some((id) => id.startsWith(prefix)))).toEqual([]);
  });

  it("are all that there are", () => {
    expect(ids.filter((id) => !literals.has(id) && !prefixes.some((prefix) => id.startsWith(prefix)))).toEqual([]);
  });
});

describe("a text", () => {
  const plain = (text: string): string => text.replaceAll(/[\u2068\u2069]/g, "");
  const catalogue = (language: string) => createText(language, [source(language.slice(0, 2), "pane")]);

  it.each([
    ["en", 0, 0, "Open the list to see who can talk"],
    ["en", 0, 1, "The other person cannot talk right now"],
    ["en", 0, 8, "Nobody of 8 can talk right now"],
    ["en", 1, 1, "The other person can talk now"],
    ["en", 3, 8, "3 of 8 can talk now"],
    ["de", 1, 8, "1 von 8 ist jetzt ansprechbar"],
    ["de", 3, 8, "3 von 8 sind jetzt ansprechbar"],
    ["ar", 0, 2, "لا أحد من الاثنين يمكنه التحدث الآن"],
  ])("answers in %s for %i of %i", (language, free, people, expected) => {
    expect(plain(catalogue(language)("summary", { free, people }))).toBe(expected);
  });

  it.each([
    [500, "now"],
    [12_000, "12 seconds ago"],
    [61_000, "1 minute ago"],
    [7_200_000, "2 hours ago"],
    [90_000_000, "yesterday"],
    [-5000, "now"],
  ])("says an age of %i ms as %s", (age, expected) => {
    expect(plain(catalogue("en")("card-source", { network: "n", word: "w", age }))).toBe(`n: w, ${expected}`);
  });

  it("keeps a name from turning the sentence around it", () => {
    expect(catalogue("ar")("chat-with", { name: "Alice" })).toContain("\u2068Alice\u2069");
    expect(catalogue("ar").list(["Alice", "Bob"])).toMatch(/\u2068Alice\u2069.*\u2068Bob\u2069/);
  });

  it("runs from right to left in Arabic", () => {
    expect([catalogue("ar").direction, catalogue("de").direction]).toEqual(["rtl", "ltr"]);
  });
});
