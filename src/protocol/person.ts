import * as z from "zod/mini";

const longest = 254; // RFC 5321 section 4.5.3.1, less the angle brackets

/**
 * How a person is named everywhere in Rollcall: one e-mail address, trimmed and lower-cased once at the edge.
 * JIDs, SIP URIs and Graph ids never leave their network or directory.
 */
export const EmailAddress = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.maxLength(longest), z.regex(/^[^\s@<>",;:()[\]\\\p{Cc}\p{Cf}]+@[^\s@<>",;:()[\]\\\p{Cc}\p{Cf}]+$/u))
  .brand<"EmailAddress">();
export type EmailAddress = z.output<typeof EmailAddress>;

/** The address in `text`, or undefined where there is none. */
export function parseAddress(text: string): EmailAddress | undefined {
  return EmailAddress.safeParse(text).data;
}

export const Phone = z.readonly(z.object({ kind: z.enum(["work", "mobile", "home"]), number: z.string() }));
export type Phone = z.output<typeof Phone>;

/** What the directory knows of an address. `list`: a distribution list, whose members are asked for with `expand`. */
export const Person = z.readonly(
  z.object({
    /** The primary address; presence arrives under this one, whichever alias was asked for. */
    address: EmailAddress,
    kind: z.enum(["person", "list", "room"]),
    name: z.optional(z.string()),
    title: z.optional(z.string()),
    department: z.optional(z.string()),
    aliases: z.optional(z.readonly(z.array(EmailAddress))),
    phones: z.optional(z.readonly(z.array(Phone))),
    /** IANA name, as in "Europe/Berlin". */
    timeZone: z.optional(z.string()),
    /** Lists only: how many members, where the directory tells. */
    size: z.optional(z.number()),
    /** Outside the organisation: known by address alone. */
    external: z.optional(z.boolean()),
    /** There may be a picture of them: `photos` answers. */
    photo: z.optional(z.literal(true)),
  }),
);
export type Person = z.output<typeof Person>;

/** A small picture of somebody as a data URL (RFC 2397); in base64 the 64 KiB that are allowed take a third more. */
export const Photo = z.string().check(z.maxLength(90_000), z.regex(/^data:image\/(?:jpeg|png);base64,/));
export type Photo = z.output<typeof Photo>;
