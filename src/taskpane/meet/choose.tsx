import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { Dispatch, ReactNode } from "react";
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
    minInlineSize: 0,
    overflowY: "auto",
    margin: 0,
    padding: `${tokens.spacingVerticalXS} 0`,
    border: "none",
    listStyleType: "none",
  },
  line: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    minHeight: "40px",
    paddingInline: tokens.spacingHorizontalM,
    fontSize: tokens.fontSizeBase300,
    // Only those in sight are laid out.
    contentVisibility: "auto",
    containIntrinsicBlockSize: "40px",
  },
  choice: {
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
  },
  all: { fontWeight: tokens.fontWeightSemibold },
  // The browser's own goes by the system's theme, and not by Outlook's.
  box: {
    appearance: "none",
    display: "grid",
    placeContent: "center",
    flexShrink: 0,
    width: "16px",
    height: "16px",
    margin: 0,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusSmall,
    color: tokens.colorNeutralForegroundInverted,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "1px" },
    "::after": { content: '""', display: "none", width: "10px", height: "10px", backgroundColor: tokens.colorNeutralForegroundOnBrand },
    ":checked": { backgroundColor: tokens.colorCompoundBrandBackground, border: `1px solid ${tokens.colorCompoundBrandBackground}` },
    ":checked::after": { display: "block", clipPath: "polygon(10% 50%, 0 60%, 36% 94%, 100% 22%, 90% 12%, 36% 74%)" },
    ":indeterminate::after": { display: "block", clipPath: "inset(40% 0)", backgroundColor: tokens.colorCompoundBrandBackground },
    "@media (forced-colors: active)": { appearance: "auto", "::after": { content: "none" } },
  },
  name: { flexGrow: 1, minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  word: { flexShrink: 0, fontSize: tokens.fontSizeBase200 },
});

interface Props {
  readonly people: readonly EmailAddress[];
  readonly picked: Meet["picked"];
  readonly dispatch: Dispatch<MeetEvent>;
}

/** Everybody at first; the reader leaves out who is not wanted. */
export function Choose({ people, picked, dispatch }: Props) {
  const text = useText();
  const styles = useStyles();
  const all = people.every((person) => picked.has(person));
  const some = !all && picked.size > 0;
  return (
    <fieldset className={styles.people} aria-label={text("meet-whom")}>
      {people.length > 2 && (
        <label className={mergeClasses(styles.line, styles.choice, styles.all)}>
          <input
            type="checkbox"
            className={styles.box}
            checked={all}
            ref={(box) => {
              if (box) box.indeterminate = some;
            }}
            onChange={() => dispatch({ type: "picked", people: all ? [] : people })}
          />
          {text("meet-everyone", { people: people.length })}
        </label>
      )}
      {people.map((person) => (
        // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- the name is in there
        <label key={person} className={mergeClasses(styles.line, styles.choice)}>
          <Someone person={person}>
            <input
              type="checkbox"
              className={styles.box}
              checked={picked.has(person)}
              onChange={() => dispatch({ type: "toggled", person })}
            />
          </Someone>
        </label>
      ))}
    </fieldset>
  );
}

/** Whom a meeting was made with: it is too late to choose. */
export function Invited({ people }: Pick<Props, "people">) {
  const text = useText();
  const styles = useStyles();
  return (
    <ul className={styles.people} aria-label={text("meet-whom")}>
      {people.map((person) => (
        <li key={person} className={styles.line}>
          <Someone person={person} />
        </li>
      ))}
    </ul>
  );
}

function Someone({ person, children }: { readonly person: EmailAddress; readonly children?: ReactNode }) {
  const presence = useSelect((state) => state.people.presence.get(person));
  const photo = usePhoto(person);
  const name = useNames()(person);
  const text = useText();
  const styles = useStyles();
  const status = presence?.availability ?? "unknown";
  const away = presence?.outOfOffice !== undefined;
  return (
    <>
      {children}
      <Face name={name} colour={person} size={24} photo={photo} presence={{ status, outOfOffice: away }} />
      <span className={styles.name}>
        <bdi>{name}</bdi>
      </span>
      <span className={styles.word}>{text(away && status === "offline" ? "out-of-office" : `availability-${status}`)}</span>
    </>
  );
}
