import type { Element } from "@xmldom/xmldom";
import { child, children, named, typeOf, values, type Rule } from "./document.ts";
import { resource } from "./resources.ts";

const ribbon = { required: [16, 32, 80], known: [16, 20, 24, 32, 40, 48, 64, 80] };
const phone = { sizes: [25, 32, 48], scales: [1, 2, 3] };
const advisedPhoneLabel = 16;

/** The images of an icon: its pixels, or its points and scale on a phone. */
function images(icon: Element | undefined): readonly { readonly size: number; readonly scale: number }[] {
  if (!icon) return [];
  return [...named(icon, "Image")].map((image) => ({
    size: Number(image.getAttribute("size")),
    scale: Number(image.getAttribute("scale") ?? 1),
  }));
}

/** Each button and group has an id of its own. */
export const ids: Rule = function* ({ overrides }) {
  for (const scope of overrides) {
    const given = new Set<string>();
    for (const element of named(scope, "Control", "Group")) {
      const key = `${element.localName} "${element.getAttribute("id") ?? ""}"`;
      if (given.has(key)) yield { rule: "duplicate-control", message: `${key} is there twice.`, line: element.lineNumber };
      given.add(key);
    }
  }
};

/** Buttons on the ribbon: every size that Outlook asks for. */
export const icons: Rule = function* ({ overrides }) {
  for (const control of overrides.flatMap((scope) => [...named(scope, "Control")])) {
    if (typeOf(control) === "MobileButton") continue;
    const sizes = images(child(control, "Icon")).map(({ size }) => size);
    const missing = ribbon.required.filter((size) => !sizes.includes(size));
    const strange = sizes.filter((size) => !ribbon.known.includes(size));
    const id = control.getAttribute("id");
    if (missing.length > 0) {
      yield { rule: "icon-sizes", message: `The icon of "${id}" lacks ${missing.join(", ")} pixels.`, line: control.lineNumber };
    }
    if (strange.length > 0) {
      yield { rule: "icon-sizes", message: `The icon of "${id}" has ${strange.join(", ")} pixels, of no use.`, line: control.lineNumber };
    }
  }
};

/** Buttons on a phone: their own list of icons, and a label that fits. */
export const phones: Rule = function* ({ overrides }) {
  for (const scope of overrides) {
    for (const control of named(scope, "Control")) {
      if (typeOf(control) !== "MobileButton") continue;
      const icon = child(control, "Icon");
      const there = images(icon);
      const missing = phone.sizes.flatMap((size) =>
        phone.scales
          .filter((scale) => !there.some((image) => image.size === size && image.scale === scale))
          .map((scale) => `${size} x ${scale}`),
      );
      const id = control.getAttribute("id");
      if (!icon || typeOf(icon) !== "MobileIconList") {
        yield { rule: "mobile-icons", message: `The icon of "${id}" must be a bt:MobileIconList.`, line: (icon ?? control).lineNumber };
      }
      if (missing.length > 0) {
        yield { rule: "mobile-icons", message: `The icon of "${id}" lacks ${missing.join(", ")}.`, line: control.lineNumber };
      }
      const label = resource(scope, "ShortStrings", child(control, "Label")?.getAttribute("resid") ?? "");
      for (const { value, at } of label ? values(label) : []) {
        if (value.length <= advisedPhoneLabel) continue;
        yield {
          rule: "mobile-label",
          message: `"${value}" is longer than the ${advisedPhoneLabel} characters that a phone shows.`,
          line: at.lineNumber,
          advice: true,
        };
      }
    }
  }
};

/** A button that runs a function needs the page that defines it. */
export const functions: Rule = function* ({ overrides }) {
  for (const factor of overrides.flatMap((scope) => [...named(scope, "DesktopFormFactor", "MobileFormFactor")])) {
    for (const action of named(factor, "Action")) {
      if (typeOf(action) !== "ExecuteFunction") continue;
      if (!child(action, "FunctionName")?.textContent?.trim()) {
        yield { rule: "function-name", message: "An ExecuteFunction names no function.", line: action.lineNumber };
      }
      if (!child(factor, "FunctionFile")) {
        yield { rule: "function-file", message: `${factor.localName} runs a function, and has no FunctionFile.`, line: action.lineNumber };
      }
    }
  }
};

/** Events that start the add-in run in the one runtime that is declared. */
export const events: Rule = function* ({ overrides }) {
  for (const scope of overrides) {
    const runtimes = [...named(scope, "Runtime")];
    for (const runtime of runtimes) {
      const scripts = [...children(runtime)].filter((override) => override.getAttribute("type") === "javascript");
      if (scripts.length === 1) continue;
      yield { rule: "runtime", message: "A Runtime needs exactly one Override of type javascript.", line: runtime.lineNumber };
    }
    if (runtimes.length > 1) {
      yield { rule: "runtime", message: "An add-in for Outlook has one Runtime.", line: runtimes[1]?.lineNumber };
    }
    for (const point of named(scope, "ExtensionPoint")) {
      if (typeOf(point) !== "LaunchEvent") continue;
      const page = child(point, "SourceLocation")?.getAttribute("resid");
      if (page && runtimes[0]?.getAttribute("resid") === page) continue;
      yield { rule: "launch-event", message: "The LaunchEvent's SourceLocation must name the Runtime's resource.", line: point.lineNumber };
    }
  }
};

/** Sign-in information is read only where it follows the resources. */
export const order: Rule = function* ({ overrides }) {
  for (const scope of overrides) {
    const names = [...children(scope)].map((element) => element.localName);
    const at = names.indexOf("WebApplicationInfo");
    if (at === -1 || at > names.indexOf("Resources")) continue;
    yield {
      rule: "web-application-info",
      message: "WebApplicationInfo must follow Resources.",
      line: child(scope, "WebApplicationInfo")?.lineNumber,
    };
  }
};
