import { makeStyles, tokens } from "@fluentui/react-components";
import { useLayoutEffect, useRef, type Dispatch } from "react";
import { PlainButton } from "../button.tsx";
import { WireError } from "../connection.ts";
import { Face } from "../people/face.tsx";
import { usePhoto } from "../people/usePhotos.ts";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { isAnswered, type Asker, type AskersEvent } from "./rows.ts";

const useStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "flex-start",
    gap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalS,
    paddingInline: tokens.spacingHorizontalM,
  },
  // Beside the words where there is room, else beneath them.
  rest: { display: "flex", flexWrap: "wrap", alignItems: "center", flexGrow: 1, minWidth: 0, gap: tokens.spacingVerticalS },
  words: { display: "flex", flexDirection: "column", flexGrow: 1, flexBasis: "180px", minWidth: 0 },
  name: {
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  // Whole, however long: by it the reader decides.
  detail: {
    overflowWrap: "anywhere",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  trouble: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorStatusDangerForeground3 },
  actions: { display: "flex", flexShrink: 0, gap: tokens.spacingHorizontalS },
  outcome: { fontSize: tokens.fontSizeBase200, lineHeight: "24px", color: tokens.colorNeutralForeground2, outlineStyle: "none" },
});

interface Props {
  readonly asker: Asker;
  readonly dispatch: Dispatch<AskersEvent>;
}

/** One who asks: who they are, and the two answers; then which one they got. */
export function AskerLine({ asker, dispatch }: Props) {
  const { person, state } = asker;
  const { connection } = useRollcall();
  const text = useText();
  const styles = useStyles();
  const known = useSelect(({ people }) => people.found.get(person));
  const photo = usePhoto(known?.photo && person);
  const outcome = useRef<HTMLOutputElement>(null);
  const pressed = useRef(false);
  const answered = isAnswered(asker);
  useLayoutEffect(() => {
    // The button that had the focus has gone.
    if (answered && pressed.current) outcome.current?.focus({ preventScroll: true });
    pressed.current = false;
  }, [answered]);

  const name = known?.name || person;
  const answer = async (decision: "allow" | "decline"): Promise<void> => {
    if (state === "answering") return;
    pressed.current = true;
    dispatch({ type: "answer", person, state: "answering" });
    try {
      await connection.request({ type: "answer", person, decision });
      dispatch({ type: "answer", person, state: decision === "allow" ? "allowed" : "declined" });
    } catch (error) {
      const late = error instanceof WireError && error.code === "conflict";
      dispatch(late ? { type: "gone", person } : { type: "answer", person, state: "failed" });
    }
  };
  return (
    <li className={styles.line}>
      <Face name={name} colour={person} photo={photo} />
      <div className={styles.rest}>
        <div className={styles.words}>
          <span className={styles.name} title={name}>
            <bdi>{name}</bdi>
          </span>
          {name !== person && (
            <span className={styles.detail}>
              <bdi dir="ltr">{person}</bdi>
            </span>
          )}
          {known?.external && <span className={styles.detail}>{text("asker-external")}</span>}
          {state === "failed" && (
            <span role="alert" className={styles.trouble}>
              {text("asker-failed")}
            </span>
          )}
        </div>
        {answered ? (
          <output ref={outcome} tabIndex={-1} className={styles.outcome}>
            {text(`asker-${state}`)}
          </output>
        ) : (
          <div className={styles.actions}>
            <PlainButton aria-label={text("asker-allow-name", { name })} onClick={() => void answer("allow")}>
              {text("asker-allow")}
            </PlainButton>
            <PlainButton aria-label={text("asker-decline-name", { name })} onClick={() => void answer("decline")}>
              {text("asker-decline")}
            </PlainButton>
          </div>
        )}
      </div>
    </li>
  );
}
