import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { useCallback, useEffect, useRef } from "react";
import { useRollcall, useSelect } from "../store.tsx";
import { useAllText } from "../texts/index.tsx";
import { Choose } from "./choose.tsx";
import { Controls } from "./controls.tsx";
import { Parties } from "./parties.tsx";
import { activeCall } from "./state.ts";
import { Timer } from "./timer.tsx";
import { Trouble } from "./trouble.tsx";

/** The reader's call. It goes on while they look elsewhere: nothing of it lives in here. */
export default function CallView() {
  const { store } = useRollcall();
  const call = useSelect((state) => activeCall(state.calls));
  const choice = useSelect((state) => state.calls.choice);
  const top = useRef<HTMLElement>(null);
  const styles = useStyles();
  const text = useAllText();
  const back = useCallback(() => store.dispatch({ type: "view", view: { name: "people" } }), [store]);

  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented) back();
    };
    document.addEventListener("keydown", leave);
    return () => document.removeEventListener("keydown", leave);
  }, [back]);
  // A call that is over leaves its view; how it ended is said in the strip.
  const empty = !call && !choice;
  useEffect(() => {
    if (empty) back();
    else top.current?.focus();
  }, [empty, back]);

  if (choice) return <Choose choice={choice} back={back} />;
  if (!call) return null;
  const { subject } = call.context;
  return (
    <section ref={top} tabIndex={-1} className={styles.view} aria-label={text("call-view")}>
      <header className={styles.header}>
        <Button appearance="subtle" icon={<ArrowLeftRegular className={styles.arrow} />} aria-label={text("call-back")} onClick={back} />
        <bdi className={styles.subject}>{subject || text("call-view")}</bdi>
        {call.established !== undefined && <Timer since={call.established} />}
      </header>
      <Trouble />
      <Parties call={call} />
      <Controls call={call} />
    </section>
  );
}

const useStyles = makeStyles({
  view: {
    display: "flex",
    flexDirection: "column",
    height: "100%",
    minHeight: 0,
    outlineStyle: "none",
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
  },
  header: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    paddingInlineEnd: tokens.spacingHorizontalM,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  arrow: { ":dir(rtl)": { transform: "scaleX(-1)" } },
  subject: {
    flexGrow: 1,
    minWidth: 0,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontWeight: tokens.fontWeightSemibold,
  },
});
