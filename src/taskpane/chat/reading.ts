import { useEffect, useSyncExternalStore } from "react";
import type { Conversation } from "../../protocol/index.ts";
import { useRollcall, useSelect } from "../store.tsx";
import type { Thread } from "./thread.ts";

/** Tells the others how far the user has read: whatever stands in an open conversation while the pane can be seen. */
export function useReading(conversation: Conversation, thread: Thread): void {
  const { store, connection } = useRollcall();
  const me = useSelect((state) => state.chats.me);
  const connected = useSelect((state) => state.link.state === "connected");
  const visible = useSyncExternalStore(watchVisibility, () => document.visibilityState === "visible");
  const last = thread.fresh ? thread.messages.at(-1) : undefined;
  const upTo = last && last.from !== me && me && conversation.read[me] !== last.id ? last.id : undefined;
  useEffect(() => {
    if (!upTo || !visible || !connected) return;
    connection.tell({ type: "read", conversation: conversation.id, upTo });
    store.dispatch({ type: "chat-read", conversation: conversation.id, upTo });
  }, [store, connection, conversation.id, upTo, visible, connected]);
}

function watchVisibility(changed: () => void): () => void {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}
