import { useState } from "react";
import type { OwnStatus } from "../../protocol/index.ts";
import { WireError } from "../connection.ts";
import { useRollcall } from "../store.tsx";

/** Why the last change was undone, as the id of a text. */
export type Trouble = "me-offline" | "me-failed";

/** Changes the reader's own status: shown at once, and put back with a word where the gateway could not keep it. */
export function useStatus(): { readonly change: (status: OwnStatus) => void; readonly trouble: Trouble | undefined } {
  const { store, connection } = useRollcall();
  const [trouble, setTrouble] = useState<Trouble>();
  const change = (status: OwnStatus): void => {
    const before = store.get().me?.status;
    setTrouble(undefined);
    store.dispatch({ type: "status", status });
    connection.request({ type: "status", status }).catch((error: unknown) => {
      // Another choice made in the meantime stays.
      if (before && store.get().me?.status === status) store.dispatch({ type: "status", status: before });
      setTrouble(error instanceof WireError && error.code === "offline" ? "me-offline" : "me-failed");
    });
  };
  return { change, trouble };
}
