import type { Call, CallId, EmailAddress, GatewayMessage, ItemContext, Party, Signal } from "../../protocol/index.ts";
import type { WireError } from "../connection.ts";
import type { Event } from "../state.ts";
import { outcome, unanswered, type Outcome } from "./outcome.ts";

/** A microphone or camera: in use, being asked for, or why there is none. */
export type Capture = "off" | "asking" | "on" | "denied" | "blocked" | "missing" | "in-use" | "insecure";

/** What this computer does for the call; told by the mesh alone. */
export interface Media {
  readonly microphone: Capture;
  readonly camera: Capture;
  /** The line to each other party. */
  readonly lines: Readonly<Record<string, "connecting" | "connected" | "failed">>;
  /** Whose camera is seen, the user's own included. */
  readonly pictures: Readonly<Record<string, MediaStream>>;
  /** The browser wants a click before it plays a sound. */
  readonly silenced: boolean;
}

/** What the reader asks of this computer; the mesh follows. */
export interface Wishes {
  readonly muted: boolean;
  readonly camera: boolean;
  /** Raised to ask for the microphone, or to play the sound, once more. */
  readonly attempt: number;
}

/** A media description for this pane that the mesh has not heard yet. */
export interface Heard {
  readonly from: EmailAddress;
  readonly signal: Signal;
}

/** A call that is over, and how; said until the reader has seen it. */
export interface Ended {
  readonly call: Call;
  readonly outcome: Outcome;
}

/** People that a call was asked for, too many for one. */
export interface Choice {
  readonly people: readonly EmailAddress[];
  readonly context: ItemContext;
}

export interface Calls {
  readonly me?: EmailAddress;
  /** This connection's name; the call that it joined is the active one. */
  readonly pane?: string;
  /** Those that ring or go on. */
  readonly calls: Readonly<Record<string, Call>>;
  readonly ended?: Ended;
  readonly wishes: Wishes;
  readonly media: Media;
  readonly heard: readonly Heard[];
  readonly choice?: Choice;
  /** Why the last thing asked of a call was refused. */
  readonly trouble?: WireError["code"];
}

export type CallEvent =
  | { readonly type: "call-changed"; readonly call: Call }
  /** The reader is done with it, whatever the gateway may say of it later. */
  | { readonly type: "call-left"; readonly call: CallId }
  | { readonly type: "call-wished"; readonly wishes: Partial<Wishes> }
  | { readonly type: "call-media"; readonly media: Media }
  | { readonly type: "call-heard"; readonly count: number }
  | { readonly type: "call-choosing"; readonly choice: Choice | undefined }
  | { readonly type: "call-trouble"; readonly code: WireError["code"] }
  /** What was said of a call that is over, or refused, has been seen. */
  | { readonly type: "call-seen" };

const noWishes: Wishes = { muted: false, camera: false, attempt: 0 };
const noMedia: Media = { microphone: "off", camera: "off", lines: {}, pictures: {}, silenced: false };
export const noCalls: Calls = { calls: {}, wishes: noWishes, media: noMedia, heard: [] };

export function reduceCalls(state: Calls, event: Event): Calls {
  switch (event.type) {
    case "heard":
      return reduceHeard(state, event.message);
    case "call-changed":
      return withAnswer({ ...state, choice: undefined, trouble: undefined }, event.call);
    case "call-left":
      return settled(state, without(state.calls, event.call), state.ended);
    case "call-wished":
      return { ...state, wishes: { ...state.wishes, ...event.wishes } };
    case "call-media":
      return { ...state, media: event.media };
    case "call-heard":
      return { ...state, heard: state.heard.slice(event.count) };
    case "call-choosing":
      return { ...state, choice: event.choice };
    case "call-trouble":
      return { ...state, trouble: event.code };
    case "call-seen":
      return { ...state, ended: undefined, trouble: undefined };
    default:
      return state;
  }
}

function reduceHeard(state: Calls, message: GatewayMessage): Calls {
  switch (message.type) {
    case "welcome":
      return withWelcome(state, message.user.address, message.pane, message.calls);
    case "call":
      return withCall(state, message.call);
    case "signal":
      // Meant for the call of this pane; one for a call that it has left comes too late.
      return activeCall(state)?.id === message.call
        ? { ...state, heard: [...state.heard, { from: message.from, signal: message.signal }] }
        : state;
    default:
      return state;
  }
}

/** A new line to the gateway is a new pane: what the old one had joined is lost, whoever else goes on talking. */
function withWelcome(state: Calls, me: EmailAddress, pane: string, list: readonly Call[]): Calls {
  const calls = Object.fromEntries(list.map((call) => [call.id, call]));
  const lost = activeCall(state);
  const missed = incomingCalls(state).find((call) => !calls[call.id]);
  const ended: Ended | undefined = lost ? { call: lost, outcome: "lost" } : missed ? { call: missed, outcome: "missed" } : state.ended;
  return settled({ ...state, me, pane }, calls, ended);
}

function withCall(state: Calls, call: Call): Calls {
  if (call.state !== "terminated") return settled(state, { ...state.calls, [call.id]: call }, state.ended);
  const known = state.calls[call.id];
  const result = known && state.me ? outcome(known, call, state.me, state.pane) : undefined;
  return settled(state, without(state.calls, call.id), result ? { call, outcome: result } : state.ended);
}

/** What the gateway answered to the reader: a new call, which may have found nobody and be over at once. */
function withAnswer(state: Calls, call: Call): Calls {
  const stillborn = call.state === "terminated" && call.from === state.me && call.established === undefined;
  return stillborn ? { ...withCall(state, call), ended: { call, outcome: unanswered(call, call.from) } } : withCall(state, call);
}

/** What the reader asked of one call, and what this computer did for it, ends with it. */
function settled(state: Calls, calls: Calls["calls"], ended: Ended | undefined): Calls {
  const next = { ...state, calls, ended };
  const active = activeCall(next);
  if (active?.id !== activeCall(state)?.id) return { ...next, wishes: noWishes, media: noMedia, heard: [] };
  // A camera is for two. It goes off when a third comes in, and must not come on by itself when they leave.
  return active && !isOfTwo(active) ? { ...next, wishes: { ...next.wishes, camera: false } } : next;
}

/** Two talk, and may see each other. */
export function isOfTwo(call: Call): boolean {
  return call.parties.filter(({ state }) => state === "joined").length === 2;
}

function without(calls: Calls["calls"], id: string): Calls["calls"] {
  const { [id]: _, ...others } = calls;
  return others;
}

/** The user's own part in a call. */
export function ownParty(call: Call, me: EmailAddress | undefined): Party | undefined {
  return call.parties.find((party) => party.address === me);
}

/** The one call that this pane has joined. */
export function activeCall({ calls, me, pane }: Calls): Call | undefined {
  return Object.values(calls).find((call) => {
    const own = ownParty(call, me);
    return own?.state === "joined" && own.pane === pane;
  });
}

/** One that goes on without the user, who may come in (again). */
export function openCall({ calls, me }: Calls): Call | undefined {
  return Object.values(calls).find((call) => {
    const own = ownParty(call, me)?.state;
    return call.state === "established" && own !== "joined" && own !== "ringing";
  });
}

/** Those that ring for the user, the earliest first. */
export function incomingCalls({ calls, me }: Calls): readonly Call[] {
  const ringing = Object.values(calls).filter((call) => ownParty(call, me)?.state === "ringing");
  return ringing.toSorted((a, b) => a.started - b.started);
}
