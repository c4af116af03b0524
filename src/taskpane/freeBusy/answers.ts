import type { EmailAddress, FreeBusy } from "../../protocol/index.ts";
import type { WireError } from "../connection.ts";
import type { Span } from "./workday.ts";

/** What was asked for, and what is known of it so far. */
export interface Answers {
  readonly state: "asking" | "known" | "failed";
  /** Answers hold for this time alone. */
  readonly span: Span | undefined;
  readonly people: ReadonlyMap<EmailAddress, FreeBusy>;
  /** Why the last question failed. */
  readonly code?: WireError["code"];
}

export type AnswersEvent =
  | { readonly type: "asking"; readonly span: Span }
  | { readonly type: "heard"; readonly people: readonly FreeBusy[] }
  | { readonly type: "known" }
  | { readonly type: "failed"; readonly code: WireError["code"] };

export const noAnswers: Answers = { state: "asking", span: undefined, people: new Map() };

export function reduceAnswers(answers: Answers, event: AnswersEvent): Answers {
  switch (event.type) {
    case "asking": {
      const same = answers.span?.start === event.span.start && answers.span.end === event.span.end;
      // Asked again, what is known stays in sight; of another time it says nothing.
      return { state: "asking", span: event.span, people: same ? answers.people : noAnswers.people };
    }
    case "heard":
      return { ...answers, people: new Map([...answers.people, ...event.people.map((one) => [one.address, one] as const)]) };
    case "known":
      return { ...answers, state: "known" };
    case "failed":
      return { ...answers, state: "failed", code: event.code };
  }
}
