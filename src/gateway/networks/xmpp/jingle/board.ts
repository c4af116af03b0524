import type { Call, EmailAddress, Signal } from "../../../../protocol/index.ts";
import { NetworkError, type AccountEvents } from "../../../network.ts";
import { attribute, type Stanza } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";
import { partyOf, step, type CallEvent } from "./call.ts";
import { rejectAdded, yielded } from "./fromPeer.ts";
import { reasonOf, writeInitiation, type Reason } from "./initiation.ts";
import { jingle, type Negotiation, type Step } from "./negotiation.ts";

/** A call as this session carries it. */
export interface Ongoing {
  readonly call: Call;
  readonly other: EmailAddress;
  /** The other's bare JID. */
  readonly jid: string;
  /** The full JID of the client that calls, or has answered. */
  readonly peer?: string;
  /** Messages go before and after the session (XEP-0353). */
  readonly announced: boolean;
  readonly negotiation: Negotiation;
  /** What the pane is told once it has answered. */
  readonly held: readonly Signal[];
}

/** The calls of one session; the only place that changes one. */
export interface Board {
  readonly calls: ReadonlyMap<string, Ongoing>;
  readonly connected: boolean;
  /** True where a call of that id was here not long ago. */
  ended(id: string): boolean;
  /** A new call, told. */
  add(ongoing: Ongoing): Call;
  /** Gives what the call has become, and tells it. Throws as `step` does. */
  happen(ongoing: Ongoing, event: CallEvent, changes?: Partial<Ongoing>): Call;
  /** What was said goes to whom it concerns. */
  pass(ongoing: Ongoing, step: Step): void;
  /** Written now, or once the connection is resumed. */
  send(stanza: Stanza): void;
  /** Tells the other that the user is through with it. */
  farewell(ongoing: Ongoing, reason: Reason): void;
  /** Ends a session that is no call, or no longer one. */
  terminate(negotiation: Negotiation, peer: string, reason: Reason): void;
  /** Asks a client whether it is still there, where a call is with it; the call ends where it is not. */
  ping(client: string): void;
  listen(events: AccountEvents | undefined): void;
  /** Writes what could not be written meanwhile. */
  resumed(): void;
  /** All of them are over: the other ones cannot know, or know already. */
  loseAll(): void;
  /** Nothing of them is left, and nobody is told. */
  clear(): void;
}

interface BoardParts {
  readonly self: EmailAddress;
  readonly stream: Stream;
  readonly talking: (on: boolean) => void;
  /** Milliseconds until a call that nobody answers is missed. */
  readonly ringing: number;
}

/** So many stanzas wait for a connection that broke; what is beyond belongs to a call that will not come back. */
const mostWaiting = 200;
/** So many ids of calls that are over are remembered, to know a latecomer. */
const mostEnded = 50;

export function board({ self, stream, talking, ringing }: BoardParts): Board {
  const calls = new Map<string, Ongoing>();
  const timers = new Map<string, NodeJS.Timeout>();
  const ended = new Set<string>();
  const waiting: (() => void)[] = [];
  let events: AccountEvents | undefined;

  const quiet = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };

  const become = (ongoing: Ongoing): Call => {
    const { call } = ongoing;
    if (call.state === "terminated") {
      calls.delete(call.id);
      ended.add(call.id);
      for (const oldest of ended) if (ended.size > mostEnded) ended.delete(oldest);
    } else calls.set(call.id, ongoing);
    if (call.state !== "establishing") quiet(call.id);
    talking([...calls.values()].some((one) => partyOf(one.call, self).state === "joined"));
    events?.call(call);
    return call;
  };

  const whenConnected = (write: () => void): void => {
    if (stream.connected) write();
    else if (waiting.length < mostWaiting) waiting.push(write);
  };

  /** The peer did not take it. */
  const refused = (id: string, action: string, error: unknown): void => {
    const ongoing = calls.get(id);
    if (!ongoing || !(error instanceof NetworkError)) return;
    const opening = action === "session-initiate" || action === "session-accept";
    if (error.code === "not-found" || opening) made.happen(ongoing, { type: "lose", by: ongoing.other });
    else if (error.code === "conflict" && action === "content-add")
      calls.set(id, { ...ongoing, negotiation: yielded(ongoing.negotiation) });
    else if (action === "content-add" && ongoing.negotiation.open?.by === "pane") made.pass(ongoing, rejectAdded(ongoing.negotiation));
  };

  const ask = (id: string, element: Stanza): void =>
    whenConnected(() => {
      const peer = calls.get(id)?.peer;
      const action = attribute(element, "action") ?? "";
      if (peer) void stream.ask("set", element, peer).catch((error: unknown) => refused(id, action, error));
    });

  const made: Board = {
    calls,
    get connected() {
      return stream.connected;
    },
    ended: (id) => ended.has(id),

    add(ongoing) {
      const { call } = ongoing;
      if (call.state === "establishing") timers.set(call.id, setTimeout(miss, ringing, call.id));
      return become(ongoing);
    },

    happen: (ongoing, event, changes) => become({ ...ongoing, ...changes, call: step(ongoing.call, event) }),

    pass(ongoing, { next, toPeer = [], toPane = [] }) {
      const { call, other } = ongoing;
      const own = partyOf(call, self);
      const answered = own.state === "joined" && own.pane !== undefined;
      calls.set(call.id, { ...ongoing, negotiation: next, held: answered ? [] : [...ongoing.held, ...toPane] });
      for (const element of toPeer) ask(call.id, element);
      if (answered) for (const signal of [...ongoing.held, ...toPane]) events?.signal(call.id, other, signal, own.pane ?? "");
    },

    send: (stanza) => whenConnected(() => stream.send(stanza)),

    farewell({ call, peer, jid, announced, negotiation }, reason) {
      const begun = negotiation.local.length > 0 || negotiation.open !== undefined;
      if (begun && peer) made.terminate(negotiation, peer, reason);
      if (!announced) return;
      const type = call.state === "established" ? "finish" : call.from === self ? "retract" : "reject";
      made.send(writeInitiation(type === "retract" ? jid : (peer ?? jid), { type, id: call.id, reason }));
    },

    terminate(negotiation, peer, reason) {
      const terminate = jingle(negotiation, "session-terminate", reasonOf(reason));
      whenConnected(() => void stream.ask("set", terminate, peer).catch(() => {})); // it is over, whatever they say
    },

    ping(client) {
      for (const { call, peer, negotiation } of calls.values()) if (peer === client) ask(call.id, jingle(negotiation, "session-info"));
    },

    listen(who) {
      events = who;
    },
    resumed() {
      for (const write of waiting.splice(0)) write();
    },

    loseAll() {
      for (const ongoing of calls.values()) made.happen(ongoing, { type: "lose", by: ongoing.other });
    },

    clear() {
      for (const id of timers.keys()) quiet(id);
      calls.clear();
      waiting.splice(0);
      talking(false);
    },
  };

  const miss = (id: string): void => {
    const ongoing = calls.get(id);
    if (!ongoing) return;
    // Of a call that the user did not answer its caller knows best when to give up.
    if (ongoing.call.from === self) made.farewell(ongoing, "timeout");
    made.happen(ongoing, { type: "time-out" });
  };

  return made;
}
