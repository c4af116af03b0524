export * from "./call.ts";
export * from "./chat.ts";
export * from "./error.ts";
export * from "./freeBusy.ts";
export * from "./meeting.ts";
export * from "./person.ts";
export * from "./presence.ts";
export * from "./wire.ts";
