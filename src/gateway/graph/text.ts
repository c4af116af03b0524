/**
 * People choose their own names, guests from anywhere too: control characters and marks that turn the direction of what follows (Unicode TR 9
 * section 2) are nobody's words. Line breaks and tabs stay.
 */
export const clean = (text: string): string => text.replaceAll(/[\u202A-\u202E\u2066-\u2069\uFEFF]|(?![\n\t])\p{Cc}/gu, "").trim();

/** The same in one line, of so many characters at the most. */
export function lineOf(text: string, most: number): string {
  return shorten(clean(text).replaceAll(/\s+/g, " "), most);
}

export function shorten(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : text;
}
