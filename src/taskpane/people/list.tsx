import { makeStyles, tokens } from "@fluentui/react-components";
import { useLayoutEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import type { Person } from "../../protocol/index.ts";
import { useHas, useRollcall, useSelect } from "../store.tsx";
import { useText, type Text } from "../texts/index.tsx";
import { useHeight } from "./height.ts";
import { firstRow, focusRow, moveAside, nextRow } from "./keys.ts";
import { inSight, layOut } from "./layout.ts";
import { ListLine } from "./listRow.tsx";
import { PersonLine } from "./row.tsx";
import type { GroupRow, Row } from "./rows.ts";
import { usePhotos } from "./usePhotos.ts";

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

/** Pixels: how far the reader scrolls before other rows are drawn, and how far beyond the edges rows are drawn already. */
const stride = 160;

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
  const chat = useHas("chat");
  const calls = useHas("calls");

  const card = useSelect((state) => state.people.card);
  const [cardHeight, measureCard] = useHeight();
  const layout = useMemo(() => layOut(rows, { key: card, height: cardHeight }), [rows, card, cardHeight]);
  const [scroll, setScroll] = useState({ item, top: 0 });
  const scrolled = scroll.item === item ? scroll.top : 0;
  const [current, setCurrent] = useState<string>();
  // Another item begins at its top.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies
  // Not scrollTo: newer Chromium answers it with a promise, which React would take for a clean-up.
  const toTop = (): void => {
    if (scroller.current) scroller.current.scrollTop = 0;
  };
  useLayoutEffect(toTop, [item]);

  const found = current === undefined ? -1 : rows.findIndex(({ key, kind }) => kind !== "group" && key === current);
  const active = found < 0 ? firstRow(rows) : found;
  // The window is taller than the list in it, and needs no measuring. The row with the focus stays wherever the reader scrolls.
  const shown = inSight(layout, scrolled - stride, scrolled + innerHeight + stride, active);

  usePhotos(shown.map((index) => personOf(rows[index])));

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

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      onScroll={({ currentTarget }) => {
        const top = Math.floor(currentTarget.scrollTop / stride) * stride;
        if (top !== scrolled || scroll.item !== item) setScroll({ item, top });
      }}
    >
      {/* The keys are those of the buttons inside: an arrow means the same in each row. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul aria-label={text("people-list")} className={styles.rows} style={{ height: layout.height }} onKeyDown={move} onFocus={follow}>
        {shown.map((index) => {
          const row = rows[index];
          if (!row) return null;
          const open = row.key === card;
          const tabIndex = index === active ? 0 : -1;
          return (
            <li
              // By place, not by person: another item's people take over the elements that are there, which is cheaper than new ones.
              key={index}
              aria-posinset={row.kind === "group" ? undefined : row.position}
              aria-setsize={row.kind === "group" ? undefined : rows.at(-1)?.position}
              data-index={index}
              className={styles.row}
              style={{ transform: `translateY(${layout.tops[index]}px)` }}
            >
              {row.kind === "group" && <h2 className={styles.group}>{groupText(text, row)}</h2>}
              {row.kind === "list" && <ListLine row={row} tabIndex={tabIndex} />}
              {row.kind === "person" && (
                <PersonLine row={row} tabIndex={tabIndex} card={open ? measureCard : undefined} chat={chat} calls={calls} lost={lost} />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const personOf = (row: Row | undefined): Person | undefined => (row?.kind === "person" ? row.person : undefined);

function groupText(text: Text, { role, count }: GroupRow): string {
  const name = text(`role-${role}`);
  return count > 1 ? text("group-count", { role: name, count }) : name;
}
