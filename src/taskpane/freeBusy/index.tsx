import { lazy } from "react";
import { useHas } from "../store.tsx";
import { useText } from "../texts/index.tsx";
import { ViewButton } from "../viewButton.tsx";

/** When everyone on the item can talk, over the list of people; loads on first use. */
export const FreeBusyView = lazy(() => import("./view.tsx"));

/** Opens the view, where a network of the user has calendars. */
export function FreeBusyButton() {
  const text = useText();
  return useHas("free-busy") ? <ViewButton view={{ name: "free-busy" }}>{text("common-find")}</ViewButton> : null;
}
