import { mostInACall, type Call, type EmailAddress, type ItemContext } from "../../protocol/index.ts";
import { WireError } from "../connection.ts";
import type { Rollcall } from "../store.tsx";
import { activeCall } from "./state.ts";

/** Rings these people, or lets the reader choose where they are too many for one call. What goes wrong is said in the strip. */
export async function startCall(rollcall: Rollcall, people: readonly EmailAddress[], context: ItemContext): Promise<void> {
  const { store, connection } = rollcall;
  const me = store.get().me?.person.address;
  const others = people.filter((address) => address !== me);
  if (others.length >= mostInACall) {
    store.dispatch({ type: "call-choosing", choice: { people: others, context } });
    return store.dispatch({ type: "view", view: { name: "call", call: "" } });
  }
  await told(rollcall, async () => {
    await leaveActive(rollcall);
    const { call } = await connection.request({ type: "call", people: others, context });
    if (!call) return;
    store.dispatch({ type: "call-changed", call });
    if (call.state !== "terminated") store.dispatch({ type: "view", view: { name: "call", call: call.id } });
  });
}

/** Answers a call that rings, or comes in to one that goes on; the one that the reader is in ends first. */
export async function answer(rollcall: Rollcall, { id }: Call): Promise<void> {
  const { store, connection } = rollcall;
  await told(rollcall, async () => {
    await leaveActive(rollcall);
    const { call } = await connection.request({ type: "act", call: id, action: "answer" });
    if (call) store.dispatch({ type: "call-changed", call });
    store.dispatch({ type: "view", view: { name: "call", call: id } });
  });
}

export function decline(rollcall: Rollcall, call: Call): Promise<void> {
  return leave(rollcall, call, "decline");
}

/** Leaves a call; one's own that nobody has answered yet is cancelled. */
export async function hangUp(rollcall: Rollcall, call: Call): Promise<void> {
  const { store } = rollcall;
  const cancels = call.state === "establishing" && call.from === store.get().calls.me;
  if (store.get().view.name === "call") store.dispatch({ type: "view", view: { name: "people" } });
  await leave(rollcall, call, cancels ? "cancel" : "hang-up");
}

async function leaveActive(rollcall: Rollcall): Promise<void> {
  const active = activeCall(rollcall.store.get().calls);
  if (active) await hangUp(rollcall, active);
}

/** At once for the reader, whatever the gateway says: a call that is over there, or a line that is down, ends it all the same. */
async function leave({ store, connection }: Rollcall, { id }: Call, action: "decline" | "hang-up" | "cancel"): Promise<void> {
  store.dispatch({ type: "call-left", call: id });
  await connection.request({ type: "act", call: id, action }).catch((error: unknown) => {
    if (!(error instanceof WireError)) throw error;
  });
}

async function told({ store }: Rollcall, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    store.dispatch({ type: "call-trouble", code: error instanceof WireError ? error.code : "internal" });
  }
}
