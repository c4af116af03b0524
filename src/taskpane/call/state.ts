import type { Event } from "../state.ts";

export interface Calls {}
export type CallEvent = never;
export const noCalls: Calls = {};

export function reduceCalls(state: Calls, _event: Event): Calls {
  return state;
}
