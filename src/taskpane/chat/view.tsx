import { makeStyles, tokens } from "@fluentui/react-components";
import { useCallback, useEffect } from "react";
import { useRollcall, useSelect } from "../store.tsx";
import { useAllText } from "../texts/index.tsx";
import { Composer } from "./composer.tsx";
import { Header } from "./header.tsx";
import { Messages } from "./messages.tsx";
import { Replies } from "./replies.tsx";
import { loadPage } from "./send.ts";
import { unloaded } from "./thread.ts";

/** One conversation: who, what about, what was said, and what the reader says next. */
export default function ChatView() {
  const rollcall = useRollcall();
  const { store } = rollcall;
  const id = useSelect((state) => (state.view.name === "chat" ? state.view.conversation : ""));
  const conversation = useSelect((state) => state.chats.conversations[id]);
  const thread = useSelect((state) => state.chats.threads[id]) ?? unloaded;
  const connected = useSelect((state) => state.link.state === "connected");
  const styles = useStyles();
  const text = useAllText();

  const known = conversation?.id;
  const stale = connected && !thread.fresh;
  useEffect(() => {
    // Asked again on the next line where it fails on this one.
    if (known && stale) loadPage(rollcall, known).catch(() => undefined);
  }, [rollcall, known, stale]);

  const back = useCallback(() => store.dispatch({ type: "view", view: { name: "people" } }), [store]);
  useEffect(() => {
    const leave = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.isComposing && !event.defaultPrevented) back();
    };
    document.addEventListener("keydown", leave);
    return () => document.removeEventListener("keydown", leave);
  }, [back]);

  if (!conversation) return null;
  return (
    <section className={styles.view} aria-label={text("chat-view")}>
      <Header conversation={conversation} back={back} />
      <Messages key={`messages ${id}`} conversation={conversation} thread={thread} />
      {conversation.replies && <Replies key={`replies ${id}`} conversation={conversation} />}
      <Composer key={`composer ${id}`} conversation={conversation} />
    </section>
  );
}

const useStyles = makeStyles({
  view: {
    display: "flex",
    flexDirection: "column",
    height: "100%",
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
  },
});
