import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

/** The message `id` of the catalogue in the reader's language, with its variables filled in. */
export interface Text {
  (id: string, variables?: Readonly<Record<string, FluentVariable>>): string;
  /** BCP 47, as in "ar-SA". */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** "Anna, Li, Omar", as the language joins names; each is isolated. */
  list(items: readonly string[]): string;
  /** The catalogue of a part that loads on first use. */
  add(source: string): void;
}

const rightToLeft = new Set(["ar", "fa", "he", "ur"]);

/** `sources` are Fluent catalogues, all in `language`. Variables are isolated (FSI, PDI), so that a name cannot turn a sentence around. */
export function createText(language: string, sources: readonly string[]): Text {
  const bundle = new FluentBundle(language, { functions: { AGO: ([since]) => ago(language, Number(since?.valueOf())) } });
  const add = (source: string): void => void bundle.addResource(new FluentResource(source));
  sources.forEach(add);
  const names = new Intl.ListFormat(language, { type: "unit", style: "short" });
  const text = (id: string, variables?: Readonly<Record<string, FluentVariable>>): string => {
    const pattern = bundle.getMessage(id)?.value;
    return pattern ? bundle.formatPattern(pattern, variables) : id;
  };
  return Object.assign(text, {
    language,
    direction: rightToLeft.has(new Intl.Locale(language).language) ? ("rtl" as const) : ("ltr" as const),
    list: (items: readonly string[]) => names.format(items.map((item) => `\u2068${item}\u2069`)),
    add,
  });
}

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
] as const;

/** "12 seconds ago", for an age in milliseconds. */
function ago(language: string, age: number): string {
  const [unit, length] = units.find(([, length]) => age >= length) ?? units[3];
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-Math.max(0, Math.floor(age / length)), unit);
}
