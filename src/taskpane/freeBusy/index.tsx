import { lazy, useEffect, useRef } from "react";
import { PlainButton } from "../button.tsx";
import { useHas, useRollcall, useSelect } from "../store.tsx";
import { useText } from "../texts/index.tsx";

/** When everyone on the item can talk, over the list of people; loads on first use. */
export const FreeBusyView = lazy(() => import("./view.tsx"));

/** Opens the view, where a network of the user has calendars; has the focus again when the reader comes back. */
export function FreeBusyButton() {
  const { store } = useRollcall();
  const text = useText();
  const button = useRef<HTMLButtonElement>(null);
  const known = useHas("free-busy");
  const open = useSelect(({ view }) => view.name === "free-busy");
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  if (!known) return null;
  return (
    <PlainButton ref={button} onClick={() => store.dispatch({ type: "view", view: { name: "free-busy" } })}>
      {text("common-find")}
    </PlainButton>
  );
}
