import { teamsHighContrastTheme, webDarkTheme, webLightTheme } from "@fluentui/tokens";

const themes = { light: webLightTheme, dark: webDarkTheme, "high-contrast": teamsHighContrastTheme };

/** Run by the build: Fluent's themes as a stylesheet, 7 KB less script than handing one of them to FluentProvider. */
export default () => ({
  code: Object.entries(themes)
    .map(([name, theme]) => {
      const variables = Object.entries(theme).map(([token, value]) => `--${token}:${value}`);
      return `:root${name === "light" ? "" : `[data-theme="${name}"]`}{${variables.join(";")}}`;
    })
    .join("\n"),
});
