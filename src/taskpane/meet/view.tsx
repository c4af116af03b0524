import { makeStyles, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { useCallback, useMemo, useReducer, useState } from "react";
import { PlainButton } from "../button.tsx";
import type { OpenItem } from "../item.ts";
import { useEscape } from "../leave.ts";
import { toRows } from "../people/rows.ts";
import { reachable } from "../people/summary.ts";
import { useHas, useRollcall, useSelect } from "../store.tsx";
import { useAllText, useText } from "../texts/index.tsx";
import { meetNow } from "./act.ts";
import { Choose, Invited } from "./choose.tsx";
import { Outcome } from "./outcome.tsx";
import { meetWith, reduceMeet } from "./state.ts";
import { Ways } from "./ways.tsx";

const useStyles = makeStyles({
  view: { display: "flex", flexDirection: "column", height: "100%", minHeight: 0, backgroundColor: tokens.colorNeutralBackground1 },
  header: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    padding: tokens.spacingHorizontalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  arrow: { ":dir(rtl)": { transform: "scaleX(-1)" } },
  about: { minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, fontWeight: tokens.fontWeightSemibold },
  subject: {
    display: "block",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  footer: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
  another: { alignSelf: "flex-start", paddingInline: 0, color: tokens.colorBrandForegroundLink },
  main: { minHeight: "32px", paddingInline: tokens.spacingHorizontalL, fontSize: tokens.fontSizeBase300 },
});

/** The reader has come here by a button that is covered now. */
const focus = (button: HTMLButtonElement | null): void => button?.focus();

/** Whom to meet, and the ways to do it: at once in a meeting, or in the network's own application. */
export default function MeetView() {
  useAllText();
  const { store } = useRollcall();
  const item = useSelect((state) => state.item);
  const back = useCallback(() => store.dispatch({ type: "view", view: { name: "people" } }), [store]);
  useEscape(back);
  // Those of the item that it was opened with: another one that is looked at meanwhile changes nothing.
  const [about] = useState(item);
  return about ? <MeetAbout item={about} back={back} /> : null;
}

function MeetAbout({ item, back }: { readonly item: OpenItem; readonly back: () => void }) {
  const rollcall = useRollcall();
  const text = useText();
  const styles = useStyles();
  const meetings = useHas("meetings");
  const ways = useHas("links");
  const people = usePeople(item);
  const [meet, dispatch] = useReducer(reduceMeet, people, meetWith);
  const [key, setKey] = useState(newKey);
  const picked = useMemo(() => people.filter((person) => meet.picked.has(person)), [people, meet.picked]);
  const { context } = item;
  const begin = (): void => {
    if (picked.length === 0 || meet.meeting.state === "making") return;
    void meetNow(rollcall, { people: picked, context, key, words: text("meet-invitation") }, dispatch);
  };
  const over = meet.meeting.state === "ready";
  return (
    <section className={styles.view} aria-label={text(meetings ? "meet-title" : "ways-title")}>
      <header className={styles.header}>
        <PlainButton
          look="subtle"
          ref={focus}
          icon={<ArrowLeftRegular className={styles.arrow} />}
          label={text("meet-back")}
          onClick={back}
        />
        <div className={styles.about}>
          <h1 className={styles.title}>{text(meetings ? "meet-title" : "ways-title")}</h1>
          {context.subject && (
            <span className={styles.subject} title={context.subject}>
              <bdi>{context.subject}</bdi>
            </span>
          )}
        </div>
      </header>
      {over ? <Invited people={picked} /> : <Choose people={people} picked={meet.picked} dispatch={dispatch} />}
      <footer className={styles.footer}>
        {meetings && (
          <>
            <Outcome meeting={meet.meeting} invitation={meet.invitation} />
            {!over && (
              <div className={styles.line}>
                <output>{text("meet-picked", { picked: picked.length, people: people.length })}</output>
                <PlainButton
                  look="primary"
                  className={styles.main}
                  aria-disabled={picked.length === 0 || meet.meeting.state === "making"}
                  onClick={begin}
                >
                  {text(meet.meeting.state === "failed" ? "meet-again" : "meet-now")}
                </PlainButton>
              </div>
            )}
          </>
        )}
        {ways && !over && <Ways people={picked} context={context} />}
        {over && (
          <PlainButton look="subtle" className={styles.another} onClick={another}>
            {text("meet-another")}
          </PlainButton>
        )}
      </footer>
    </section>
  );

  function another(): void {
    setKey(newKey());
    dispatch({ type: "meeting", meeting: { state: "none" } });
    dispatch({ type: "invitation", invitation: { state: "none" } });
  }
}

const newKey = (): string => crypto.randomUUID();

/** Who can be reached at the moment at which the view opens; whoever comes or goes later does not move under the pointer. */
function usePeople(item: OpenItem) {
  const { store, mailbox } = useRollcall();
  const [people] = useState(() => {
    const { people: known, me } = store.get();
    return reachable(toRows(item, known, me?.person.address ?? mailbox.user.address), known.presence);
  });
  return people;
}
