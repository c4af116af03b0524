import type { Text } from "../texts/text.ts";
import type { Summary } from "./summary.ts";

const namesShown = 3;

/** "3 of 8 can talk now". */
export function answerText(text: Text, { names, people, pending }: Summary): string {
  if (pending > 0 && pending === people) return text("summary-asking", { people });
  return text("summary", { free: names.length, people });
}

/** The first of their names, and how many more. */
export function namesText(text: Text, { names }: Pick<Summary, "names">): string {
  if (names.length === 0) return "";
  const shown = text.list(names.slice(0, namesShown));
  return names.length > namesShown
    ? text("summary-names-more", { names: shown, more: names.length - namesShown })
    : text("summary-names", { names: shown });
}

/** The whole answer in one sentence, as it is spoken. */
export function spokenText(text: Text, summary: Summary): string {
  const answer = answerText(text, summary);
  return summary.names.length === 0 ? answer : text("summary-spoken", { summary: answer, names: namesText(text, summary) });
}
