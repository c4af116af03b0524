import { child, children, named, values, type Problem, type Rule } from "./document.ts";

const texts = [
  { name: "ProviderName", rule: "provider-name", longest: 125 },
  { name: "DisplayName", rule: "display-name", longest: 125 },
  { name: "Description", rule: "description", longest: 250 },
] as const;

const required = [
  { name: "SupportUrl", rule: "support-url", why: "the address where people find help" },
  { name: "IconUrl", rule: "icon-url", why: "the 64 x 64 icon" },
  { name: "HighResolutionIconUrl", rule: "high-resolution-icon-url", why: "the 128 x 128 icon" },
] as const;

const mostActivationRules = 15;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who the add-in is: id, version, names, and where people turn for help. */
export const identity: Rule = function* ({ app }): Generator<Problem> {
  const id = child(app, "Id");
  if (!guid.test(id?.textContent ?? "")) {
    yield { rule: "id", message: "Id must be a GUID with hyphens and without braces.", line: (id ?? app).lineNumber };
  }
  const version = child(app, "Version");
  if (!/^[1-9]\d{0,4}(\.\d{1,5}){0,3}$/.test(version?.textContent ?? "")) {
    yield {
      rule: "version",
      message: "Version must be one to four numbers of at most five digits, 1.0 or higher, as in 1.0.0.0.",
      line: (version ?? app).lineNumber,
    };
  }
  for (const { name, rule, longest } of texts) {
    const element = child(app, name);
    if (!element) yield { rule, message: `${name} is missing.`, line: app.lineNumber };
    else {
      const all = name === "ProviderName" ? [{ value: element.textContent ?? "", at: element }] : values(element);
      for (const { value, at } of all) {
        if (value.length < 1 || value.length > longest) {
          yield { rule, message: `${name} must have 1 to ${longest} characters, and has ${value.length}.`, line: at.lineNumber };
        }
      }
    }
  }
  for (const { name, rule, why } of required) {
    if (!child(app, name)) yield { rule, message: `${name} is missing: ${why}.`, line: app.lineNumber };
  }
};

/** Where the add-in comes from, and when it shows. */
export const activation: Rule = function* ({ app }) {
  const desktop = [...named(app, "DesktopSettings")];
  if (!desktop.some((settings) => child(settings, "SourceLocation"))) {
    yield { rule: "source-location", message: "FormSettings has no DesktopSettings with a SourceLocation.", line: app.lineNumber };
  }
  for (const domain of named(app, "AppDomain")) {
    if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#*\s]+$/i.test(domain.textContent ?? "")) {
      yield {
        rule: "app-domain",
        message: `AppDomain "${domain.textContent}" must be scheme and host alone, as in https://rollcall.example.org: no path, no slash at the end, no wildcard.`,
        line: domain.lineNumber,
      };
    }
  }
  const rules = [...named(app, "Rule")].filter((rule) => [...children(rule)].length === 0);
  if (rules.length > mostActivationRules) {
    yield {
      rule: "activation-rules",
      message: `${rules.length} activation rules are more than the ${mostActivationRules} that Outlook takes.`,
      line: rules[mostActivationRules]?.lineNumber,
    };
  }
};

const addresses = ["SourceLocation", "IconUrl", "HighResolutionIconUrl", "SupportUrl", "Url", "Image"];
const longestAddress = 2048;

/** Every address must be one that Outlook loads. */
export const https: Rule = function* ({ app, overrides }) {
  for (const scope of [app, ...overrides]) {
    for (const element of named(scope, ...addresses)) {
      // In commands these names refer to a resource instead; resources.ts follows them.
      if (element.hasAttribute("resid")) continue;
      for (const { value, at } of values(element)) {
        if (value.length > longestAddress) {
          yield { rule: "address-length", message: `This address is longer than ${longestAddress} characters.`, line: at.lineNumber };
        }
        if (!URL.canParse(value) || new URL(value).protocol !== "https:") {
          yield { rule: "https", message: `"${value.slice(0, 80)}" must be an https:// address.`, line: at.lineNumber };
        }
      }
    }
  }
};
