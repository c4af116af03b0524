import type { Notice } from "../connection.ts";

const inputs = ["pointerdown", "pointermove", "keydown", "wheel", "focus"];
const idleAfter = 5 * 60_000;

export interface IdleOptions {
  readonly target: Pick<EventTarget, "addEventListener">;
  readonly tell: (notice: Extract<Notice, { type: "idle" }>) => void;
  /** Milliseconds without input. */
  readonly after?: number;
}

/** Tells the gateway when the pane has had no input for a while, and at once when there is some again. `active` is for input seen elsewhere. */
export function watchIdle({ target, tell, after = idleAfter }: IdleOptions): { readonly active: () => void; readonly stop: () => void } {
  const end = new AbortController();
  let last = Date.now();
  let idle = false;
  let timer = setTimeout(look, after);

  /** Input only notes the time: a timer for every movement of the pointer would cost more than it tells. */
  function look(): void {
    const quiet = Math.max(0, Date.now() - last);
    clearTimeout(timer);
    if (quiet < after) timer = setTimeout(look, after - quiet);
    else {
      idle = true;
      tell({ type: "idle", since: last });
    }
  }

  function active(): void {
    last = Date.now();
    if (!idle) return;
    idle = false;
    tell({ type: "idle" });
    timer = setTimeout(look, after);
  }

  for (const input of inputs) target.addEventListener(input, active, { capture: true, passive: true, signal: end.signal });
  return {
    active,
    stop() {
      end.abort();
      clearTimeout(timer);
    },
  };
}
