import type { Rollcall } from "../store.tsx";
import type { Mesh } from "./mesh.ts";
import type { Ring } from "./ring.ts";
import { activeCall, incomingCalls, type Calls } from "./state.ts";

/**
 * Keeps the media of this computer in step with the state, outside of React: a call goes on whatever is on the screen. The code for it
 * loads with the first call. Returns how to stop.
 */
export function followCalls({ store, connection }: Rollcall): () => void {
  let mesh: { readonly call: string; readonly opened: Promise<Mesh> } | undefined;
  let ring: Promise<Ring> | undefined;
  let seen: Calls | undefined;

  function follow(): void {
    const { calls } = store.get();
    if (calls === seen) return;
    const before = seen;
    seen = calls;
    followMedia(before, calls);
    if (incomingCalls(calls).length > 0) ring ??= import("./ring.ts").then(({ openRing }) => openRing());
    void ring?.then((bell) => bell.sound(ringing(store.get())));
  }

  function followMedia(before: Calls | undefined, calls: Calls): void {
    const call = activeCall(calls);
    if (mesh && mesh.call !== call?.id) close();
    if (!call || !calls.me) return;
    const fresh = !mesh;
    mesh ??= { call: call.id, opened: open(call.id, calls.me) };
    if (fresh || call !== (before && activeCall(before)) || calls.wishes !== before?.wishes) {
      void mesh.opened.then((opened) => opened.follow(call, calls.wishes));
    }
    if (calls.heard.length === 0) return;
    void mesh.opened.then((opened) => calls.heard.forEach(opened.hear));
    store.dispatch({ type: "call-heard", count: calls.heard.length });
  }

  async function open(call: string, me: NonNullable<Calls["me"]>): Promise<Mesh> {
    const { openMesh } = await import("./mesh.ts");
    return openMesh({
      me,
      signal: (to, signal) => {
        const active = activeCall(store.get().calls);
        if (active?.id === call) connection.tell({ type: "signal", call: active.id, to, signal });
      },
      report: (media) => store.dispatch({ type: "call-media", media }),
    });
  }

  function close(): void {
    void mesh?.opened.then((opened) => opened.close());
    mesh = undefined;
  }

  // The gateway sees the line close; microphone and camera must not wait for that.
  addEventListener("pagehide", close);
  const unsubscribe = store.subscribe(follow);
  follow();
  return () => {
    unsubscribe();
    removeEventListener("pagehide", close);
    close();
  };
}

/** Nothing rings for somebody who does not want to be disturbed, or who talks already. */
function ringing({ calls, me }: ReturnType<Rollcall["store"]["get"]>): boolean {
  return incomingCalls(calls).length > 0 && !activeCall(calls) && me?.status.availability !== "do-not-disturb";
}
