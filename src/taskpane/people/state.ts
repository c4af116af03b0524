import type { Event } from "../state.ts";

export interface People {}
export type PeopleEvent = never;
export const noPeople: People = {};

export function reducePeople(state: People, _event: Event): People {
  return state;
}
