import type { EmailAddress, ItemContext } from "../protocol/index.ts";
import type { Rollcall } from "./store.tsx";

type Start = (rollcall: Rollcall, people: readonly EmailAddress[], context: ItemContext) => Promise<void>;

export const startChat: Start = async () => undefined;
export const startCall: Start = async () => undefined;
export const ChatStrip = (): null => null;
export const CallStrip = (): null => null;
export const ChatView = (): null => null;
export const CallView = (): null => null;
