import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode, SyntheticEvent } from "react";
import type { Availability, Photo } from "../../protocol/index.ts";
import { Badge } from "./badge.tsx";

const useStyles = makeStyles({
  face: {
    position: "relative",
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    flexShrink: 0,
    width: "32px",
    height: "32px",
    borderRadius: tokens.borderRadiusCircular,
    outline: `1px solid transparent`, // seen where colours are forced
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
  },
  photo: {
    position: "absolute",
    inset: 0,
    width: "100%",
    height: "100%",
    objectFit: "cover",
    borderRadius: "inherit",
    backgroundColor: tokens.colorNeutralBackground1,
  },
  small: { width: "24px", height: "24px", fontSize: tokens.fontSizeBase100 },
  square: { borderRadius: tokens.borderRadiusMedium },
  plain: { color: tokens.colorNeutralForeground3, backgroundColor: tokens.colorNeutralBackground6 },
  cranberry: { color: tokens.colorPaletteCranberryForeground2, backgroundColor: tokens.colorPaletteCranberryBackground2 },
  pumpkin: { color: tokens.colorPalettePumpkinForeground2, backgroundColor: tokens.colorPalettePumpkinBackground2 },
  forest: { color: tokens.colorPaletteForestForeground2, backgroundColor: tokens.colorPaletteForestBackground2 },
  teal: { color: tokens.colorPaletteTealForeground2, backgroundColor: tokens.colorPaletteTealBackground2 },
  navy: { color: tokens.colorPaletteNavyForeground2, backgroundColor: tokens.colorPaletteNavyBackground2 },
  grape: { color: tokens.colorPaletteGrapeForeground2, backgroundColor: tokens.colorPaletteGrapeBackground2 },
  magenta: { color: tokens.colorPaletteMagentaForeground2, backgroundColor: tokens.colorPaletteMagentaBackground2 },
  steel: { color: tokens.colorPaletteSteelForeground2, backgroundColor: tokens.colorPaletteSteelBackground2 },
});

const colours = ["cranberry", "pumpkin", "forest", "teal", "navy", "grape", "magenta", "steel"] as const;

interface Props {
  readonly name: string;
  /** The same text has the same colour everywhere. */
  readonly colour?: string;
  readonly presence?: { readonly status: Availability; readonly outOfOffice: boolean };
  readonly size?: 24 | 32;
  /** Over the initials: where it cannot be drawn, they are seen. */
  readonly photo?: Photo | undefined;
  /** Instead of initials: what has no face. */
  readonly icon?: ReactNode;
}

/** A photo or initials, and presence. Decoration: the name and the word stand beside it. Fluent's Avatar draws the same at a price that a list feels. */
export function Face({ name, colour, presence, size = 32, photo, icon }: Props) {
  const styles = useStyles();
  const tint = colour === undefined ? styles.plain : styles[colours[sum(colour) % colours.length] ?? "steel"];
  return (
    <span aria-hidden className={mergeClasses(styles.face, tint, size === 24 && styles.small, icon !== undefined && styles.square)}>
      {icon ?? initials(name)}
      {photo && <img key={photo} src={photo} alt="" className={styles.photo} onError={hide} />}
      {presence && <Badge {...presence} small={size === 24} />}
    </span>
  );
}

const hide = ({ currentTarget }: SyntheticEvent<HTMLImageElement>): void => {
  currentTarget.hidden = true;
};

function sum(text: string): number {
  let total = 0;
  for (const letter of text) total = (total * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return total;
}

/** The first letters of the first and the last word that begin with one; "?" where none does. */
export function initials(name: string): string {
  const letters = name.split(/\s+/u).flatMap((word) => /^\p{L}/u.exec(word)?.[0] ?? []);
  return letters.length === 0
    ? "?"
    : [...new Set([0, letters.length - 1])]
        .map((index) => letters[index])
        .join("")
        .toLocaleUpperCase();
}
