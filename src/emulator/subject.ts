/** What mail programs put before a subject on reply and forward, English, German, Nordic, Romance, Slavic, Turkish, Arabic and Chinese. */
const prefixes = [
  "re|fw|fwd|r|i",
  "aw|antw|wg|sv|vs|vb|vl",
  "tr|rif|rv|res|enc|ref",
  "odp|pd|ynt|ilt|отв|пересл",
  "رد|إعادة توجيه|回复|答复|转发",
];

/** Some count ("Re[2]:", "AW(3):"), and Chinese and French ones use their own colon or a space before it. */
const leading = new RegExp(`^\\s*(?:${prefixes.join("|")})(?:\\[\\d+\\]|\\(\\d+\\))?\\s*[:：]\\s*`, "iu");

/** The subject that all answers share: Outlook's `normalizedSubject`. */
export function normalizeSubject(subject: string): string {
  let rest = subject.trim();
  while (leading.test(rest)) rest = rest.replace(leading, "");
  return rest;
}
