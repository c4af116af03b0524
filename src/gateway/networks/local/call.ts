import type { Call, EmailAddress, Party, Time } from "../../../protocol/index.ts";
import { NetworkError } from "../../network.ts";

/** What can happen to a call. `at` is when. */
export type CallEvent =
  | { readonly type: "answer"; readonly by: EmailAddress; readonly pane: string; readonly at: Time }
  | { readonly type: "decline"; readonly by: EmailAddress }
  | { readonly type: "cancel"; readonly by: EmailAddress }
  | { readonly type: "hang-up"; readonly by: EmailAddress }
  /** The pane has gone, and its microphone with it. */
  | { readonly type: "leave"; readonly pane: string }
  /** The person has no pane left. */
  | { readonly type: "lose"; readonly by: EmailAddress }
  /** It has rung for long enough. */
  | { readonly type: "time-out" };

/** The call after the event; the only writer of a call's state. Throws `conflict` where the state has moved on, `forbidden` where it is not theirs. */
export function step(call: Call, event: CallEvent): Call {
  if (call.state === "terminated") throw moved();
  switch (event.type) {
    case "answer":
      // Whoever declined, missed or left may still come in while the others talk.
      return settle(replace(call, event.by, not("joined"), { state: "joined", pane: event.pane }), event.at);
    case "decline":
      return settle(replace(call, event.by, only("ringing"), { state: "declined" }));
    case "cancel":
      if (call.from !== event.by) throw new NetworkError("forbidden", "Only the caller can cancel a call.");
      if (call.state !== "establishing") throw moved();
      return settle(replace(call, event.by, only("joined"), { state: "left" }));
    case "hang-up":
      return settle(replace(call, event.by, only("joined"), { state: "left" }));
    case "leave":
      return settle(each(call, (party) => (party.state === "joined" && party.pane === event.pane ? "left" : party.state)));
    case "lose":
      return settle(each(call, (party) => (party.address === event.by ? lost[party.state] : party.state)));
    case "time-out":
      return settle(each(call, (party) => (party.state === "ringing" ? "missed" : party.state)));
  }
}

/** A new call: the caller has joined, everybody else rings or cannot be reached. */
export function ring(call: Omit<Call, "parties" | "state">, pane: string, people: ReadonlyMap<EmailAddress, boolean>): Call {
  const others = [...people].map(([address, reachable]): Party => ({ address, state: reachable ? "ringing" : "unreachable" }));
  return settle({ ...call, state: "establishing", parties: [{ address: call.from, state: "joined", pane }, ...others] });
}

const lost: Readonly<Record<Party["state"], Party["state"]>> = {
  ringing: "unreachable",
  joined: "left",
  declined: "declined",
  missed: "missed",
  unreachable: "unreachable",
  left: "left",
};

type Claim = (state: Party["state"]) => boolean;
const only =
  (wanted: Party["state"]): Claim =>
  (state) =>
    state === wanted;
const not =
  (unwanted: Party["state"]): Claim =>
  (state) =>
    state !== unwanted;

function replace(call: Call, address: EmailAddress, claim: Claim, change: Omit<Party, "address">): Call {
  const party = call.parties.find((party) => party.address === address);
  if (!party) throw new NetworkError("forbidden", "You are not part of that call.");
  if (!claim(party.state)) throw moved();
  return { ...call, parties: call.parties.map((other) => (other === party ? { address, ...change } : other)) };
}

function each(call: Call, next: (party: Party) => Party["state"]): Call {
  return {
    ...call,
    parties: call.parties.map((party) => {
      const state = next(party);
      return state === party.state ? party : { address: party.address, state };
    }),
  };
}

/** Two that talk make a call; one alone holds it only while somebody still rings, and nobody's call rings for nobody. */
function settle(call: Call, at?: Time): Call {
  const joined = call.parties.filter((party) => party.state === "joined").length;
  const ringing = call.parties.some((party) => party.state === "ringing");
  if (joined === 0 || (joined === 1 && !ringing)) {
    const over: Partial<Record<Party["state"], Party["state"]>> = { ringing: "missed", joined: "left" };
    return { ...each(call, (party) => over[party.state] ?? party.state), state: "terminated" };
  }
  return joined > 1 && call.state === "establishing"
    ? { ...call, state: "established", ...(at !== undefined && { established: at }) }
    : call;
}

const moved = () => new NetworkError("conflict", "The call has moved on.");
