import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { teamsHighContrastTheme, webDarkTheme, webLightTheme, type Theme } from "@fluentui/tokens";

const pane = join(import.meta.dirname, "../../src/taskpane");
const themes = { light: webLightTheme, dark: webDarkTheme, "high contrast": teamsHighContrastTheme };

/** Pictures, not words: WCAG 2.2 asks 3:1 of them (1.4.11) and 4.5:1 of words (1.4.3). */
const pictures = ["call/bar.tsx colorStatusDangerForeground1", "chat/header.tsx colorStatusDangerForeground1"];

/** Every colour that the pane's own styles write in, but for what has a ground of its own. */
const colours = readdirSync(pane, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .flatMap((file) =>
    [...readFileSync(join(pane, file), "utf8").matchAll(/\bcolor: tokens\.(color(?:Neutral|Status|Brand)\w+)/g)].map(([, token = ""]) => ({
      where: `${file} ${token}`,
      token,
    })),
  )
  .filter(({ token }) => !/OnBrand|Inverted|Hover/.test(token));

/** Of "#rgb" or "#rrggbb" (WCAG 2.2, relative luminance). */
function luminance(colour: string): number {
  const digits = colour.slice(1).replace(/^(.)(.)(.)$/, "$1$1$2$2$3$3");
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const part = parseInt(digits.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(Object.entries(themes))("in the %s theme", (_name, theme: Theme) => {
  it("the pane's words stand out from its ground, and its coloured pictures do", () => {
    const colourOf = (token: string): string => String(theme[token as keyof Theme]); // the compiler has checked the token
    const faint = colours.filter(
      ({ token, where }) => !(contrast(colourOf(token), theme.colorNeutralBackground1) >= (pictures.includes(where) ? 3 : 4.5)),
    );
    expect(colours.length).toBeGreaterThan(30);
    expect(faint).toEqual([]);
  });
});
