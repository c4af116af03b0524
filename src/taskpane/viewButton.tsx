import { useEffect, useRef, type ReactNode } from "react";
import { PlainButton } from "./button.tsx";
import type { View } from "./state.ts";
import { useRollcall, useSelect } from "./store.tsx";

/** Opens a view over the list of people; has the focus again when the reader comes back. */
export function ViewButton({ view, children }: { readonly view: View; readonly children: ReactNode }) {
  const { store } = useRollcall();
  const button = useRef<HTMLButtonElement>(null);
  const open = useSelect((state) => state.view.name === view.name);
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return (
    <PlainButton ref={button} onClick={() => store.dispatch({ type: "view", view })}>
      {children}
    </PlainButton>
  );
}
