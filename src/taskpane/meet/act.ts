import type { EmailAddress, ItemContext } from "../../protocol/index.ts";
import { send } from "../chat/send.ts";
import { WireError } from "../connection.ts";
import type { Rollcall } from "../store.tsx";
import type { MeetEvent } from "./state.ts";

interface Wish {
  readonly people: readonly EmailAddress[];
  readonly context: ItemContext;
  /** The meeting's, and its invitation's: asked for again, both are the same. */
  readonly key: string;
  /** What stands before the link in the chat. */
  readonly words: string;
}

/** Makes a meeting, opens it where the browser still takes that for the reader's own click, and puts its link into the chat with these people. */
export async function meetNow(rollcall: Rollcall, { people, context, key, words }: Wish, tell: (event: MeetEvent) => void): Promise<void> {
  tell({ type: "meeting", meeting: { state: "making" } });
  try {
    const { meeting } = await rollcall.connection.request({ type: "meet", people: [...people], context, key });
    if (!meeting) throw new WireError("internal", "the answer to meet has no meeting");
    const { url } = meeting;
    tell({ type: "meeting", meeting: { state: "ready", url } });
    if (clicked()) rollcall.mailbox.browse(url);
    await invite(rollcall, { people, context, key, words: `${words}\n${url}` }, tell);
  } catch (error) {
    tell({ type: "meeting", meeting: { state: "failed", code: codeOf(error) } });
  }
}

/** For a few seconds after a click a window may open without being taken for a pop-up. */
const clicked = (): boolean => globalThis.navigator?.userActivation?.isActive ?? false;

/** The meeting is there, whatever becomes of its link. A message that does not go out waits in the chat, to be sent again there. */
async function invite({ store, connection, ...rest }: Rollcall, { people, context, key, words }: Wish, tell: (event: MeetEvent) => void) {
  const canChat = store.get().networks.some(({ state, parts }) => state === "connected" && parts.includes("chat"));
  if (!canChat) return tell({ type: "invitation", invitation: { state: "unsent" } });
  tell({ type: "invitation", invitation: { state: "sending" } });
  try {
    const { conversation } = await connection.request({ type: "open", people: [...people], context });
    if (!conversation) throw new WireError("internal", "the answer to open has no conversation");
    store.dispatch({ type: "chat-opened", conversation });
    await send({ store, connection, ...rest }, { conversation: conversation.id, key, text: words, at: Date.now(), state: "sending" });
    const left = store.get().chats.outbox.find((outgoing) => outgoing.key === key);
    if (left) throw new WireError(left.code ?? "offline", "the link has not been sent");
    tell({ type: "invitation", invitation: { state: "sent", conversation: conversation.id } });
  } catch (error) {
    tell({ type: "invitation", invitation: { state: "failed", code: codeOf(error) } });
  }
}

const codeOf = (error: unknown): WireError["code"] => (error instanceof WireError ? error.code : "internal");
