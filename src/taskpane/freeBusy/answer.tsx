import { makeStyles, tokens } from "@fluentui/react-components";
import { PlainButton } from "../button.tsx";
import type { OpenItem } from "../item.ts";
import { useRollcall } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import type { Entry } from "./entries.ts";
import type { Told } from "./tell.ts";

const useStyles = makeStyles({
  answer: {
    display: "flex",
    flexDirection: "column",
    alignItems: "start",
    gap: tokens.spacingVerticalXS,
    paddingBlock: tokens.spacingVerticalM,
    paddingInline: tokens.spacingHorizontalM,
  },
  headline: {
    textWrap: "pretty",
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  more: {
    margin: 0,
    textWrap: "pretty",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  actions: { display: "flex", gap: tokens.spacingHorizontalS, ":empty": { display: "none" } },
});

interface Props {
  readonly told: Told;
  readonly item: OpenItem;
  readonly entries: readonly Entry[];
  /** Milliseconds that the reader wants to talk. */
  readonly length: number;
  readonly again: () => void;
}

/** The earliest common time in words, and what can be done with it. */
export function Answer({ told: { headline, more, time, failed }, item, entries, length, again }: Props) {
  const { mailbox } = useRollcall();
  const text = useText();
  const styles = useStyles();
  const { newAppointment } = mailbox;

  const plan = (start: number): void => {
    const asked = entries.filter(({ you, list }) => !you && !list);
    const those = (optional: boolean) => asked.flatMap((entry) => (entry.address && entry.optional === optional ? entry.address : []));
    newAppointment?.({ required: those(false), optional: those(true), start, end: start + length, subject: item.context.subject ?? "" });
  };
  return (
    <div className={styles.answer}>
      <output className={styles.headline}>{headline}</output>
      {more.map((line) => (
        <p key={line} className={styles.more}>
          {line}
        </p>
      ))}
      <div className={styles.actions}>
        {failed && <PlainButton onClick={again}>{text("common-retry")}</PlainButton>}
        {time && newAppointment && (
          <PlainButton look="primary" onClick={() => plan(time.start)}>
            {text("common-appointment")}
          </PlainButton>
        )}
      </div>
    </div>
  );
}
