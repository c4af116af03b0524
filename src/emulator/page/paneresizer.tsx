import { makeStyles, tokens } from "@fluentui/react-components";
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { isRightToLeft, narrowestPane } from "./settings.ts";
import { useSettings, useStore, useTexts } from "./use.ts";

const widest = 800; // pixels
const step = 16;

const useStyles = makeStyles({
  edge: {
    position: "absolute",
    insetBlock: 0,
    insetInlineStart: 0,
    inlineSize: "6px",
    zIndex: 1,
    cursor: "col-resize",
    touchAction: "none",
    ":hover": { backgroundColor: tokens.colorNeutralStroke1Hover },
    ":focus-visible": { backgroundColor: tokens.colorStrokeFocus2, outlineStyle: "none" },
  },
});

interface PaneResizerProps {
  readonly width: number;
  onResize(width: number): void;
  /** While the pointer drags: the frame beside it would swallow its moves. */
  onResizing(resizing: boolean): void;
}

/** The pane's edge: dragged, or moved by the arrow keys. */
export function PaneResizer({ width, onResize, onResizing }: PaneResizerProps) {
  const styles = useStyles();
  const texts = useTexts();
  const { locale } = useStore(useSettings());
  const begun = useRef<{ readonly x: number; readonly width: number }>(null);
  const toEdge = isRightToLeft(locale) ? 1 : -1; // the pane grows towards the middle of the window
  const resize = (wanted: number) => onResize(Math.round(Math.min(Math.max(wanted, narrowestPane), widest)));

  function drag(event: PointerEvent<HTMLElement>, dragging: boolean) {
    begun.current = dragging ? { x: event.clientX, width } : null;
    if (dragging) event.currentTarget.setPointerCapture(event.pointerId);
    onResizing(dragging);
  }

  function press(event: KeyboardEvent) {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (direction) resize(width + step * direction * toEdge);
  }

  return (
    // A separator that can be moved has a focus and a value: ARIA's window splitter.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="separator"
      aria-orientation="vertical"
      aria-label={texts.resizePane}
      aria-valuenow={width}
      aria-valuemin={narrowestPane}
      aria-valuemax={widest}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles.edge}
      onKeyDown={press}
      onPointerDown={(event) => drag(event, true)}
      onPointerMove={(event) => begun.current && resize(begun.current.width + (event.clientX - begun.current.x) * toEdge)}
      onPointerUp={(event) => drag(event, false)}
    />
  );
}
