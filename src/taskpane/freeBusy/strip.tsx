import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { CSSProperties } from "react";
import type { SlotStatus, Time } from "../../protocol/index.ts";
import { useText } from "../texts/index.tsx";
import { fullHours, type Span } from "./workday.ts";

const lines = (angle: string, gap: string): string =>
  `repeating-linear-gradient(${angle}, var(--ink) 0, var(--ink) 1px, transparent 1px, transparent ${gap})`;

const useStyles = makeStyles({
  strip: {
    position: "relative",
    height: "14px",
    overflow: "hidden",
    borderRadius: tokens.borderRadiusMedium,
    outline: `1px solid ${tokens.colorNeutralStroke2}`,
    outlineOffset: "-1px",
    backgroundColor: tokens.colorNeutralBackground3,
    "--paper": tokens.colorNeutralBackground1,
    "--ink": tokens.colorBrandBackground,
    "--absent": tokens.colorPaletteBerryForeground3,
    "--free": tokens.colorPaletteLightGreenForeground3,
    // Patterns are backgrounds, which a contrast theme would take away: drawn in the theme's own colours instead.
    "@media (forced-colors: active)": {
      forcedColorAdjust: "none",
      outlineColor: "CanvasText",
      backgroundColor: "Canvas",
      "--paper": "Canvas",
      "--ink": "CanvasText",
      "--absent": "CanvasText",
      "--free": "Highlight",
    },
  },
  slot: { position: "absolute", insetBlock: 0, minWidth: "2px", boxSizing: "border-box" },
  // Never by colour alone: full, hatched, crossed, outlined.
  busy: { backgroundColor: "var(--ink)" },
  tentative: { border: "1px solid var(--ink)", backgroundImage: lines("135deg", "5px") },
  "out-of-office": {
    "--ink": "var(--absent)",
    border: "1px solid var(--ink)",
    backgroundImage: `${lines("45deg", "6px")}, ${lines("135deg", "6px")}`,
  },
  "working-elsewhere": { border: "1px dashed var(--ink)" },
  past: { backgroundColor: "var(--paper)", opacity: 0.6 },
  // Two rings, of which one is seen on whatever is beneath.
  gap: { border: "2px solid var(--free)", borderRadius: tokens.borderRadiusSmall, boxShadow: "inset 0 0 0 1px var(--paper)" },
  axis: { position: "relative", height: tokens.lineHeightBase100 },
  hour: {
    position: "absolute",
    display: "flex",
    justifyContent: "center",
    width: 0,
    // Whole, also at the edges.
    ":first-child": { justifyContent: "start" },
    ":last-child": { justifyContent: "end" },
    whiteSpace: "nowrap",
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    color: tokens.colorNeutralForeground3,
  },
});

/** Where a stretch of time lies in the span; time runs the way the language is read. */
function place(span: Span, { start, end }: Span): CSSProperties {
  const share = (time: Time): number => ((Math.min(Math.max(time, span.start), span.end) - span.start) / (span.end - span.start)) * 100;
  return { insetInlineStart: `${share(start)}%`, inlineSize: `${share(end) - share(start)}%` };
}

interface Props {
  readonly span: Span;
  readonly slots: readonly (Span & { readonly status: SlotStatus })[];
  readonly now: Time;
  readonly gap?: Span;
}

/** A person's working hours as a strip. Decoration: the same stands beside it in words. */
export function Strip({ span, slots, now, gap }: Props) {
  const styles = useStyles();
  return (
    <div aria-hidden className={styles.strip}>
      {slots
        .filter(({ start, end }) => start < span.end && end > span.start)
        .map((slot) => (
          <span key={slot.start} className={mergeClasses(styles.slot, styles[slot.status])} style={place(span, slot)} />
        ))}
      {now > span.start && <span className={mergeClasses(styles.slot, styles.past)} style={place(span, { start: span.start, end: now })} />}
      {gap && gap.start < span.end && gap.end > span.start && (
        <span className={mergeClasses(styles.slot, styles.gap)} style={place(span, gap)} />
      )}
    </div>
  );
}

interface AxisProps {
  readonly span: Span;
  readonly timeZone: string;
  /** Hours with a label: few enough for a narrow pane. */
  readonly labels?: number;
}

/** The clock over the strips. */
export function Axis({ span, timeZone, labels = 6 }: AxisProps) {
  const text = useText();
  const styles = useStyles();
  const every = Math.ceil((span.end - span.start) / 3_600_000 / labels);
  const format = new Intl.DateTimeFormat(text.language, { timeZone, hour: "numeric" });
  // German's "8 Uhr" is longer than its place: the number, and what tells morning from evening, will do.
  const label = (time: Time): string =>
    format
      .formatToParts(time)
      .filter(({ type }) => type === "hour" || type === "dayPeriod")
      .map(({ value }) => value)
      .join(" ");
  return (
    <div aria-hidden className={styles.axis}>
      {fullHours(span, timeZone, every).map((time) => (
        <span
          key={time}
          data-hour
          className={styles.hour}
          style={{ insetInlineStart: place(span, { start: time, end: time }).insetInlineStart }}
        >
          {label(time)}
        </span>
      ))}
    </div>
  );
}
