import { useEffect, useReducer, useState } from "react";
import { limits, type EmailAddress } from "../../protocol/index.ts";
import { WireError, type Connection } from "../connection.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { noAnswers, reduceAnswers, type Answers, type AnswersEvent } from "./answers.ts";
import type { Span } from "./workday.ts";

/** Milliseconds after which what is in sight is asked for again: calendars change. */
const fresh = 5 * 60_000;

/** When these people are busy, as far as it is known yet; asked for again when the line is back, and now and then. `again` is the reader's own wish. */
export function useFreeBusy(people: readonly EmailAddress[], { start, end }: Span): readonly [Answers, again: () => void] {
  const { connection } = useRollcall();
  const connected = useSelect((state) => state.link.state === "connected");
  const round = useSelect((state) => Math.floor(state.now / fresh));
  const [wishes, setWishes] = useState(0);
  const [answers, dispatch] = useReducer(reduceAnswers, noAnswers);
  const asked = people.join(" ");
  useEffect(() => {
    if (!connected || asked === "") return undefined;
    let live = true;
    // What was joined above.
    const addresses = asked.split(" ") as EmailAddress[];
    void ask(connection, addresses, { start, end }, (event) => live && dispatch(event));
    return () => {
      live = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- `round` and `wishes` ask again
  }, [connection, connected, asked, start, end, round, wishes]);
  return [answers, () => setWishes(wishes + 1)];
}

/** In parts, one after the other: what has come is shown while the rest is on its way. */
async function ask(
  connection: Connection,
  people: readonly EmailAddress[],
  span: Span,
  tell: (event: AnswersEvent) => void,
): Promise<void> {
  tell({ type: "asking", span });
  try {
    for (let from = 0; from < people.length; from += limits.freeBusyPeople) {
      const part = people.slice(from, from + limits.freeBusyPeople);
      const { freeBusy = [] } = await connection.request({ type: "free-busy", people: part, from: span.start, to: span.end });
      tell({ type: "heard", people: freeBusy });
    }
    tell({ type: "known" });
  } catch (error) {
    tell({ type: "failed", code: error instanceof WireError ? error.code : "internal" });
  }
}
