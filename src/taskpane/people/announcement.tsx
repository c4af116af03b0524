import { makeStyles } from "@fluentui/react-components";
import { useEffect, useState } from "react";

const useStyles = makeStyles({
  spoken: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" },
});

/** Milliseconds: whoever leafs through messages hears of the one where they stop. */
const settled = 700;

/** Speaks the answer to a screen reader: once for each item, and not again with every change. */
export function Announcement({ item, ready, words }: { readonly item: string; readonly ready: boolean; readonly words: string }) {
  const styles = useStyles();
  const [spoken, setSpoken] = useState({ item: "", words: "" });
  const due = ready && spoken.item !== item;
  useEffect(() => {
    if (!due) return undefined;
    const timer = setTimeout(() => setSpoken({ item, words }), settled);
    return () => clearTimeout(timer);
  }, [due, item, words]);
  return <output className={styles.spoken}>{spoken.words}</output>;
}
