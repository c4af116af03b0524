import { attribute, type Stanza } from "../stanza.ts";
import { Refused } from "./refusal.ts";

/**
 * What other clients write ends up in a session description, whose lines a stray line feed would break: whatever is read
 * of them is one printable word, or nothing.
 */
export function word(element: Stanza | undefined, name: string): string | undefined {
  const value = attribute(element, name);
  return value !== undefined && /^[\x21-\x7e]{1,256}$/.test(value) ? value : undefined;
}

/** The word, which must be there. */
export function required(element: Stanza | undefined, name: string): string {
  const value = word(element, name);
  if (value === undefined) throw new Refused("malformed");
  return value;
}

/** A whole number from 0 to `most`. */
export function number(element: Stanza, name: string, most: number): number | undefined {
  const value = word(element, name);
  return value !== undefined && /^\d{1,10}$/.test(value) && Number(value) <= most ? Number(value) : undefined;
}

/** At the most so many of one kind are read; more is nothing that a browser would write. */
const mostChildren = 128;

/** The children of that name and namespace. */
export function children(element: Stanza, name: string, xmlns?: string): readonly Stanza[] {
  const found = element.getChildren(name, xmlns);
  if (found.length > mostChildren) throw new Refused("too-many");
  return found;
}
