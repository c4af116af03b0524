import { Button, makeStyles } from "@fluentui/react-components";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ConversationId } from "../../protocol/index.ts";
import { useRollcall } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { loadPage } from "./send.ts";

/** The way to earlier messages: by scrolling up to it, or by pressing it. */
export function Earlier({ conversation, before }: { readonly conversation: ConversationId; readonly before: string | undefined }) {
  const rollcall = useRollcall();
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");
  const styles = useStyles();
  const text = useText();

  const load = useCallback(async () => {
    setState("loading");
    try {
      await loadPage(rollcall, conversation, before);
      setState("idle");
    } catch {
      setState("failed");
    }
  }, [rollcall, conversation, before]);

  useEffect(() => {
    // A failure waits for the reader: trying by itself again and again would help nobody.
    if (!button.current || state !== "idle") return;
    const observer = new IntersectionObserver(([entry]) => void (entry?.isIntersecting && load()));
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [load, state]);

  return (
    <Button ref={button} className={styles.earlier} appearance="subtle" size="small" disabledFocusable={state === "loading"} onClick={load}>
      {text(state === "failed" ? "chat-earlier-failed" : state === "loading" ? "chat-loading" : "chat-earlier")}
    </Button>
  );
}

const useStyles = makeStyles({
  // The browser must hold on to a message when it keeps the place, and not to what moves away.
  earlier: { alignSelf: "center", overflowAnchor: "none" },
});
