import type { Surface } from "../mail.ts";

/** What a press on one of the add-in's buttons does. */
export type Action =
  | { readonly type: "pane"; readonly url: string; readonly pinnable: boolean }
  /** A function of a hidden page, which shows nothing of its own. */
  | { readonly type: "function"; readonly url: string; readonly name: string };

export interface Button {
  readonly id: string;
  readonly label: string;
  readonly tip: string;
  readonly icon: string;
  readonly action: Action;
}

/** An add-in, as its manifest describes it. */
export interface AddIn {
  readonly id: string;
  readonly name: string;
  /** On the wire: 1 ReadItem, 3 ReadWriteItem, 2 ReadWriteMailbox, 0 Restricted. */
  readonly permission: 0 | 1 | 2 | 3;
  /** Origins that its frames and dialogs may show. */
  readonly origins: readonly string[];
  readonly buttons: Readonly<Record<Surface | "mobile", readonly Button[]>>;
  /** Addresses of images by resource id, for the info bar. */
  readonly images: ReadonlyMap<string, string>;
}

/** Extension points by surface, as the manifest's schema names them. */
const extensionPoints = {
  "message-read": "MessageReadCommandSurface",
  "message-compose": "MessageComposeCommandSurface",
  "appointment-attendee": "AppointmentAttendeeCommandSurface",
  "appointment-organizer": "AppointmentOrganizerCommandSurface",
  mobile: "MobileMessageReadCommandSurface",
} as const;

const permissions: Readonly<Record<string, AddIn["permission"]>> = { Restricted: 0, ReadItem: 1, ReadWriteMailbox: 2, ReadWriteItem: 3 };

/** Reads an add-in-only manifest (XML) for one language. Throws where the text is none. */
export function readManifest(xml: string, locale: string): AddIn {
  const { documentElement: root } = new DOMParser().parseFromString(xml, "application/xml");
  if (root.localName !== "OfficeApp") throw new Error("This is not an add-in's manifest.");
  // The newest overrides stand innermost, and replace all that an older Outlook would read.
  const overrides = all(root, "VersionOverrides").at(-1) ?? root;
  const resources = readResources(overrides, locale);
  const pages = all(overrides, "SourceLocation").map((each) => resources.get(resid(each)) ?? "");
  const at = (surface: keyof typeof extensionPoints) => readButtons(overrides, extensionPoints[surface], resources);
  return {
    id: text(root, "Id"),
    name: localized(all(root, "DisplayName")[0], locale),
    permission: permissions[text(root, "Permissions")] ?? 0,
    origins: [
      ...new Set(
        [...all(root, "AppDomain").map((each) => each.textContent ?? ""), ...pages].filter((url) => URL.canParse(url)).map(originOf),
      ),
    ],
    buttons: {
      "message-read": at("message-read"),
      "message-compose": at("message-compose"),
      "appointment-attendee": at("appointment-attendee"),
      "appointment-organizer": at("appointment-organizer"),
      mobile: at("mobile"),
    },
    images: resources,
  };
}

type Resources = ReadonlyMap<string, string>;

function readResources(overrides: Element, locale: string): Resources {
  const kinds = ["Image", "Url", "String"].flatMap((name) => all(overrides, name));
  return new Map(kinds.filter((each) => each.hasAttribute("id")).map((each) => [each.getAttribute("id") ?? "", localized(each, locale)]));
}

function readButtons(overrides: Element, type: string, resources: Resources): Button[] {
  const point = all(overrides, "ExtensionPoint").find((each) => typeOf(each) === type);
  const page = resources.get(resid(all(overrides, "FunctionFile")[0])) ?? "";
  const controls = point ? all(point, "Control").filter((each) => typeOf(each).endsWith("Button")) : [];
  return controls.flatMap((control) => {
    const action = all(control, "Action")[0];
    if (!action) return [];
    const tips = all(all(control, "Supertip")[0] ?? control, "Description");
    return {
      id: control.getAttribute("id") ?? "",
      label: resources.get(resid(all(control, "Label")[0])) ?? "",
      tip: resources.get(resid(tips[0])) ?? "",
      icon: resources.get(iconOf(control)) ?? "",
      action: readAction(action, page, resources),
    };
  });
}

function readAction(action: Element, page: string, resources: Resources): Action {
  if (typeOf(action) === "ExecuteFunction") return { type: "function", url: page, name: text(action, "FunctionName") };
  const url = resources.get(resid(all(action, "SourceLocation")[0])) ?? "";
  return { type: "pane", url, pinnable: text(action, "SupportsPinning") === "true" };
}

/** The 32 pixel image, for the page shows it at 16 or 20 on screens of any density; else the largest. */
function iconOf(control: Element): string {
  const images = all(control, "Image");
  const chosen = images.find((each) => each.getAttribute("size") === "32") ?? images.at(-1);
  return resid(chosen);
}

function localized(element: Element | undefined, locale: string): string {
  const overrides = element ? all(element, "Override") : [];
  const fits = (each: Element) => each.getAttribute("Locale")?.toLowerCase() === locale.toLowerCase();
  const sameLanguage = (each: Element) => each.getAttribute("Locale")?.slice(0, 2).toLowerCase() === locale.slice(0, 2).toLowerCase();
  const override = overrides.find(fits) ?? overrides.find(sameLanguage);
  return override?.getAttribute("Value") ?? element?.getAttribute("DefaultValue") ?? "";
}

/** Prefixes differ from manifest to manifest; the local names do not. */
const all = (element: Element, name: string): Element[] => [...element.getElementsByTagNameNS("*", name)];
const text = (element: Element, name: string): string => all(element, name)[0]?.textContent?.trim() ?? "";
const resid = (element: Element | undefined): string => element?.getAttribute("resid") ?? "";
const typeOf = (element: Element): string => element.getAttribute("xsi:type") ?? "";
const originOf = (url: string): string => new URL(url).origin;
