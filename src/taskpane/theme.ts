import { webDarkTheme, webLightTheme, type Theme } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import type { Mailbox } from "./mailbox.ts";

const themes: Readonly<Record<Mailbox["theme"], () => Promise<Theme>>> = {
  light: async () => webLightTheme,
  dark: async () => webDarkTheme,
  "high-contrast": async () => (await import("./highContrast.ts")).default,
};

/** The Fluent theme that matches Outlook's, now and after each change. */
export function useOutlookTheme(mailbox: Pick<Mailbox, "theme" | "watchTheme">): Theme {
  const [theme, setTheme] = useState<Theme>(mailbox.theme === "light" ? webLightTheme : webDarkTheme);
  useEffect(() => {
    let latest: Mailbox["theme"] | undefined;
    const show = (name: Mailbox["theme"]): void => {
      latest = name;
      void themes[name]().then((loaded) => latest === name && setTheme(loaded));
    };
    show(mailbox.theme);
    return mailbox.watchTheme(show);
  }, [mailbox]);
  return theme;
}
