import ICAL from "ical.js";
import type { Phone, Photo } from "../../../protocol/index.ts";
import { ListEntry, mistakesOf, inWords, PersonEntry, type Located, type Mistake, type Reading } from "./entry.ts";
import { readPicture } from "./picture.ts";

interface Card {
  readonly line: number;
  readonly text: string;
}

/** vCard 3 and 4 (RFC 2426, RFC 6350), one or many in a file; `KIND:group` is a list. Mistakes name the line where their card begins. */
export function readVcard(text: string): Reading {
  const found: Mistake[] = [];
  const cards: { readonly line: number; readonly card: ICAL.Component }[] = [];
  for (const { line, text: part } of split(text)) {
    try {
      cards.push({ line, card: new ICAL.Component(ICAL.parse(part)) });
    } catch (error) {
      // ical.js keeps its ParserError to itself; whatever it cannot read is a mistake in this card.
      found.push({ where: at(line), what: error instanceof Error ? error.message : "is no vCard" });
    }
  }
  const byUid = new Map(cards.map(({ card }) => [withoutUrn(textOf(card, "uid") ?? ""), emails(card)[0]]));
  const entries: Located[] = [];
  const leftOut: Mistake[] = [];
  for (const { line, card } of cards) {
    if (emails(card).length === 0) continue; // an address book holds such too; no message is from or to them
    const isList = kindOf(card) === "group";
    const picture = pictureOf(card);
    if (picture === null) leftOut.push({ where: at(line), what: "a photo that is no JPEG or PNG, or larger than may be shown" });
    const raw = isList ? list(card, byUid) : { ...person(card), photo: picture ?? undefined };
    const { data, error } = (isList ? ListEntry : PersonEntry).safeParse(raw, { error: inWords });
    if (data) entries.push({ where: at(line), entry: data });
    else if (error) found.push(...mistakesOf(error, (path) => [at(line), ...path].join(" ")));
  }
  return found.length > 0 ? { mistakes: found } : { entries, leftOut };
}

function person(card: ICAL.Component) {
  const [address, ...aliases] = emails(card);
  const department = card.getFirstPropertyValue("org");
  const timeZone = textOf(card, "tz");
  return {
    address,
    aliases,
    kind: kindOf(card) === "location" ? "room" : "person",
    name: textOf(card, "fn"),
    title: textOf(card, "title"),
    // ORG is the organisation and then its units.
    department: Array.isArray(department) ? department.slice(1).join(", ") : undefined,
    phones: phones(card),
    // RFC 6350 section 6.5.1: an offset is allowed too, but it says nothing about summer.
    timeZone: timeZone?.includes("/") ? timeZone : undefined,
    jid: values(card, "impp") // RFC 4770, and RFC 6350 section 6.4.3
      .find((uri) => uri.startsWith("xmpp:"))
      ?.slice("xmpp:".length),
  };
}

function list(card: ICAL.Component, byUid: ReadonlyMap<string, string | undefined>) {
  const [address, ...aliases] = emails(card);
  const members = [...values(card, "member"), ...values(card, "x-addressbookserver-member")];
  return {
    address,
    aliases,
    name: textOf(card, "fn"),
    members: members.map((member) => byUid.get(withoutUrn(member)) ?? member.replace(/^mailto:/i, "")),
  };
}

/** Its photo; null where it cannot be used. Other programs put large ones into their cards, which is no mistake of whoever keeps the file. */
function pictureOf(card: ICAL.Component): Photo | null | undefined {
  const [photo] = values(card, "photo");
  const elsewhere = photo === undefined || /^(?!data:)[a-z]+:/i.test(photo); // a picture on the web is not fetched
  return elsewhere ? undefined : (readPicture(photo) ?? null);
}

/** The preferred one first: `PREF=1` in version 4, `TYPE=PREF` in version 3. */
function emails(card: ICAL.Component): readonly string[] {
  const found = card.getAllProperties("email").map((property) => {
    const rank = typesOf(property).includes("pref") ? 1 : Number(property.getFirstParameter("pref") ?? 101);
    return { rank, text: String(property.getFirstValue()).replace(/^mailto:/i, "") };
  });
  return found.toSorted((a, b) => a.rank - b.rank).map(({ text }) => text);
}

const phoneKinds: readonly (readonly [type: string, kind: Phone["kind"]])[] = [
  ["cell", "mobile"],
  ["home", "home"],
  ["work", "work"],
];

function phones(card: ICAL.Component): Phone[] {
  return card.getAllProperties("tel").flatMap((property) => {
    const types = typesOf(property);
    if (types.includes("fax") || types.includes("pager")) return [];
    const kind = phoneKinds.find(([type]) => types.includes(type))?.[1] ?? "work";
    return [{ kind, number: String(property.getFirstValue()).replace(/^tel:/i, "") }];
  });
}

const typesOf = (property: ICAL.Property): string[] =>
  [property.getParameter("type") ?? []].flat().map((type) => String(type).toLowerCase());

const kindOf = (card: ICAL.Component): string | undefined =>
  (textOf(card, "kind") ?? textOf(card, "x-addressbookserver-kind"))?.toLowerCase();

const values = (card: ICAL.Component, name: string): string[] =>
  card.getAllProperties(name).map((property) => String(property.getFirstValue()));

function textOf(card: ICAL.Component, name: string): string | undefined {
  const value = card.getFirstPropertyValue(name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

const withoutUrn = (uid: string): string => uid.toLowerCase().replace(/^urn:uuid:/, "");

const at = (line: number): string => `line ${line}`;

/** Each card by itself, so that a mistake has a line. What stands outside of any card is a card that cannot be read. */
function split(text: string): Card[] {
  const cards: { line: number; text: string }[] = [];
  let inside = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const begins = /^BEGIN:VCARD\s*$/i.test(line);
    if (begins || (!inside && line.trim() !== "")) cards.push({ line: index + 1, text: "" });
    const card = cards.at(-1);
    if (card && (inside || line.trim() !== "")) card.text += `${line}\r\n`;
    inside = begins || (inside && !/^END:VCARD\s*$/i.test(line));
  }
  return cards;
}
