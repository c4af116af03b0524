import { createText, type Text } from "./text.ts";

/** Each language is a chunk of its own: a pane loads one. */
const catalogues = {
  en: () => import("./en/index.ts"),
  de: () => import("./de/index.ts"),
  ar: () => import("./ar/index.ts"),
};

/** Free/busy's own: it is rarely the first thing that a reader wants. */
const freeBusyCatalogues = {
  en: () => import("./en/freeBusy.ftl"),
  de: () => import("./de/freeBusy.ftl"),
  ar: () => import("./ar/freeBusy.ftl"),
};

function isKnown(language: string): language is keyof typeof catalogues {
  return language in catalogues;
}

/** Of a display language, the one that there are catalogues in. */
function catalogueOf(displayLanguage: string): keyof typeof catalogues {
  const { language } = new Intl.Locale(displayLanguage);
  return isKnown(language) ? language : "en";
}

/** The texts in Outlook's display language where there is a catalogue for it, else in English. */
export async function loadText(displayLanguage: string): Promise<Text> {
  const language = catalogueOf(displayLanguage);
  const { default: sources } = await catalogues[language]();
  return createText(new Intl.Locale(displayLanguage).language === language ? displayLanguage : language, sources);
}

const loading = new WeakMap<Text, Promise<void>>();

/** Adds the texts of free/busy, once; the same promise each time, as React's `use` wants it. */
export function loadFreeBusyText(text: Text): Promise<void> {
  const known = loading.get(text);
  if (known) return known;
  const added = freeBusyCatalogues[catalogueOf(text.language)]().then(({ default: source }) => text.add(source));
  loading.set(text, added);
  return added;
}
