import { makeStyles } from "@fluentui/react-components";
import { useMemo } from "react";
import type { EmailAddress } from "../../protocol/index.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useAllText } from "../texts/index.tsx";
import { useFreeBusy } from "./ask.ts";
import { Axis, Strip } from "./strip.tsx";
import { dayText, freeBusyText } from "./words.ts";
import { readersHours, readersZone, wholeDays, workdays } from "./workday.ts";

const useStyles = makeStyles({
  calendar: { display: "flex", flexDirection: "column" },
});

/** One person's calendar in the reader's working hours, those that go on now or the next ones. */
export function PersonCalendar({ address }: { readonly address: EmailAddress }) {
  const { mailbox } = useRollcall();
  const text = useAllText();
  const styles = useStyles();
  const now = useSelect((state) => state.now);
  const people = useMemo(() => [address], [address]);
  const hours = readersHours(mailbox.language, readersZone());
  const [span] = workdays(now, hours, 1);
  const asked = span && wholeDays([span], hours.timeZone);
  const [answers] = useFreeBusy(people, asked ?? { start: now, end: now + 1 });
  const answer = answers.people.get(address);
  if (!span) return null;
  return (
    <div className={styles.calendar}>
      {answer && "slots" in answer && (
        <>
          <Axis span={span} timeZone={hours.timeZone} labels={4} />
          <Strip span={span} slots={answer.slots} now={now} />
        </>
      )}
      <span>
        {answers.state === "failed" && !answer
          ? text("common-failed", { code: answers.code ?? "internal" })
          : text("calendar-day", { day: dayText(text, span.start, now), words: freeBusyText(text, answer, span) })}
      </span>
    </div>
  );
}
