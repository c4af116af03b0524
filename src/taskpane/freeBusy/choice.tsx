import { makeStyles, tokens } from "@fluentui/react-components";
import { useId } from "react";

const useStyles = makeStyles({
  choice: { display: "flex", margin: 0, padding: 0, border: "none", minWidth: 0 },
  option: {
    position: "relative",
    display: "flex",
    ":not(:first-of-type)": { marginInlineStart: "-1px" },
    "& input:hover + span": { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
    "& input:focus-visible + span": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-1px", zIndex: 1 },
    "& input:checked + span": {
      position: "relative",
      border: `1px solid ${tokens.colorCompoundBrandStroke}`,
      backgroundColor: tokens.colorBrandBackground2,
      color: tokens.colorBrandForeground2,
      fontWeight: tokens.fontWeightSemibold,
    },
    "@media (forced-colors: active)": {
      "& input:checked + span": { forcedColorAdjust: "none", backgroundColor: "Highlight", color: "HighlightText" },
    },
  },
  // Over its words, so that it is hit and focused where they are.
  radio: { position: "absolute", inset: 0, margin: 0, opacity: 0, cursor: "pointer", zIndex: 1 },
  words: {
    display: "flex",
    alignItems: "center",
    minHeight: "24px",
    paddingInline: tokens.spacingHorizontalS,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

interface Props<Value> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly words: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** One of a few, side by side; a radio group to the keyboard and to a screen reader. */
export function Choice<Value extends string | number>({ label, options, value, onChange }: Props<Value>) {
  const styles = useStyles();
  const name = useId();
  return (
    <fieldset className={styles.choice} aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input
            type="radio"
            className={styles.radio}
            name={name}
            checked={option.value === value}
            // The browser would see to this, were it told the name before what is checked; React tells it the other way round.
            tabIndex={option.value === value ? 0 : -1}
            onChange={() => onChange(option.value)}
          />
          <span className={styles.words}>{option.words}</span>
        </label>
      ))}
    </fieldset>
  );
}
