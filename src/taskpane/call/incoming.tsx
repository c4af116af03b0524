import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { CallFilled } from "@fluentui/react-icons/svg/call";
import type { Call } from "../../protocol/index.ts";
import { useNames } from "../people/names.ts";
import { useRollcall } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { answer, decline } from "./act.ts";

/** A call that rings for the reader. It does not take the focus: the reader may be writing. */
export function Incoming({ call, busy }: { readonly call: Call; readonly busy: boolean }) {
  const rollcall = useRollcall();
  const nameOf = useNames();
  const styles = useStyles();
  const text = useText();
  const name = nameOf(call.from);
  const others = call.parties.length - 2;
  const { subject } = call.context;
  return (
    <section className={styles.incoming} aria-label={text("call-incoming", { name, others })}>
      <div role="alert">
        <p className={styles.who}>
          <CallFilled aria-hidden className={styles.icon} />
          <span>{text("call-incoming", { name, others })}</span>
        </p>
        {subject && <bdi className={styles.subject}>{subject}</bdi>}
      </div>
      <div className={styles.actions}>
        <Button appearance="primary" aria-label={text("call-answer-name", { name })} onClick={() => void answer(rollcall, call)}>
          {text(busy ? "call-hang-up-and-answer" : "call-answer")}
        </Button>
        <Button aria-label={text("call-decline-name", { name })} onClick={() => void decline(rollcall, call)}>
          {text("call-decline")}
        </Button>
      </div>
    </section>
  );
}

const useStyles = makeStyles({
  incoming: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    borderTop: `${tokens.strokeWidthThick} solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
  },
  who: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    margin: 0,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
  },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500, color: tokens.colorBrandForeground1 },
  subject: { display: "block", color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, marginBlockStart: tokens.spacingVerticalM },
});
