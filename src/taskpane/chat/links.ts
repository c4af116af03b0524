import { find } from "linkifyjs";

/** A stretch of a message: plain text, or with a `href` a link. */
export interface Part {
  readonly text: string;
  readonly href?: string;
  readonly start: number;
}

/** All that a message may link to; whatever else looks like an address stays text. */
const allowed = /^(?:https?:\/\/|mailto:)/i;

/** Direction overrides could make an address read as another one (UTS #55): such a stretch is no link. */
const overrides = /[\u202a-\u202e\u2066-\u2069]/;

/** Cuts a message where links begin and end. */
export function linked(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const link of find(text, { defaultProtocol: "https" })) {
    if (!allowed.test(link.href) || overrides.test(link.value)) continue;
    if (link.start > end) parts.push({ text: text.slice(end, link.start), start: end });
    parts.push({ text: link.value, href: link.href, start: link.start });
    end = link.end;
  }
  if (end < text.length) parts.push({ text: text.slice(end), start: end });
  return parts;
}
