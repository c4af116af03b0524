import { lazy } from "react";

/** One conversation, over the list of people; loads on first use. */
export const ChatView = lazy(() => import("./view.tsx"));
export { ChatStrip } from "./strip.tsx";
export { startChat } from "./send.ts";
