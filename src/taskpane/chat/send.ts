import type { ConversationId, EmailAddress, ItemContext } from "../../protocol/index.ts";
import { WireError } from "../connection.ts";
import type { Rollcall } from "../store.tsx";
import type { Outgoing } from "./outbox.ts";

/** Finds or begins the conversation of exactly these people and the user, and shows it; what goes wrong is said in the strip. */
export async function startChat({ store, connection }: Rollcall, people: readonly EmailAddress[], context: ItemContext): Promise<void> {
  const me = store.get().me?.person.address;
  const others = people.filter((address) => address !== me);
  try {
    const { conversation } = await connection.request({ type: "open", people: others, context });
    if (!conversation) throw new WireError("internal", "the answer to open has no conversation");
    store.dispatch({ type: "chat-opened", conversation });
    store.dispatch({ type: "view", view: { name: "chat", conversation: conversation.id } });
  } catch (error) {
    store.dispatch({ type: "chat-trouble", code: codeOf(error) });
  }
}

/** Queues a message and sends it as soon as there is a line. */
export function say(rollcall: Rollcall, conversation: ConversationId, text: string): Promise<void> {
  rollcall.store.dispatch({ type: "chat-draft", conversation, text: "" });
  return send(rollcall, { conversation, key: crypto.randomUUID(), text, at: Date.now(), state: "sending" });
}

/** Sends a message (again); under its key it is the same message however often it arrives. */
export async function send({ store, connection }: Rollcall, { conversation, key, text, at }: Outgoing): Promise<void> {
  store.dispatch({ type: "chat-sending", outgoing: { conversation, key, text, at, state: "sending" } });
  if (store.get().link.state !== "connected") return;
  try {
    const { message } = await connection.request({ type: "send", conversation, text, key });
    if (message) store.dispatch({ type: "chat-delivered", message });
  } catch (error) {
    const code = codeOf(error);
    // Where the line broke under it, the message waits for the next one: `sendWaiting`.
    if (code !== "offline" && store.get().link.state === "connected") store.dispatch({ type: "chat-failed", key, code });
  }
}

/** After `welcome`: whatever was on its way when the line broke, one after the other, so that their order stays. */
export async function sendWaiting(rollcall: Rollcall): Promise<void> {
  for (const outgoing of rollcall.store.get().chats.outbox) if (outgoing.state === "sending") await send(rollcall, outgoing);
}

/** Asks for the latest page, or the one before a message; a failure leaves the thread as it is, to be asked for again. */
export async function loadPage({ store, connection }: Rollcall, conversation: ConversationId, before?: string): Promise<void> {
  const { messages = [], more = false } = await connection.request({ type: "history", conversation, before });
  store.dispatch({ type: "chat-page", conversation, messages, more, before });
}

function codeOf(error: unknown): WireError["code"] {
  return error instanceof WireError ? error.code : "internal";
}
