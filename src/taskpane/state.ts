import type { EmailAddress, GatewayMessage, NetworkState, OwnStatus, Person, Presence, Time } from "../protocol/index.ts";
import { noCalls, reduceCalls, type CallEvent, type Calls } from "./call/state.ts";
import { noChats, reduceChats, type ChatEvent, type Chats } from "./chat/state.ts";
import type { OpenItem } from "./item.ts";
import { noPeople, reducePeople, type People, type PeopleEvent } from "./people/state.ts";
import type { Trouble } from "./signIn/trouble.ts";

/** The connection to the gateway, as the reader may be told of it; `connected` begins with `welcome`. */
export type Link =
  | { readonly state: "connecting" }
  | { readonly state: "connected"; readonly pane: string }
  /** Was connected; trying again by itself. */
  | { readonly state: "reconnecting"; readonly since: number }
  | { readonly state: "offline"; readonly since: number }
  /** Only the reader can mend it. */
  | { readonly state: "signed-out"; readonly why: Trouble }
  | { readonly state: "forbidden" | "outdated" };

/** The user, as this pane shows them in its first line. */
export interface Me {
  readonly person: Person;
  readonly status: OwnStatus;
  readonly presence?: Presence;
}

/** Which view covers the list of people; the list itself is always beneath. */
export type View =
  | { readonly name: "people" }
  | { readonly name: "chat"; readonly conversation: string }
  | { readonly name: "call"; readonly call: string }
  | { readonly name: "free-busy" }
  | { readonly name: "meet" };

export interface State {
  /** The time of day as the pane shows it, told twice a minute; ages and "until 14:30" are seen from here. */
  readonly now: Time;
  readonly link: Link;
  /** While the line goes on: why the reader has to sign in again before long, or for some of what they want. */
  readonly signIn: Trouble | undefined;
  readonly me: Me | undefined;
  readonly networks: readonly NetworkState[];
  /** Who asks to see the user's status; undefined: nobody ever has. */
  readonly askers: readonly EmailAddress[] | undefined;
  /** null: nothing is selected; undefined: Outlook has not said yet. */
  readonly item: OpenItem | null | undefined;
  readonly view: View;
  readonly people: People;
  readonly chats: Chats;
  readonly calls: Calls;
}

/** All that can change the state. `heard` is whatever the gateway said. */
export type Event =
  | { readonly type: "link"; readonly link: Link }
  | { readonly type: "sign-in"; readonly trouble: Trouble | undefined }
  | { readonly type: "heard"; readonly message: GatewayMessage }
  | { readonly type: "item"; readonly item: OpenItem | null }
  | { readonly type: "view"; readonly view: View }
  | { readonly type: "tick"; readonly now: Time }
  /** The user chose another status: shown at once, and again as it was where the gateway refuses. */
  | { readonly type: "status"; readonly status: OwnStatus }
  | PeopleEvent
  | ChatEvent
  | CallEvent;

export const initial: State = {
  now: 0,
  link: { state: "connecting" },
  signIn: undefined,
  me: undefined,
  networks: [],
  askers: undefined,
  item: undefined,
  view: { name: "people" },
  people: noPeople,
  chats: noChats,
  calls: noCalls,
};

/** The one writer of the pane's state; each part has a reducer of its own, in its own room. */
export function reduce(state: State, event: Event): State {
  return {
    ...state,
    ...reduceShell(state, event),
    people: reducePeople(state.people, event),
    chats: reduceChats(state.chats, event),
    calls: reduceCalls(state.calls, event),
  };
}

function reduceShell(state: State, event: Event): Partial<State> {
  switch (event.type) {
    case "link":
      return { link: event.link };
    case "sign-in":
      return { signIn: event.trouble };
    case "item":
      return { item: event.item };
    case "view":
      return { view: event.view };
    case "tick":
      return { now: event.now };
    case "status":
      return state.me ? { me: { ...state.me, status: event.status } } : {};
    case "heard":
      return reduceHeard(state, event.message);
    default:
      return {};
  }
}

function reduceHeard(state: State, message: GatewayMessage): Partial<State> {
  switch (message.type) {
    case "welcome":
      return {
        link: { state: "connected", pane: message.pane },
        signIn: undefined,
        me: { person: message.user, status: message.status, presence: message.presence },
        networks: message.networks,
        askers: message.askers ?? (state.askers && []),
      };
    case "askers":
      return { askers: message.people };
    case "status":
      return state.me ? { me: { ...state.me, status: message.status } } : {};
    case "network":
      return { networks: withNetwork(state.networks, message.network) };
    case "watched":
    case "presence": {
      const own = state.me && message.presence.findLast((presence) => presence.address === state.me?.person.address);
      return state.me && own ? { me: { ...state.me, presence: own } } : {};
    }
    default:
      return {};
  }
}

/** In its old place, so that nothing moves. */
function withNetwork(networks: readonly NetworkState[], changed: NetworkState): readonly NetworkState[] {
  const known = networks.some((network) => network.name === changed.name);
  return known ? networks.map((network) => (network.name === changed.name ? changed : network)) : [...networks, changed];
}
