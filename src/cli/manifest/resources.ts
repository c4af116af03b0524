import type { Element } from "@xmldom/xmldom";
import { child, children, elements, values, type Rule } from "./document.ts";

type Kind = "Images" | "Urls" | "ShortStrings" | "LongStrings";

/** Which kind of resource an element's `resid` names. */
const kindOf: Readonly<Record<string, Kind>> = {
  Image: "Images",
  SourceLocation: "Urls",
  FunctionFile: "Urls",
  Runtime: "Urls",
  Override: "Urls",
  Label: "ShortStrings",
  Title: "ShortStrings",
  Tooltip: "ShortStrings",
  Description: "LongStrings",
};

const longestId = 32;
const longestString = { ShortStrings: 125, LongStrings: 250 } as const;

/** The resource that a `resid` inside `overrides` names. */
export function resource(overrides: Element, kind: Kind, id: string): Element | undefined {
  const group = child(overrides, "Resources");
  const list = group && child(group, kind);
  return list && [...children(list)].find((element) => element.getAttribute("id") === id);
}

/** Ids are short, given once, and every reference leads somewhere; texts fit where Outlook shows them. */
export const resources: Rule = function* ({ overrides }) {
  for (const scope of overrides) {
    const given = new Set<string>();
    const lists = child(scope, "Resources");
    for (const list of lists ? children(lists) : []) {
      for (const element of children(list)) {
        const id = element.getAttribute("id") ?? "";
        if (id.length < 1 || id.length > longestId) {
          yield { rule: "resource-id", message: `The id "${id}" must have 1 to ${longestId} characters.`, line: element.lineNumber };
        }
        if (given.has(id)) yield { rule: "duplicate-resource", message: `The id "${id}" is given twice.`, line: element.lineNumber };
        given.add(id);
        if (list.localName !== "ShortStrings" && list.localName !== "LongStrings") continue;
        const longest = longestString[list.localName];
        for (const { value, at } of values(element)) {
          if (value.length >= 1 && value.length <= longest) continue;
          const rule = list.localName === "ShortStrings" ? "short-string" : "long-string";
          yield { rule, message: `"${id}" must have 1 to ${longest} characters, and has ${value.length}.`, line: at.lineNumber };
        }
      }
    }
    for (const element of elements(scope)) {
      const id = element.getAttribute("resid");
      const kind = kindOf[element.localName ?? ""];
      if (id === null || !kind || resource(scope, kind, id)) continue;
      yield {
        rule: "unknown-resource",
        message: `${element.localName} names the resource "${id}", which ${kind} does not have.`,
        line: element.lineNumber,
      };
    }
  }
};
