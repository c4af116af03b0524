import { convert } from "html-to-text";
import { clean, lineOf, shorten } from "../../graph/text.ts";

/** Characters. */
const longest = { note: 280, message: 1000 };
/** Elements within elements: what is deeper was written by nobody, and would use up the stack. */
const maxDepth = 100;

/** Plain text of what may be HTML: links show their words alone, pictures nothing. */
const toText = (html: string): string =>
  convert(html, {
    wordwrap: false,
    preserveNewlines: true,
    limits: { maxDepth },
    selectors: [
      { selector: "a", options: { ignoreHref: true } },
      { selector: "img", format: "skip" },
      { selector: "table", format: "inline" },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, format: "block" })),
    ],
  });

const isHtml = (text: string) => /<[a-z!/][^>]*>/i.test(text);

/** An automatic reply, which Outlook keeps as HTML; undefined where nothing is left of it. */
export const messageIn = (html: string | null | undefined): string | undefined =>
  shorten(clean(toText(html ?? "")).replaceAll(/\n{3,}/g, "\n\n"), longest.message) || undefined;

/** A status message in one line. Teams marks those that it shows to who writes with an empty element. */
export const noteIn = (content: string | null | undefined): string | undefined => {
  const text = content ?? "";
  return lineOf(isHtml(text) ? toText(text) : text, longest.note) || undefined;
};
