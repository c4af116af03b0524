import { makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { Item } from "../items.ts";
import { useTexts } from "./use.ts";

const useStyles = makeStyles({
  text: {
    paddingInline: tokens.spacingHorizontalL,
    paddingBlock: `${tokens.spacingVerticalS} ${tokens.spacingVerticalXXL}`,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase400,
  },
  // Mail brings its own colours and expects white paper under them.
  html: {
    flex: "1 0 auto",
    marginInline: tokens.spacingHorizontalL,
    marginBlock: `${tokens.spacingVerticalS} ${tokens.spacingVerticalL}`,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "#ffffff",
    colorScheme: "light",
  },
});

/** What the item says. HTML is a stranger's: it stands in a frame where nothing runs and nothing is fetched. */
export function Body({ item }: { readonly item: Item }) {
  const styles = useStyles();
  const texts = useTexts();
  const [height, setHeight] = useState(200);
  if (item.html === undefined) {
    return (
      <div className={styles.text} dir="auto">
        {item.text}
      </div>
    );
  }
  return (
    <iframe
      title={texts.body}
      className={styles.html}
      style={{ minBlockSize: height }}
      // Same origin lets this page measure it; without allow-scripts nothing in it can make use of that.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={`${head}${item.html}`}
      onLoad={(event) => setHeight(event.currentTarget.contentDocument?.documentElement.scrollHeight ?? 200)}
    />
  );
}

/** Before all else in the frame: no remote image tells its sender that the mail was opened, links open outside. */
const head = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer"><base target="_blank"><style>body { font: 14px/1.45 "Segoe UI", system-ui, sans-serif; margin: 12px }</style>`;
