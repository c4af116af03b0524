import { createText, type Text } from "./text.ts";

/** Each language is a chunk of its own: a pane loads one. */
const catalogues = {
  en: () => import("./en/index.ts"),
  de: () => import("./de/index.ts"),
  ar: () => import("./ar/index.ts"),
};

function isKnown(language: string): language is keyof typeof catalogues {
  return language in catalogues;
}

/** The texts in Outlook's display language where there is a catalogue for it, else in English. */
export async function loadText(displayLanguage: string): Promise<Text> {
  const { language } = new Intl.Locale(displayLanguage);
  const known = isKnown(language);
  const { default: sources } = await catalogues[known ? language : "en"]();
  return createText(known ? displayLanguage : "en", sources);
}
