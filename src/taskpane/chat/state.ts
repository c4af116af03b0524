import type { Event } from "../state.ts";

export interface Chats {}
export type ChatEvent = never;
export const noChats: Chats = {};

export function reduceChats(state: Chats, _event: Event): Chats {
  return state;
}
