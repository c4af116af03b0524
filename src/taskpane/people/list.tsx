import { makeStyles, tokens } from "@fluentui/react-components";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { firstRow, focusRow, moveAside, nextRow } from "./keys.ts";
import { ListLine } from "./listRow.tsx";
import { PersonLine } from "./row.tsx";
import type { Row } from "./rows.ts";
import { rowHeight } from "./styles.ts";

const useStyles = makeStyles({
  scroller: { flexGrow: 1, minHeight: 0, overflowY: "auto", overflowX: "hidden", contain: "strict" },
  rows: { position: "relative", width: "100%", margin: 0, padding: 0, listStyleType: "none" },
  row: { position: "absolute", insetBlockStart: 0, insetInlineStart: 0, width: "100%" },
  group: {
    display: "flex",
    alignItems: "end",
    height: "36px",
    boxSizing: "border-box",
    margin: 0,
    paddingBlockEnd: tokens.spacingVerticalXS,
    paddingInline: tokens.spacingHorizontalM,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
});

/** Before the frame has been measured: about what a pane shows, so that the first paint has its rows. */
const firstRect = { width: 320, height: 600 };

interface Props {
  readonly rows: readonly Row[];
  readonly item: string;
  readonly lost: number | undefined;
}

/** The people, windowed: only the rows in sight exist. Arrows, Home and End move; Tab leaves. */
export function PeopleList({ rows, item, lost }: Props) {
  const { store } = useRollcall();
  const text = useText();
  const styles = useStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const card = useSelect((state) => state.people.card);
  const networks = useSelect((state) => state.networks);
  const chat = networks.some(({ state, parts }) => state === "connected" && parts.includes("chat"));
  const calls = networks.some(({ state, parts }) => state === "connected" && parts.includes("calls"));

  const [current, setCurrent] = useState<string>();
  const found = rows.findIndex(({ key, kind }) => kind !== "group" && key === current);
  const active = found < 0 ? firstRow(rows) : found;

  // It hands out new rows from the same object, which only React's compiler, not used here, would mind.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight[rows[index]?.kind ?? "person"],
    getItemKey: (index) => rows[index]?.key ?? index,
    initialRect: firstRect,
    overscan: 3,
    // The row that has the focus stays, wherever the reader scrolls: were it taken away, the focus would be lost.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), ...(active < 0 ? [] : [active])])].toSorted((a, b) => a - b),
  });

  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setCurrent(undefined);
  }, [item]);

  /** Only the row with the open card is measured; once it closes it has its usual height again. */
  useLayoutEffect(() => {
    if (card === undefined) return undefined;
    return () => {
      const index = rows.findIndex(({ key }) => key === card);
      if (index >= 0) virtualizer.resizeItem(index, rowHeight.person);
    };
  }, [card, rows, virtualizer]);

  const move = (event: KeyboardEvent<HTMLElement>): void => {
    // What has the focus is one of the buttons rendered here.
    const from = event.target as HTMLElement;
    if (moveAside(from, event.key)) return event.preventDefault();
    if (event.key === "Escape" && card !== undefined) {
      store.dispatch({ type: "card", row: undefined });
      return focusRow(scroller.current, card, from);
    }
    const key = rows[nextRow(rows, active, event.key) ?? -1]?.key;
    if (key === undefined) return;
    event.preventDefault();
    // At once, so that the row exists when the focus goes there; the browser then scrolls to it.
    flushSync(() => setCurrent(key));
    focusRow(scroller.current, key, from);
  };
  const follow = (event: FocusEvent<HTMLElement>): void => {
    const index = event.target.closest<HTMLElement>("[data-index]")?.dataset.index;
    if (index !== undefined) setCurrent(rows[Number(index)]?.key);
  };

  const people = rows.at(-1)?.position;
  return (
    <div ref={scroller} className={styles.scroller}>
      {/* The keys are those of the buttons inside: an arrow means the same in each row. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul
        aria-label={text("people-list")}
        className={styles.rows}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={move}
        onFocus={follow}
      >
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          if (!row) return null;
          const open = row.key === card;
          return (
            <li
              key={key}
              aria-posinset={row.kind === "group" ? undefined : row.position}
              aria-setsize={row.kind === "group" ? undefined : people}
              aria-level={row.kind === "group" ? undefined : row.level}
              data-index={index}
              ref={open ? virtualizer.measureElement : undefined}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row.kind === "group" && (
                <h2 className={styles.group}>{text("group-count", { role: text(`role-${row.role}`), count: row.count })}</h2>
              )}
              {row.kind === "list" && <ListLine row={row} tabIndex={index === active ? 0 : -1} />}
              {row.kind === "person" && (
                <PersonLine row={row} tabIndex={index === active ? 0 : -1} open={open} chat={chat} calls={calls} lost={lost} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
