import { makeStyles, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Person } from "../../protocol/index.ts";
import { PlainButton } from "../button.tsx";
import type { OpenItem } from "../item.ts";
import { useEscape } from "../leave.ts";
import { useHeight } from "../people/height.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useAllText, useText } from "../texts/index.tsx";
import { Answer } from "./answer.tsx";
import { Choice } from "./choice.tsx";
import { Strips } from "./list.tsx";
import { Together } from "./together.tsx";
import { useCommonTime } from "./find.ts";
import { dayText } from "./words.ts";
import { readersZone } from "./workday.ts";

const useStyles = makeStyles({
  view: { display: "flex", flexDirection: "column", height: "100%", minHeight: 0, backgroundColor: tokens.colorNeutralBackground1 },
  header: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    paddingBlock: tokens.spacingVerticalXS,
    paddingInline: tokens.spacingHorizontalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  arrow: { ":dir(rtl)": { transform: "scaleX(-1)" } },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  scroller: { position: "relative", flexGrow: 1, minHeight: 0, overflowY: "auto", overflowX: "hidden" },
  choices: {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    paddingBlockStart: tokens.spacingVerticalM,
    paddingInline: tokens.spacingHorizontalM,
  },
});

/** The reader has come here by a button that is covered now. */
const focus = (button: HTMLButtonElement | null): void => button?.focus();

const minute = 60_000;
const lengths = [15, 30, 60] as const;

/** When everyone on the open item can talk. */
export default function FreeBusyView() {
  useAllText();
  const { store, mailbox } = useRollcall();
  const item = useSelect((state) => state.item);
  const person = useSelect((state) => state.me?.person);
  const me = useMemo((): Person => person ?? { ...mailbox.user, kind: "person" }, [person, mailbox]);
  const back = useCallback(() => store.dispatch({ type: "view", view: { name: "people" } }), [store]);
  // Nothing is open any more: there is nobody to talk to.
  useEffect(() => {
    if (item === null) back();
  }, [item, back]);
  useEscape(back);
  return item ? <CommonTimeOf item={item} me={me} back={back} /> : null;
}

function CommonTimeOf({ item, me, back }: { readonly item: OpenItem; readonly me: Person; readonly back: () => void }) {
  const text = useText();
  const styles = useStyles();
  const now = useSelect((state) => state.now);
  const [minutes, setMinutes] = useState<(typeof lengths)[number]>(30);
  const [day, setDay] = useState<number>();
  const scroller = useRef<HTMLElement>(null);
  const [head, measureHead] = useHeight();
  const [together, measureTogether] = useHeight();
  const length = minutes * minute;
  const { entries, answers, known, spans, told, again } = useCommonTime(item, me, length);
  const { time } = told;
  const suggested = spans.findIndex(({ start, end }) => time && time.start >= start && time.end <= end);
  const shown = day ?? Math.max(0, suggested);
  const span = spans[shown] ?? spans[0];
  if (!span) return null;
  return (
    <section className={styles.view} aria-label={text("common-title", { people: entries.length })}>
      <header className={styles.header}>
        <PlainButton
          look="subtle"
          ref={focus}
          icon={<ArrowLeftRegular className={styles.arrow} />}
          label={text("common-back")}
          onClick={back}
        />
        <h1 className={styles.title}>{text("common-title", { people: entries.length })}</h1>
      </header>
      <section
        ref={scroller}
        className={styles.scroller}
        aria-label={text("common-people")}
        tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard
      >
        <div ref={measureHead}>
          <div className={styles.choices}>
            <Choice
              label={text("common-length")}
              options={lengths.map((value) => ({ value, words: lengthText(text.language, value) }))}
              value={minutes}
              onChange={setMinutes}
            />
            <Choice
              label={text("common-day")}
              options={spans.map(({ start }, value) => ({ value, words: dayText(text, start, now) }))}
              value={shown}
              onChange={setDay}
            />
          </div>
          <Answer told={told} item={item} entries={entries} length={length} again={again} />
        </div>
        <Together
          ref={measureTogether}
          people={known.filter(({ address }) => !time?.without.includes(address))}
          left={time?.without.length ?? 0}
          alone={answers.state !== "asking" && known.length < 2}
          span={span}
          gap={time}
          now={now}
          length={length}
          timeZone={readersZone()}
        />
        <Strips entries={entries} answers={answers.people} span={span} gap={time} now={now} scroller={scroller} above={head + together} />
      </section>
    </section>
  );
}

function lengthText(language: string, minutes: number): string {
  const [amount, unit] = minutes < 60 ? [minutes, "minute"] : [minutes / 60, "hour"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(amount);
}
