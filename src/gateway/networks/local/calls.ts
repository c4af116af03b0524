import { randomUUID } from "node:crypto";
import { mostInACall, type Call, type CallId, type EmailAddress } from "../../../protocol/index.ts";
import { NetworkError, type Calls } from "../../network.ts";
import type { Accounts } from "./accounts.ts";
import { ring, step, type CallEvent } from "./call.ts";
import type { Resolve } from "./people.ts";

interface CallParts {
  readonly via: string;
  readonly accounts: Accounts;
  readonly resolve: Resolve;
  /** Presence wants to know who talks. */
  readonly talking: (person: EmailAddress, on: boolean) => void;
  /** Milliseconds until a call that nobody answers is missed. */
  readonly ringing: number;
  readonly now: () => number;
}

/** The calls that ring or go on. The gateway signals; what is said flows between the panes. */
export interface Switchboard {
  of(self: EmailAddress): Calls;
  /** The person has signed out everywhere. */
  lose(person: EmailAddress): void;
  close(): void;
}

export function switchboard({ via, accounts, resolve, talking, ringing, now }: CallParts): Switchboard {
  const calls = new Map<CallId, Call>();
  const timers = new Map<CallId, NodeJS.Timeout>();

  const talks = (person: EmailAddress) => [...calls.values()].some((call) => joined(call, person) !== undefined);
  const quiet = (id: CallId) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };

  const become = (call: Call): Call => {
    if (call.state === "terminated") calls.delete(call.id);
    else calls.set(call.id, call);
    if (!call.parties.some((party) => party.state === "ringing")) quiet(call.id);
    const people = call.parties.map((party) => party.address);
    for (const person of people) talking(person, talks(person));
    accounts.tell(people, (events) => events.call(call));
    return call;
  };

  /** The call, for those who take part in it. */
  const callOf = (id: CallId, self: EmailAddress): Call => {
    const call = calls.get(id);
    if (!call) throw new NetworkError("not-found", "That call is over.");
    if (!call.parties.some((party) => party.address === self)) throw new NetworkError("forbidden", "You are not part of that call.");
    return call;
  };

  const happen = (event: CallEvent, concerns: (call: Call) => boolean) => {
    for (const call of calls.values()) if (concerns(call)) become(step(call, event));
  };

  const of = (self: EmailAddress): Calls => ({
    async devices() {
      return [{ id: "computer", kind: "computer" }];
    },

    async place(people, context, pane, device = "computer") {
      if (device !== "computer") throw new NetworkError("unsupported", "The built-in network rings panes only.");
      const others = await resolve(people, self);
      if (others.length >= mostInACall) throw new NetworkError("too-large", `A call holds at most ${mostInACall} people.`);
      // A UUID is a valid CallId by its length.
      const id = randomUUID() as string as CallId;
      const reachable = new Map(others.map((person) => [person, accounts.signedIn(person)]));
      // Outlook's item id means something in the caller's mailbox alone.
      const { item: _, ...shared } = context;
      const call = ring({ id, via, from: self, context: shared, started: now() }, pane, reachable);
      const miss = () => happen({ type: "time-out" }, (call) => call.id === id);
      timers.set(id, setTimeout(miss, ringing));
      return become(call);
    },

    async act(id, action, pane) {
      const call = callOf(id, self);
      return become(step(call, action === "answer" ? { type: action, by: self, pane, at: now() } : { type: action, by: self }));
    },

    signal(id, to, signal, pane) {
      const call = calls.get(id);
      const target = call && joined(call, self)?.pane === pane ? joined(call, to)?.pane : undefined;
      if (target !== undefined) accounts.tell([to], (events) => events.signal(id, self, signal, target));
    },

    left(pane) {
      happen({ type: "leave", pane }, (call) => joined(call, self)?.pane === pane);
    },

    current: () => [...calls.values()].filter((call) => call.parties.some((party) => party.address === self)),
  });

  return {
    of,
    lose(person) {
      happen({ type: "lose", by: person }, (call) => call.parties.some((party) => party.address === person));
    },
    close() {
      for (const id of timers.keys()) quiet(id);
    },
  };
}

const joined = (call: Call, person: EmailAddress) => call.parties.find((party) => party.address === person && party.state === "joined");
