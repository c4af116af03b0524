import { makeStyles, tokens } from "@fluentui/react-components";
import { useText } from "../texts/index.tsx";
import { useRowStyles } from "./styles.ts";

const useStyles = makeStyles({
  rows: { display: "flex", flexDirection: "column", paddingBlockStart: tokens.spacingVerticalXXL },
  line: { paddingInline: tokens.spacingHorizontalM, gap: tokens.spacingHorizontalM },
  face: { width: "32px", height: "32px", borderRadius: tokens.borderRadiusCircular, backgroundColor: tokens.colorNeutralStencil1 },
  words: {
    width: "55%",
    height: tokens.lineHeightBase200,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
  },
});

/** The shape of what is to come, while Outlook has not told the item yet. It does not move. */
export function Skeleton() {
  const text = useText();
  const row = useRowStyles();
  const styles = useStyles();
  return (
    <output className={styles.rows} aria-label={text("loading")}>
      {[1, 2, 3].map((line) => (
        <span key={line} className={`${row.line} ${styles.line}`}>
          <span className={styles.face} />
          <span className={styles.words} />
        </span>
      ))}
    </output>
  );
}
