import { makeStyles } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { useText } from "../texts/index.tsx";
import { duration } from "./duration.ts";

/** How long the call has gone on. */
export function Timer({ since }: { readonly since: number }) {
  const [now, setNow] = useState(Date.now);
  const styles = useStyles();
  const { language } = useText();
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span role="timer" className={styles.timer}>
      {duration(now - since, language)}
    </span>
  );
}

const useStyles = makeStyles({ timer: { fontVariantNumeric: "tabular-nums", unicodeBidi: "isolate", flexShrink: 0 } });
