import { Button, Checkbox, makeStyles, PresenceBadge, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { useState } from "react";
import { mostInACall, type EmailAddress } from "../../protocol/index.ts";
import { useNames } from "../people/names.ts";
import { canTalk } from "../people/summary.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { startCall } from "./act.ts";
import type { Choice } from "./state.ts";

/** The reader is one of them. */
const most = mostInACall - 1;

/** More people than a call holds: the reader picks those to ring. Whoever can talk now is picked already. */
export function Choose({ choice, back }: { readonly choice: Choice; readonly back: () => void }) {
  const rollcall = useRollcall();
  const presence = useSelect((state) => state.people.presence);
  const nameOf = useNames();
  const [picked, setPicked] = useState<ReadonlySet<EmailAddress>>(
    () => new Set(choice.people.filter((address) => canTalk(presence.get(address))).slice(0, most)),
  );
  const styles = useStyles();
  const text = useText();

  const leave = (): void => {
    rollcall.store.dispatch({ type: "call-choosing", choice: undefined });
    back();
  };
  const toggle = (address: EmailAddress): void => {
    const next = new Set(picked);
    if (!next.delete(address)) next.add(address);
    setPicked(next);
  };
  const full = picked.size >= most;
  return (
    <section className={styles.view} aria-label={text("call-choose")}>
      <header className={styles.header}>
        <Button
          appearance="subtle"
          icon={<ArrowLeftRegular className={styles.arrow} />}
          aria-label={text("call-choose-back")}
          onClick={leave}
        />
        <h2 className={styles.title}>{text("call-choose")}</h2>
      </header>
      <p className={styles.words}>{text("call-choose-why", { most: mostInACall, asked: choice.people.length })}</p>
      <ul className={styles.people}>
        {choice.people.map((address) => (
          <li key={address} className={styles.person}>
            <Checkbox
              label={<bdi>{nameOf(address)}</bdi>}
              checked={picked.has(address)}
              disabled={full && !picked.has(address)}
              onChange={() => toggle(address)}
            />
            <PresenceBadge
              size="small"
              status={presence.get(address)?.availability ?? "unknown"}
              aria-label={text(`availability-${presence.get(address)?.availability ?? "unknown"}`)}
            />
          </li>
        ))}
      </ul>
      <footer className={styles.footer}>
        <output className={styles.words}>{text("call-chosen", { count: picked.size, most })}</output>
        <Button
          appearance="primary"
          disabledFocusable={picked.size === 0}
          onClick={() => picked.size > 0 && void startCall(rollcall, [...picked], choice.context)}
        >
          {text("call-chosen-call", { count: picked.size })}
        </Button>
      </footer>
    </section>
  );
}

const useStyles = makeStyles({
  view: { display: "flex", flexDirection: "column", height: "100%", minHeight: 0, backgroundColor: tokens.colorNeutralBackground1 },
  header: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, padding: tokens.spacingHorizontalS },
  arrow: { ":dir(rtl)": { transform: "scaleX(-1)" } },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  words: { margin: 0, paddingInline: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  people: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: "auto",
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    listStyleType: "none",
  },
  person: { display: "flex", alignItems: "center", justifyContent: "space-between", overflowWrap: "anywhere" },
  footer: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
});
