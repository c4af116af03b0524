import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { PlainButton } from "./button.tsx";

const useStyles = makeStyles({
  empty: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    justifyContent: "center",
    flexGrow: 1,
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalXXL,
    textAlign: "center",
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold },
  body: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: "36ch" },
});

interface Props {
  readonly title: string;
  readonly body: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** What else can be done, below. */
  readonly children?: ReactNode;
}

/** What a view says when it has nothing to show, and what can be done about it. */
export function EmptyState({ title, body, action, children }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.body}>{body}</p>
      {action && (
        <PlainButton look="primary" onClick={action.run}>
          {action.label}
        </PlainButton>
      )}
      {children}
    </div>
  );
}
