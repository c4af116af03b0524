import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import type { ConversationId } from "../../protocol/index.ts";
import { useNames } from "../people/names.ts";
import { useRollcall } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import type { Typing } from "./thread.ts";

/** A notice of typing holds this long unless it is said again. */
const lasts = 6000;
/** So it is said again well before. */
const again = 3000;

/** Who is writing now. */
export function TypingLine({ conversation, typing }: { readonly conversation: ConversationId; readonly typing: readonly Typing[] }) {
  const nameOf = useNames();
  const styles = useStyles();
  const text = useText();
  return (
    <div className={styles.typing}>
      {typing.map((one) => (
        <Fading key={one.from} conversation={conversation} typing={one} />
      ))}
      {typing.length > 0 && text("chat-typing", { names: text.list(typing.map(({ from }) => nameOf(from))), count: typing.length })}
    </div>
  );
}

function Fading({ conversation, typing }: { readonly conversation: ConversationId; readonly typing: Typing }) {
  const { store } = useRollcall();
  useEffect(() => {
    const timer = setTimeout(() => store.dispatch({ type: "chat-typing-over", conversation, typing }), lasts);
    return () => clearTimeout(timer);
  }, [store, conversation, typing]);
  return null;
}

/** Tells the others that the reader is writing: at most every three seconds, and once when they stop. */
export function useTyping(conversation: ConversationId): (on: boolean) => void {
  const { connection } = useRollcall();
  const said = useRef(0);
  return (on) => {
    const now = performance.now();
    if (on ? now - said.current < again && said.current > 0 : said.current === 0) return;
    said.current = on ? now : 0;
    connection.tell({ type: "typing", conversation, on });
  };
}

const useStyles = makeStyles({
  // Its line is always there, so that nothing jumps when somebody begins to write.
  typing: { minHeight: tokens.lineHeightBase200, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});
