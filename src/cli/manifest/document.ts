import { DOMParser, Element, onWarningStopParsing, ParseError } from "@xmldom/xmldom";

/** One thing that Outlook, its admin centers or its shop would refuse. `rule` is for programs, `message` for people. */
export interface Problem {
  readonly rule: string;
  readonly message: string;
  readonly line?: number;
  /** Only advised: it is said, and the manifest passes. */
  readonly advice?: boolean;
}

export interface Manifest {
  /** The `OfficeApp` element. */
  readonly app: Element;
  /** `VersionOverrides` 1.0, then the 1.1 inside it: each has its own ids. */
  readonly overrides: readonly Element[];
}

export type Rule = (manifest: Manifest) => Iterable<Problem>;

/** The manifest in `text`, or why there is none in it. */
export function parse(text: string): Manifest | Problem {
  if (text.trim() === "") return { rule: "empty", message: "The file is empty." };
  if (text.includes("\uFFFD")) return { rule: "not-xml", message: "This is not UTF-8 text." };
  if (text.trimStart().startsWith("{")) {
    return { rule: "not-xml", message: "This looks like a JSON (unified) manifest; Rollcall's is the add-in-only XML manifest." };
  }
  let app: Element | null;
  let why = "";
  const onError = (_level: string, message: string) => {
    why ||= message;
    onWarningStopParsing();
  };
  try {
    app = new DOMParser({ onError }).parseFromString(text.replace(/^\uFEFF/, ""), "text/xml").documentElement;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { rule: "not-xml", message: `This is not well-formed XML: ${why}.`, line: error.locator?.lineNumber };
  }
  if (app?.localName !== "OfficeApp" || typeOf(app) !== "MailApp") {
    return { rule: "not-a-mail-app", message: 'The root must be <OfficeApp xsi:type="MailApp">.', line: app?.lineNumber };
  }
  const overrides = [...elements(app)].filter((element) => element.localName === "VersionOverrides");
  return { app, overrides: overrides.flatMap((outer) => [outer, ...named(outer, "VersionOverrides")]) };
}

/** Everything inside `parent` in document order; a nested `VersionOverrides` is told of, not entered. Without recursion: files nest as deep as they like. */
export function* elements(parent: Element): Generator<Element> {
  const open = [...children(parent)].toReversed();
  for (let element = open.pop(); element; element = open.pop()) {
    yield element;
    if (element.localName !== "VersionOverrides") open.push(...[...children(element)].toReversed());
  }
}

export function* named(parent: Element, ...names: readonly string[]): Generator<Element> {
  for (const element of elements(parent)) if (names.includes(element.localName ?? "")) yield element;
}

export function* children(parent: Element): Generator<Element> {
  for (let node = parent.firstChild; node; node = node.nextSibling) if (node instanceof Element) yield node;
}

export function child(parent: Element, name: string): Element | undefined {
  for (const element of children(parent)) if (element.localName === name) return element;
  return undefined;
}

/** The value of `xsi:type`, without its prefix. */
export function typeOf(element: Element): string | undefined {
  return element.getAttributeNS("http://www.w3.org/2001/XMLSchema-instance", "type")?.replace(/^.*:/, "");
}

/** A localised setting's default and its overrides, each with the element that says it. */
export function* values(setting: Element): Generator<{ readonly value: string; readonly at: Element }> {
  yield { value: setting.getAttribute("DefaultValue") ?? "", at: setting };
  for (const override of children(setting)) {
    if (override.localName === "Override") yield { value: override.getAttribute("Value") ?? "", at: override };
  }
}
