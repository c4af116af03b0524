import { useLayoutEffect } from "react";
import type { Mailbox } from "./mailbox.ts";
import "./themes.css.js";

/** Keeps the page in Outlook's theme: the stylesheet of Fluent's themes goes by this attribute. */
export function useOutlookTheme(mailbox: Pick<Mailbox, "theme" | "watchTheme">): void {
  useLayoutEffect(() => {
    const show = (theme: Mailbox["theme"]): void => {
      document.documentElement.dataset.theme = theme;
    };
    show(mailbox.theme);
    return mailbox.watchTheme(show);
  }, [mailbox]);
}
