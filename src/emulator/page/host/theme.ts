export const themes = ["light", "dark", "high-contrast"] as const;
export type Theme = (typeof themes)[number];

/** The four colours of `Office.context.officeTheme`, which equal those that the page itself shows. */
const colors = {
  light: {
    bodyBackgroundColor: "#ffffff",
    bodyForegroundColor: "#242424",
    controlBackgroundColor: "#f5f5f5",
    controlForegroundColor: "#424242",
  },
  dark: {
    bodyBackgroundColor: "#292929",
    bodyForegroundColor: "#ffffff",
    controlBackgroundColor: "#1f1f1f",
    controlForegroundColor: "#d6d6d6",
  },
  "high-contrast": {
    bodyBackgroundColor: "#000000",
    bodyForegroundColor: "#ffffff",
    controlBackgroundColor: "#000000",
    controlForegroundColor: "#ffff00",
  },
} as const;

export const officeTheme = (theme: Theme) => colors[theme];

/** The payload of OfficeThemeChanged: JSON text in an array, and colours as numbers, of which the library makes `#rrggbb`. */
export function themeChange(theme: Theme): readonly string[] {
  const numbers = Object.entries(colors[theme]).map(([name, color]) => [name, Number.parseInt(color.slice(1), 16)]);
  return [JSON.stringify(Object.fromEntries(numbers))];
}
