import type { Call, EmailAddress, Party, Time } from "../../../../protocol/index.ts";
import { NetworkError } from "../../../network.ts";

/** What can happen to a call of two. `at` is when. */
export type CallEvent =
  | { readonly type: "answer"; readonly by: EmailAddress; readonly pane: string; readonly at: Time }
  | { readonly type: "decline"; readonly by: EmailAddress }
  | { readonly type: "cancel"; readonly by: EmailAddress }
  | { readonly type: "hang-up"; readonly by: EmailAddress }
  /** They have answered at another client of theirs: here it is over. */
  | { readonly type: "elsewhere"; readonly by: EmailAddress }
  /** Their client is there no longer, or never was. */
  | { readonly type: "lose"; readonly by: EmailAddress }
  /** It has rung for long enough. */
  | { readonly type: "time-out" };

/** The call after the event; the only writer of a call's state. Throws `conflict` where the state has moved on, `forbidden` where it is not theirs. */
export function step(call: Call, event: CallEvent): Call {
  if (call.state === "terminated") throw moved();
  switch (event.type) {
    case "answer":
      claim(call, event.by, "ringing");
      return { ...become(call, event.by, { state: "joined", pane: event.pane }), state: "established", established: event.at };
    case "decline":
      claim(call, event.by, "ringing");
      return end(call, event.by, "declined");
    case "elsewhere":
      claim(call, event.by, "ringing");
      return end(call, event.by, "left");
    case "cancel":
      if (call.from !== event.by) throw new NetworkError("forbidden", "Only the caller can cancel a call.");
      if (call.state !== "establishing") throw moved();
      return end(call, event.by, "left");
    case "hang-up":
      claim(call, event.by, "joined");
      return end(call, event.by, "left");
    case "lose":
      return end(call, event.by, partyOf(call, event.by).state === "ringing" ? "unreachable" : "left");
    case "time-out":
      if (call.state !== "establishing") throw moved();
      return end(call);
  }
}

/** A new call: the caller has joined, the other rings. */
export function ring(call: Omit<Call, "parties" | "state">, pane: string, other: Party): Call {
  return { ...call, state: "establishing", parties: [{ address: call.from, state: "joined", pane }, other] };
}

export function partyOf(call: Call, address: EmailAddress): Party {
  const party = call.parties.find((party) => party.address === address);
  if (!party) throw new NetworkError("forbidden", "You are not part of that call.");
  return party;
}

function claim(call: Call, address: EmailAddress, state: Party["state"]): void {
  if (partyOf(call, address).state !== state) throw moved();
}

const become = (call: Call, address: EmailAddress | undefined, change: Omit<Party, "address">): Call => ({
  ...call,
  parties: call.parties.map((party) => (party.address === address ? { address, ...change } : party)),
});

/** One of two has gone, and so the other: whoever still rang has missed it, whoever talked has left. */
function end(call: Call, address?: EmailAddress, state: Party["state"] = "left"): Call {
  const over: Partial<Record<Party["state"], Party["state"]>> = { ringing: "missed", joined: "left" };
  const parties = become(call, address, { state }).parties.map((party): Party => ({
    address: party.address,
    state: over[party.state] ?? party.state,
  }));
  return { ...call, parties, state: "terminated" };
}

const moved = () => new NetworkError("conflict", "The call has moved on.");
