import type { EmailAddress, GatewayMessage, Person, Photo, Presence } from "../../protocol/index.ts";
import type { Event } from "../state.ts";

/** A distribution list that the reader has opened, at least once. */
export interface OpenedList {
  readonly state: "loading" | "loaded" | "failed";
  readonly members: readonly Person[];
  /** False: closed again, the members kept. */
  readonly open: boolean;
}

/** Somebody's picture; or that it has been asked for and is not there (yet), or that nobody could be asked. */
export type Picture = Photo | "none" | "failed";

/** What is known of the people that this pane watches. */
export interface People {
  /** Who is behind each address that was asked for. */
  readonly found: ReadonlyMap<string, Person>;
  /** By primary address. */
  readonly presence: ReadonlyMap<string, Presence>;
  readonly lists: ReadonlyMap<string, OpenedList>;
  /** Of everybody whose picture was asked for, so that nobody's is asked for twice. */
  readonly photos: ReadonlyMap<string, Picture>;
  /** The item that the opened lists and the card belong to. */
  readonly item: string | undefined;
  /** The key of the row whose card is open. */
  readonly card: string | undefined;
}

export type PeopleEvent =
  | { readonly type: "card"; readonly row: string | undefined }
  | { readonly type: "list"; readonly list: EmailAddress; readonly change: Partial<OpenedList> }
  | { readonly type: "photos"; readonly photos: readonly (readonly [EmailAddress, Picture])[] };

export const noPeople: People = {
  found: new Map(),
  presence: new Map(),
  lists: new Map(),
  photos: new Map(),
  item: undefined,
  card: undefined,
};

/** Pictures that a pane keeps: those of many screens. */
const mostPhotos = 500;

export function reducePeople(state: People, event: Event): People {
  switch (event.type) {
    case "item":
      return event.item && event.item.id === state.item
        ? state
        : { ...state, item: event.item?.id, lists: noPeople.lists, card: undefined, photos: withoutFailed(state.photos) };
    case "card":
      return { ...state, card: event.row };
    case "list": {
      const before = state.lists.get(event.list) ?? { state: "loading", members: [], open: true };
      return { ...state, lists: new Map(state.lists).set(event.list, { ...before, ...event.change }) };
    }
    case "photos":
      return { ...state, photos: new Map([...state.photos, ...event.photos].slice(-mostPhotos)) };
    case "heard":
      return reduceHeard(state, event.message);
    default:
      return state;
  }
}

/** Another item is another try. */
function withoutFailed(photos: People["photos"]): People["photos"] {
  const rest = [...photos].filter(([, picture]) => picture !== "failed");
  return rest.length === photos.size ? photos : new Map(rest);
}

function reduceHeard(state: People, message: GatewayMessage): People {
  switch (message.type) {
    case "watched":
      // All that is watched, each time: whoever is not in it is no longer kept up to date, and must not be shown as if they were.
      return { ...state, found: new Map(Object.entries(message.people)), presence: byAddress([], message.presence) };
    case "presence":
      return { ...state, presence: byAddress(state.presence, message.presence) };
    default:
      return state;
  }
}

function byAddress(known: Iterable<readonly [string, Presence]>, presence: readonly Presence[]): ReadonlyMap<string, Presence> {
  const all = new Map(known);
  for (const one of presence) all.set(one.address, one);
  return all;
}
