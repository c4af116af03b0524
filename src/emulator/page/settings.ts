import { profiles, type ProfileName } from "./host/profiles.ts";
import { themes, type Theme } from "./host/theme.ts";

export const locales = ["en-US", "de-DE", "ar-SA"] as const;
export type Locale = (typeof locales)[number];

/** What the person at the emulator chose; it stands in the page's address, so that a reload or a link keeps it. */
export interface Settings {
  readonly theme: Theme;
  readonly locale: Locale;
  readonly profile: ProfileName;
  /** Pixels. */
  readonly paneWidth: number;
  /** The addresses of the mailboxes shown: the first, and the second beside it. */
  readonly mailbox?: string;
  readonly split?: string;
  /** What to begin with: an item by its id or its sample's name ("none": nothing selected), and the pane. */
  readonly item?: string;
  readonly pane?: "open" | "pinned";
}

export type SettingsEvent = { readonly type: "settings"; readonly change: Partial<Settings> };

export const narrowestPane = 320;

/** Reads the page's address; a word it does not know counts as absent. */
export function readSettings(query: URLSearchParams): Settings {
  const pick = <Word extends string>(name: string, words: readonly Word[]) => words.find((word) => word === query.get(name));
  const width = Number(query.get("paneWidth"));
  return {
    theme: pick("theme", themes) ?? "light",
    locale: locales.find((locale) => locale === query.get("lang") || locale.slice(0, 2) === query.get("lang")) ?? "en-US",
    // Object.keys gives the very keys of the table.
    profile: pick("profile", Object.keys(profiles) as ProfileName[]) ?? "web",
    paneWidth: width >= narrowestPane && width <= 2000 ? width : narrowestPane,
    mailbox: query.get("mailbox") ?? undefined,
    split: query.get("split") ?? undefined,
    item: query.get("item") ?? undefined,
    pane: pick("pane", ["open", "pinned"] as const),
  };
}

/** The query that `readSettings` reads back. */
export function writeSettings(settings: Settings): string {
  const { locale, paneWidth, ...rest } = settings;
  const all = { lang: locale, paneWidth: paneWidth === narrowestPane ? undefined : String(paneWidth), ...rest };
  return new URLSearchParams(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();
}

export const reduceSettings = (settings: Settings, { change }: SettingsEvent): Settings => ({ ...settings, ...change });

export const isRightToLeft = (locale: Locale): boolean => locale.startsWith("ar");
