import { makeStyles, tokens } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronUpRegular } from "@fluentui/react-icons/svg/chevron-up";
import { PersonQuestionMarkRegular } from "@fluentui/react-icons/svg/person-question-mark";
import { useEffect, useId, useReducer, useRef, useState } from "react";
import type { EmailAddress } from "../../protocol/index.ts";
import { PlainButton } from "../button.tsx";
import { namesText } from "../people/answer.ts";
import { useNames } from "../people/names.ts";
import { usePhotos } from "../people/usePhotos.ts";
import { useSelect } from "../store.tsx";
import { useAllText } from "../texts/index.tsx";
import { AskerLine } from "./line.tsx";
import { isAnswered, reduceAskers } from "./rows.ts";

const useStyles = makeStyles({
  askers: { flexShrink: 0, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  head: {
    justifyContent: "flex-start",
    gap: tokens.spacingHorizontalS,
    width: "100%",
    paddingBlock: tokens.spacingVerticalS,
    paddingInline: tokens.spacingHorizontalM,
    borderRadius: 0,
    textAlign: "start",
    // In high contrast the background turns bright, and all that stands on it must turn dark.
    "--quiet": tokens.colorNeutralForeground2,
    ":hover": { "--quiet": tokens.colorNeutralForeground2Hover },
    ":focus-visible": { outlineOffset: "-2px" },
  },
  icon: { flexShrink: 0, fontSize: tokens.fontSizeBase500 },
  words: { display: "flex", flexDirection: "column", flexGrow: 1, minWidth: 0 },
  // However long they are, the first line still says what it is about.
  names: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", color: "var(--quiet)" },
  chevron: { flexShrink: 0, fontSize: tokens.fontSizeBase400 },
  body: { maxHeight: "45vh", overflowY: "auto", paddingBlockEnd: tokens.spacingVerticalS },
  explained: {
    margin: 0,
    paddingBlock: tokens.spacingVerticalXS,
    paddingInline: tokens.spacingHorizontalM,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  spoken: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
});

const nobody: readonly EmailAddress[] = [];

/** Who asks to see the reader's status: one quiet line, and everybody with an answer to choose on demand. */
export default function Askers() {
  const text = useAllText();
  const styles = useStyles();
  const nameOf = useNames();
  const body = useId();
  const people = useSelect((state) => state.askers) ?? nobody;
  const item = useSelect((state) => state.item?.id);
  const found = useSelect((state) => state.people.found);
  const [askers, dispatch] = useReducer(reduceAskers, []);
  const [open, setOpen] = useState(false);
  const spoken = useRef<HTMLOutputElement>(null);
  useEffect(() => dispatch({ type: "asking", people }), [people]);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- whoever goes on to another item has seen what is here
  useEffect(() => dispatch({ type: "seen" }), [item]);
  if (open && askers.length === 0) setOpen(false); // whoever asks next is one quiet line again
  usePhotos(open ? askers.map(({ person }) => found.get(person)) : []);

  const waiting = askers.filter((asker) => !isAnswered(asker));
  const names = namesText(text, { names: waiting.map(({ person }) => nameOf(person)) });
  const words = text(waiting.length > 0 ? "askers" : "askers-answered", { count: waiting.length });
  const toggle = (): void => {
    setOpen(!open);
    dispatch({ type: "seen" });
    if (waiting.length === 0) spoken.current?.focus(); // the button goes
  };
  return (
    <>
      <output ref={spoken} tabIndex={-1} className={styles.spoken}>
        {names ? text("summary-spoken", { summary: words, names }) : words}
      </output>
      {askers.length > 0 && (
        <section className={styles.askers} aria-label={text("askers-title")}>
          <PlainButton look="subtle" className={styles.head} aria-expanded={open} aria-controls={open ? body : undefined} onClick={toggle}>
            <PersonQuestionMarkRegular aria-hidden className={styles.icon} />
            <span className={styles.words}>
              <span>{words}</span>
              {names && <span className={styles.names}>{names}</span>}
            </span>
            {open ? (
              <ChevronUpRegular aria-hidden className={styles.chevron} />
            ) : (
              <ChevronDownRegular aria-hidden className={styles.chevron} />
            )}
          </PlainButton>
          {open && (
            <div id={body} className={styles.body}>
              <p className={styles.explained}>{text("askers-explained")}</p>
              <ul className={styles.list}>
                {askers.map((asker) => (
                  <AskerLine key={asker.person} asker={asker} dispatch={dispatch} />
                ))}
              </ul>
            </div>
          )}
        </section>
      )}
    </>
  );
}
