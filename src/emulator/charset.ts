/** What the Encoding Standard gives for the bytes 0x80 to 0x9F of windows-1252, which is what mail calls ISO 8859-1 too. */
const windows1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/**
 * Node decodes those bytes as control characters from 20.18.3 on (nodejs/node#56542); no mail means them. Quotation marks, dashes and
 * the euro sign come back.
 */
export function repairWindows1252(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (control) => windows1252[control.charCodeAt(0) - 0x80] ?? control);
}
