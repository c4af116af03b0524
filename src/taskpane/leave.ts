import { useEffect } from "react";

/** Escape leads back, from wherever the focus is in the view. */
export function useEscape(back: () => void): void {
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      back();
    };
    // Before Outlook's own library hears of it, which would take the focus out of the pane.
    const first = { capture: true };
    document.addEventListener("keydown", leave, first);
    return () => document.removeEventListener("keydown", leave, first);
  }, [back]);
}
