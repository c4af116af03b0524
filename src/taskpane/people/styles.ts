import { makeStyles, tokens } from "@fluentui/react-components";

/** Pixels: rows are placed before they are measured, so each kind has one height; only an open card makes a row taller. */
export const rowHeight = { group: 36, person: 52, list: 52 } as const;

/** What persons' and lists' rows have in common. */
export const useRowStyles = makeStyles({
  line: {
    display: "flex",
    alignItems: "center",
    height: "52px",
    paddingInlineEnd: tokens.spacingHorizontalS,
    /** The colour of what a row says beneath the name. */
    "--quiet": tokens.colorNeutralForeground2,
    // In high contrast the background turns bright, and all that stands on it must turn dark.
    ":hover": {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      color: tokens.colorNeutralForeground1Hover,
      "--quiet": tokens.colorNeutralForeground2Hover,
    },
  },
  nested: { paddingInlineStart: tokens.spacingHorizontalXL },
  main: {
    display: "flex",
    alignItems: "center",
    flexGrow: 1,
    minWidth: 0,
    height: "100%",
    gap: tokens.spacingHorizontalM,
    paddingBlock: 0,
    paddingInline: tokens.spacingHorizontalM,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: "inherit",
    fontFamily: "inherit",
    textAlign: "start",
    cursor: "pointer",
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  words: { display: "flex", flexDirection: "column", minWidth: 0, flexGrow: 1 },
  name: {
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  detail: {
    display: "flex",
    gap: tokens.spacingHorizontalXS,
    overflow: "hidden",
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: "var(--quiet)",
  },
});
