import * as z from "zod/mini";
import { ListEntry, mistakesOf, inWords, PersonEntry, type Located, type Reading } from "./entry.ts";

const File = z.strictObject({
  people: z.prefault(z.array(PersonEntry), []),
  lists: z.prefault(z.array(ListEntry), []),
});

/** `{"people": [{"address", "name", …}], "lists": [{"address", "name", "members"}]}` */
export function readJson(text: string): Reading {
  const parsed = parse(text);
  if ("mistakes" in parsed) return parsed;
  const { data, error } = File.safeParse(parsed.value, { error: inWords });
  if (error) return { mistakes: mistakesOf(error, toPath) };
  const located = (list: "people" | "lists"): Located[] => data[list].map((entry, index) => ({ where: toPath([list, index]), entry }));
  return { entries: [...located("people"), ...located("lists")] };
}

function parse(text: string): { readonly value: unknown } | Exclude<Reading, { entries: unknown }> {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { mistakes: [{ where: lineOf(error, text), what: error.message }] };
  }
}

/** V8 tells the position; people count lines. */
function lineOf(error: SyntaxError, text: string): string {
  const position = /position (\d+)/.exec(error.message)?.[1];
  const before = position === undefined ? text : text.slice(0, Number(position));
  return `line ${before.split("\n").length}`;
}

const toPath = (path: readonly PropertyKey[]): string =>
  path.map((part, index) => (typeof part === "number" ? `[${part}]` : `${index ? "." : ""}${String(part)}`)).join("") || "file";
