import type { Rollcall } from "../store.tsx";
import { sendWaiting } from "./send.ts";
import type { Chats, Unsent } from "./state.ts";

/**
 * Keeps what the reader wrote until it has arrived: over a broken line, by sending it again once there is a new one, and over a reload
 * of the pane, in the tab's own storage. Returns how to stop.
 */
export function keepUnsent(rollcall: Rollcall): () => void {
  const { store, mailbox } = rollcall;
  const place = `rollcall.unsent:${mailbox.user.address}`;
  const restored = read(place);
  if (restored) store.dispatch({ type: "chat-restored", ...restored });
  let { chats, link } = store.get();
  const changed = (): void => {
    const before = { chats, link };
    ({ chats, link } = store.get());
    if (chats.drafts !== before.chats.drafts || chats.outbox !== before.chats.outbox) write(place, chats);
    if (link !== before.link && link.state === "connected") void sendWaiting(rollcall);
  };
  if (link.state === "connected") void sendWaiting(rollcall);
  return store.subscribe(changed);
}

/** Storage can be refused altogether (third-party frames with blocked cookies): then a reload forgets, and nothing else breaks. */
function write(place: string, { drafts, outbox }: Chats): void {
  try {
    sessionStorage.setItem(place, JSON.stringify({ drafts, outbox }));
  } catch {
    return;
  }
}

function read(place: string): Unsent | undefined {
  try {
    // Written by `write` alone, in this origin's own storage.
    const { drafts = {}, outbox = [] } = JSON.parse(sessionStorage.getItem(place) ?? "") as Partial<Unsent>;
    return { drafts, outbox };
  } catch {
    return undefined;
  }
}
