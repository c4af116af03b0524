import * as z from "zod/mini";
import { EmailAddress, limits, Phone } from "../../../protocol/index.ts";
import { readPicture } from "./picture.ts";

/** The longest text about a person that is passed on, in characters. */
const longestText = 300;

/**
 * Words about a person as they may be shown: line breaks and control characters become spaces; marks that turn the direction of what follows
 * (Unicode TR 9 section 2) or are not seen at all go, while the joiners that Persian and emoji need stay.
 */
const Words = z.pipe(
  z.string(),
  z.transform((text) =>
    [...text.replaceAll(/[\u202A-\u202E\u2066-\u2069\u200B\u200E\u200F\u061C\u2060\uFEFF]/g, "").replaceAll(/[\s\p{Cc}]+/gu, " ")]
      .slice(0, longestText)
      .join("")
      .trim(),
  ),
);

const TimeZone = z.string().check(z.refine(isTimeZone, "is no time zone such as Europe/Berlin"));

const Picture = z.pipe(
  z.string().check(z.refine(readPicture, `must be a JPEG or PNG picture of ${limits.photo / 1024} KiB at the most, as a data URL`)),
  z.transform(readPicture),
);

const shared = {
  address: EmailAddress,
  name: z.optional(Words),
  aliases: z.optional(z.array(EmailAddress)),
};

/** A person or room, as the file tells of them. */
export const PersonEntry = z.strictObject({
  ...shared,
  kind: z.prefault(z.enum(["person", "room"]), "person"),
  title: z.optional(Words),
  department: z.optional(Words),
  phones: z.optional(z.array(Phone)),
  timeZone: z.optional(TimeZone),
  photo: z.optional(Picture),
  /** What an XMPP server calls them, where that cannot be told from the address; never shown. */
  jid: z.optional(z.string().check(z.toLowerCase(), z.regex(/^[^@/\s]+@[^@/\s]+$/, "must be a JID such as bob@example.org"))),
});

/** A distribution list; its members are people, other lists, or anybody with an address. */
export const ListEntry = z.strictObject({
  ...shared,
  kind: z.prefault(z.literal("list"), "list"),
  members: z.array(EmailAddress),
});

export type Entry = z.output<typeof PersonEntry> | z.output<typeof ListEntry>;

/** What is wrong with a file, and where in it. */
export interface Mistake {
  readonly where: string;
  readonly what: string;
}

/** What a file says: all its entries, or all its mistakes. `leftOut`: what of it cannot be used, and is not missed. */
export type Reading =
  { readonly entries: readonly Located[]; readonly leftOut?: readonly Mistake[] } | { readonly mistakes: readonly Mistake[] };
export interface Located {
  readonly where: string;
  readonly entry: Entry;
}

/** What is wrong, for people: zod's English, and a word for the pattern that only an address has to match. */
const { localeError } = z.locales.en();
export const inWords: z.core.$ZodErrorMap = (issue) => (issue.code === "invalid_format" ? "must be an e-mail address" : localeError(issue));

export const mistakesOf = (error: z.core.$ZodError, where: (path: readonly PropertyKey[]) => string): readonly Mistake[] =>
  error.issues.map((issue) => ({ where: where(issue.path), what: issue.message }));

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
