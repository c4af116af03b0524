import type { Row } from "./rows.ts";
import { rowHeight } from "./styles.ts";

/** Where each row begins, in pixels, and where the last one ends. */
export interface Layout {
  readonly tops: readonly number[];
  readonly height: number;
}

/** Every row has the height of its kind; `card` makes the one row that holds it taller. */
export function layOut(rows: readonly Row[], card: { readonly key: string | undefined; readonly height: number }): Layout {
  let height = 0;
  const tops = rows.map((row) => {
    const top = height;
    height += rowHeight[row.kind] + (row.key === card.key ? card.height : 0);
    return top;
  });
  return { tops, height };
}

/** The rows that show between two heights, and `always` wherever it is, in order. */
export function inSight({ tops, height }: Layout, from: number, to: number, always: number): readonly number[] {
  return tops.flatMap((top, index) => {
    const bottom = tops[index + 1] ?? height;
    return index === always || (top < to && bottom > from) ? index : [];
  });
}
