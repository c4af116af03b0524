/** Pixels at which a column still can be read. */
const widths = { folders: 180, list: 260, item: 340 } as const;

export interface Columns {
  readonly folders: boolean;
  readonly list: boolean;
  readonly item: boolean;
  readonly pane: "none" | "beside" | "over";
}

export interface Wish {
  /** Of the pane; 0 while it is closed. */
  readonly paneWidth: number;
  /** Whether this Outlook shows panes beside the item at all. */
  readonly beside: boolean;
  readonly itemOpen: boolean;
}

/** Which columns stand beside one another in so many pixels: what matters most to the reader stays, the rest waits. */
export function arrange(width: number, { paneWidth, beside, itemOpen }: Wish): Columns {
  const fits = beside && width - paneWidth >= widths.item;
  const pane = paneWidth === 0 ? "none" : fits ? "beside" : "over";
  const room = pane === "beside" ? width - paneWidth : width;
  const both = room >= widths.list + widths.item;
  return { folders: room >= widths.folders + widths.list + widths.item, list: both || !itemOpen, item: both || itemOpen, pane };
}
