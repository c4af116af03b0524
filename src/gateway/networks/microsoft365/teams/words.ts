import { convert, type FormatCallback, type HtmlToTextOptions } from "html-to-text";
import * as z from "zod/mini";

const text = z.optional(z.nullable(z.string()));

export const Attachment = z.object({ id: text, contentType: text, contentUrl: text, content: text, name: text });
export type Attachment = z.output<typeof Attachment>;

export const Body = z.object({ contentType: text, content: text });
export type Body = z.output<typeof Body>;

/** Characters of a card or a quotation. */
const longest = 500;
/** Elements within elements, of HTML and of cards: what is deeper was written by nobody, and would use up the stack. */
const maxDepth = 100;

/**
 * A Teams message as plain text: "@" before whom it mentions, emoji as themselves, and in place of files, pictures and cards a sign with what is
 * written on them. Signs are understood in every language; words of ours would not be.
 */
export function textOf(body: Body, attachments: readonly Attachment[] = []): string {
  const content = body.content ?? "";
  const shown = new Set<string>();
  const inPlace = (id: string): string => {
    const found = attachments.find((attachment) => attachment.id === id);
    if (!found) return "";
    shown.add(id);
    return wordsOf(found);
  };
  const main = body.contentType?.toLowerCase() === "html" ? fromHtml(content, inPlace) : content;
  const others = attachments.filter(({ id }) => !shown.has(id ?? "")).map(wordsOf);
  return [main, ...others].filter((part) => part !== "").join("\n");
}

function fromHtml(html: string, inPlace: (id: string) => string): string {
  const insert =
    (textFor: (attributes: Readonly<Record<string, string>>) => string): FormatCallback =>
    (element, _walk, builder) =>
      void builder.addInline(textFor(element.attribs ?? {})); // the library calls them any
  const options: HtmlToTextOptions = {
    wordwrap: false,
    preserveNewlines: true,
    limits: { maxDepth },
    formatters: {
      mention(element, walk, builder) {
        builder.addInline("@", { noWordTransform: true });
        walk(element.children, builder);
      },
      attachment: insert(({ id = "" }) => inPlace(id)),
      emoji: insert(({ alt = "" }) => alt),
      // Teams has had its emoji as pictures, too.
      picture: insert(({ alt = "", itemtype = "" }) => (itemtype.endsWith("/Emoji") ? alt : `🖼 ${alt}`.trim())),
    },
    selectors: [
      { selector: "at", format: "mention" },
      { selector: "attachment", format: "attachment" },
      { selector: "emoji", format: "emoji" },
      { selector: "img", format: "picture" },
      { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["<", ">"] } },
      { selector: "p", options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: "table", format: "dataTable", options: { uppercaseHeaderCells: false } },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, format: "block" })),
    ],
  };
  return convert(html, options).trim();
}

/** Cards come as JSON of several makers; what people read on them has these names in all of them. */
const readable: ReadonlySet<string> = new Set(["title", "subtitle", "text", "value", "fallbackText"]);

function wordsOf({ contentType, contentUrl, content, name }: Attachment): string {
  if (contentType === "messageReference") {
    const { messagePreview } = parsed(content);
    return typeof messagePreview === "string" ? `> ${shorten(messagePreview)}\n` : "";
  }
  if (contentType?.startsWith("application/vnd.microsoft.")) return `🗂 ${shorten([...onCard(parsed(content))].join("\n"))}`.trim();
  const link = /^https?:\/\//i.test(contentUrl ?? "") ? contentUrl : undefined;
  return ["📎", name, link].filter(Boolean).join(" ");
}

function* onCard(part: unknown, depth = 0): Generator<string> {
  if (typeof part !== "object" || part === null || depth > maxDepth) return;
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === "string" && readable.has(key)) yield fromHtml(value, () => "");
    else yield* onCard(value, depth + 1);
  }
}

function parsed(json: string | null | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json ?? "");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const shorten = (words: string): string => (words.length > longest ? `${words.slice(0, longest)}…` : words);
