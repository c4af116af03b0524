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

/** And those of signing in: most readers never see them. */
const signInCatalogues = {
  en: () => import("./en/signIn.ftl"),
  de: () => import("./de/signIn.ftl"),
  ar: () => import("./ar/signIn.ftl"),
};

/** And those of meeting. */
const meetCatalogues = {
  en: () => import("./en/meet.ftl"),
  de: () => import("./de/meet.ftl"),
  ar: () => import("./ar/meet.ftl"),
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

type Loading = WeakMap<Text, Promise<void>>;

/** Adds a part's texts, once; the same promise each time, as React's `use` wants it. */
function addOnce(loading: Loading, catalogues: typeof freeBusyCatalogues, text: Text): Promise<void> {
  const known = loading.get(text);
  if (known) return known;
  const added = catalogues[catalogueOf(text.language)]().then(({ default: source }) => text.add(source));
  loading.set(text, added);
  return added;
}

const freeBusyLoading: Loading = new WeakMap();
const signInLoading: Loading = new WeakMap();
const meetLoading: Loading = new WeakMap();

export const loadFreeBusyText = (text: Text): Promise<void> => addOnce(freeBusyLoading, freeBusyCatalogues, text);
export const loadSignInText = (text: Text): Promise<void> => addOnce(signInLoading, signInCatalogues, text);
export const loadMeetText = (text: Text): Promise<void> => addOnce(meetLoading, meetCatalogues, text);
