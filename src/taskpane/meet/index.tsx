import { lazy } from "react";
import { useHas } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { ViewButton } from "../viewButton.tsx";

/** A meeting that begins at once, and the ways to people outside of Rollcall, over the list of people; loads on first use. */
export const MeetView = lazy(() => import("./view.tsx"));

/** Opens the view, where a network of the user can hold meetings or has an application of its own. */
export function MeetButton() {
  const text = useText();
  const meetings = useHas("meetings");
  const links = useHas("links");
  return meetings || links ? <ViewButton view={{ name: "meet" }}>{text(meetings ? "meet-open" : "ways-open")}</ViewButton> : null;
}
