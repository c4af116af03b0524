import { lazyFluent } from "../fluent.tsx";

/** One conversation, over the list of people; loads on first use. */
export const ChatView = lazyFluent(() => import("./view.tsx"));
export { ChatStrip } from "./strip.tsx";
export { startChat } from "./send.ts";
