import type { EmailAddress } from "../../protocol/index.ts";

/** Somebody who asks to see the reader's status, and how far their answer is. */
export interface Asker {
  readonly person: EmailAddress;
  readonly state: "waiting" | "answering" | "failed" | "allowed" | "declined";
}

export type AskersEvent =
  /** All who ask now, by the gateway. */
  | { readonly type: "asking"; readonly people: readonly EmailAddress[] }
  | { readonly type: "answer"; readonly person: EmailAddress; readonly state: Asker["state"] }
  /** Somebody else has answered them, or they ask no longer. */
  | { readonly type: "gone"; readonly person: EmailAddress }
  /** The reader has seen what became of those who are answered. */
  | { readonly type: "seen" };

export const isAnswered = ({ state }: Asker): boolean => state === "allowed" || state === "declined";

/** Whoever is answered stays in their place until that is seen: the next one must not come under a finger that presses twice. */
export function reduceAskers(askers: readonly Asker[], event: AskersEvent): readonly Asker[] {
  switch (event.type) {
    case "asking": {
      const people = new Set(event.people);
      const kept = askers.flatMap((asker): readonly Asker[] => {
        if (!people.delete(asker.person)) return isAnswered(asker) || asker.state === "answering" ? [asker] : [];
        return [isAnswered(asker) ? { ...asker, state: "waiting" } : asker]; // who asks again wants another answer
      });
      return [...kept, ...[...people].map((person) => ({ person, state: "waiting" }) as const)];
    }
    case "answer":
      return askers.map((asker) => (asker.person === event.person ? { ...asker, state: event.state } : asker));
    case "gone":
      return askers.filter(({ person }) => person !== event.person);
    case "seen":
      return askers.filter((asker) => !isAnswered(asker));
  }
}
