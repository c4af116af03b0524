import { makeStyles, tokens } from "@fluentui/react-components";
import type { Dispatch } from "react";
import type { EmailAddress } from "../../protocol/index.ts";
import { Face } from "../people/face.tsx";
import { useNames } from "../people/names.ts";
import { usePhoto } from "../people/usePhotos.ts";
import { useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import type { Meet, MeetEvent } from "./state.ts";

const useStyles = makeStyles({
  people: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: "auto",
    margin: 0,
    padding: `${tokens.spacingVerticalXS} 0`,
    border: "none",
    minInlineSize: 0,
  },
  line: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    minHeight: "40px",
    paddingInline: tokens.spacingHorizontalM,
    fontSize: tokens.fontSizeBase300,
    cursor: "pointer",
    contentVisibility: "auto",
    containIntrinsicBlockSize: "40px",
  },
  all: { fontWeight: tokens.fontWeightSemibold },
  box: { flexShrink: 0, width: "16px", height: "16px", margin: 0, accentColor: tokens.colorCompoundBrandBackground },
  name: { flexGrow: 1, minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  word: { flexShrink: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

interface Props {
  readonly people: readonly EmailAddress[];
  readonly picked: Meet["picked"];
  /** It is too late to choose. */
  readonly fixed: boolean;
  readonly dispatch: Dispatch<MeetEvent>;
}

/** Everybody at first; the reader leaves out who is not wanted. */
export function Choose({ people, picked, fixed, dispatch }: Props) {
  const text = useText();
  const styles = useStyles();
  const all = people.every((person) => picked.has(person));
  return (
    <fieldset className={styles.people} disabled={fixed} aria-label={text("meet-whom")}>
      {people.length > 2 && (
        <label className={`${styles.line} ${styles.all}`}>
          <input
            type="checkbox"
            className={styles.box}
            checked={all}
            ref={(box) => {
              if (box) box.indeterminate = !all && picked.size > 0;
            }}
            onChange={() => dispatch({ type: "picked", people: all ? [] : people })}
          />
          {text("meet-everyone", { people: people.length })}
        </label>
      )}
      {people.map((person) => (
        <Someone key={person} person={person} picked={picked.has(person)} toggle={() => dispatch({ type: "toggled", person })} />
      ))}
    </fieldset>
  );
}

function Someone({ person, picked, toggle }: { readonly person: EmailAddress; readonly picked: boolean; readonly toggle: () => void }) {
  const presence = useSelect((state) => state.people.presence.get(person));
  const photo = usePhoto(person);
  const name = useNames()(person);
  const text = useText();
  const styles = useStyles();
  const status = presence?.availability ?? "unknown";
  return (
    <label className={styles.line}>
      <input type="checkbox" className={styles.box} checked={picked} onChange={toggle} />
      <Face name={name} colour={person} size={24} photo={photo} presence={{ status, outOfOffice: presence?.outOfOffice !== undefined }} />
      <bdi className={styles.name}>{name}</bdi>
      <span className={styles.word}>{text(`availability-${status}`)}</span>
    </label>
  );
}
