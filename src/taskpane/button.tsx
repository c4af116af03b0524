import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ComponentProps, ReactNode } from "react";

const useStyles = makeStyles({
  button: {
    display: "inline-flex",
    alignItems: "center",
    justifyContent: "center",
    flexShrink: 0,
    boxSizing: "border-box",
    minHeight: "24px",
    paddingBlock: 0,
    paddingInline: tokens.spacingHorizontalS,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
    ":active": { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-1px" },
    ":disabled": { cursor: "default" },
  },
  primary: {
    border: "1px solid transparent", // seen where colours are forced
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontWeight: tokens.fontWeightSemibold,
    ":hover": { backgroundColor: tokens.colorBrandBackgroundHover, color: tokens.colorNeutralForegroundOnBrand },
    ":active": { backgroundColor: tokens.colorBrandBackgroundPressed },
    ":focus-visible": { outlineOffset: "1px" },
  },
  subtle: { border: "none", backgroundColor: "transparent", color: "inherit" },
  icon: { width: "32px", height: "32px", padding: 0, fontSize: tokens.fontSizeBase500 },
});

interface Props extends ComponentProps<"button"> {
  readonly look?: "primary" | "secondary" | "subtle";
  /** Instead of words; `label` names it. */
  readonly icon?: ReactNode;
  readonly label?: string;
}

/** A button as Fluent draws them, for the parts of the pane that Fluent's own would make slow: one per person, two in each row. */
export function PlainButton({ look = "secondary", icon, label, className, children, ...rest }: Props) {
  const styles = useStyles();
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={mergeClasses(styles.button, look !== "secondary" && styles[look], icon !== undefined && styles.icon, className)}
      {...rest}
    >
      {icon ?? children}
    </button>
  );
}
