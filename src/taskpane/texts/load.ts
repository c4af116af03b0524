import { createText, type Text } from "./text.ts";

/** A pane loads one language: what it says of the people at the start, and the rest with the first view that says any of it. */
const catalogues = {
  en: { pane: () => import("./en/pane.ftl"), rest: () => import("./en/rest.ts") },
  de: { pane: () => import("./de/pane.ftl"), rest: () => import("./de/rest.ts") },
  ar: { pane: () => import("./ar/pane.ftl"), rest: () => import("./ar/rest.ts") },
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
  const { default: source } = await catalogues[language].pane();
  return createText(new Intl.Locale(displayLanguage).language === language ? displayLanguage : language, [source]);
}

const loading = new WeakMap<Text, Promise<void>>();
const failed = new WeakSet<Text>();

/** Adds the rest, once; the same promise each time, as React's `use` wants it. */
export function loadRest(text: Text): Promise<void> {
  const known = loading.get(text);
  if (known) return known;
  const added = catalogues[catalogueOf(text.language)].rest().then(({ default: sources }) => sources.forEach(text.add));
  added.catch(() => failed.add(text));
  loading.set(text, added);
  return added;
}

/** What could not be loaded is asked for anew. Never by itself: React draws again what failed, and would ask without end. */
export function retryRest(text: Text): void {
  if (failed.delete(text)) loading.delete(text);
}
