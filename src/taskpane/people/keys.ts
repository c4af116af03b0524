import type { Row } from "./rows.ts";

const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

/** Where `key` leads from the row at `active`; undefined where it leads nowhere. */
export function nextRow(rows: readonly Row[], active: number, key: string): number | undefined {
  if (key === "Home") return firstRow(rows);
  if (key === "End") return rows.length - 1; // a group is never the last
  const step = steps[key];
  if (step === undefined) return undefined;
  let next = active + step;
  while (rows[next]?.kind === "group") next += step;
  return rows[next] ? next : undefined;
}

export function firstRow(rows: readonly Row[]): number {
  return rows.findIndex(({ kind }) => kind !== "group");
}

/** The buttons of one row, its card's left out. */
function buttonsOf(line: Element | null | undefined): readonly HTMLElement[] {
  return [...(line?.querySelectorAll<HTMLElement>(":scope > button") ?? [])];
}

/** Left and right: to the neighbouring button of the same row. True where there was one. */
export function moveAside(target: Element, key: string): boolean {
  if (key !== "ArrowLeft" && key !== "ArrowRight") return false;
  const line = target.closest("[data-line]");
  const buttons = buttonsOf(line);
  const forward = (key === "ArrowRight") === (getComputedStyle(target).direction === "ltr");
  const next = buttons[buttons.findIndex((button) => button === target) + (forward ? 1 : -1)];
  next?.focus();
  return next !== undefined;
}

/** Puts the focus into the row `key`: into the same column as `from`, where that row has one. */
export function focusRow(list: Element | null, key: string, from: Element): void {
  const column = buttonsOf(from.closest("[data-line]")).findIndex((button) => button === from);
  const buttons = buttonsOf(list?.querySelector(`[data-line="${CSS.escape(key)}"]`));
  (buttons[column] ?? buttons[0])?.focus();
}
