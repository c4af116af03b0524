import { makeStyles, tokens } from "@fluentui/react-components";
import { useMemo, type RefCallback } from "react";
import type { Time } from "../../protocol/index.ts";
import { useText } from "../texts/index.tsx";
import { busyTimes, freeTimes, type Known } from "./gap.ts";
import { Axis, Strip } from "./strip.tsx";
import { rangeText } from "./words.ts";
import type { Span } from "./workday.ts";

const useStyles = makeStyles({
  // The clock stays in sight over everyone's strip.
  together: {
    position: "sticky",
    insetBlockStart: 0,
    zIndex: 1,
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, fontWeight: tokens.fontWeightSemibold },
  words: {
    margin: 0,
    marginBlockStart: tokens.spacingVerticalXXS,
    // Two lines: it stays over everyone, and must leave them room.
    display: "-webkit-box",
    WebkitBoxOrient: "vertical",
    WebkitLineClamp: 2,
    overflow: "hidden",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    minHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
});

interface Props {
  readonly ref: RefCallback<HTMLElement>;
  /** Those who would be there, and how many are left out. */
  readonly people: readonly Known[];
  readonly left: number;
  /** Nobody's calendar besides the reader's is known: there is no "together". */
  readonly alone: boolean;
  readonly span: Span;
  readonly gap: Span | undefined;
  readonly now: Time;
  readonly length: number;
  readonly timeZone: string;
}

/** The day of all of them as one strip: busy where anybody is who would be there. */
export function Together({ ref, people, left, alone, span, gap, now, length, timeZone }: Props) {
  const text = useText();
  const styles = useStyles();
  const busy = useMemo(() => busyTimes(people, span).map((time) => ({ ...time, status: "busy" as const })), [people, span]);
  const free = freeTimes(people, span, length, now).map((time) => rangeText(text, time));
  const words = free.length > 0 ? text("common-free-times", { times: text.list(free) }) : text("common-free-never");
  return (
    <div ref={ref} className={styles.together}>
      {!alone && <h2 className={styles.title}>{text(left === 0 ? "common-together" : "common-rest", { people: people.length })}</h2>}
      <Axis span={span} timeZone={timeZone} />
      {!alone && (
        <>
          <Strip span={span} slots={busy} now={now} gap={gap} />
          <p className={styles.words} title={words}>
            {people.length > 0 && words}
          </p>
        </>
      )}
    </div>
  );
}
