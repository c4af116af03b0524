import type { Calls } from "../../../network.ts";
import type { Addresses, Named } from "../addresses.ts";
import type { Faculty } from "../session.ts";
import { attribute, bare, type Stanza } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";
import { board } from "./board.ts";
import { incoming } from "./incoming.ts";
import { outgoing } from "./outgoing.ts";
import { wayTo, type Way } from "./reach.ts";
import { errorOf, Refused } from "./refusal.ts";

export interface JingleParts {
  readonly network: string;
  readonly addresses: Addresses;
  /** The full JIDs of somebody's clients; undefined where their presence is not known. */
  readonly clients: (jid: string) => readonly string[] | undefined;
  /** Presence wants to know whether the user talks. */
  readonly talking: (on: boolean) => void;
  /** Milliseconds until a call that nobody answers is missed. */
  readonly ringing?: number;
  readonly now: () => number;
}

/** Where the calls of a session are led. */
export interface Desk extends Omit<Faculty, "begin"> {
  readonly calls: Omit<Calls, "devices">;
  /** A `<jingle/>` that came, and what it is answered with. */
  jingle(element: Stanza, from: string): Stanza | true;
  begin(): void;
}

/** How long after signing in the presence of others may be on its way, in milliseconds. */
const settling = 2000;

/** `begun`: when the session was. */
export function desk(self: Named, stream: Stream, parts: JingleParts, begun: () => number): Desk {
  const { network, addresses, clients, talking, ringing = 45_000, now } = parts;
  const table = board({ self: self.address, stream, talking, ringing });
  const trusted = (jid: string) => clients(jid) !== undefined;
  const others = incoming({ network, self, own: () => stream.jid, addresses, board: table, trusted, ringing, now });
  /** Who waits for somebody's presence, by bare JID. */
  const waiting = new Map<string, Set<() => void>>();

  /** Settles when somebody is there, or has had the time to be. */
  const appeared = async (jid: string): Promise<void> => {
    const left = begun() + settling - now();
    if (left <= 0 || clients(jid)?.length !== 0) return;
    const waiters = waiting.get(jid) ?? new Set();
    waiting.set(jid, waiters);
    await new Promise<void>((resolve) => {
      waiters.add(resolve);
      setTimeout(resolve, left).unref();
    });
    waiting.delete(jid);
  };

  const way = async (jid: string): Promise<Way | undefined> => {
    await appeared(jid);
    const found = clients(jid);
    return found ? wayTo(stream, found) : "message";
  };

  const presence = (stanza: Stanza): void => {
    const from = attribute(stanza, "from") ?? "";
    const type = attribute(stanza, "type");
    if (type === undefined) for (const resolve of waiting.get(bare(from)) ?? []) resolve();
    // They may only have chosen to appear offline: if they are gone, the server says so.
    if (type === "unavailable") table.ping(from);
  };

  return {
    calls: outgoing({ network, self, addresses, board: table, wayTo: way, deliver: stream.deliver, now }),

    listen(who) {
      if (who) return table.listen(who);
      // The account is being closed: the others are told while there is a connection.
      if (stream.connected) for (const ongoing of table.calls.values()) table.farewell(ongoing, "gone");
      // Nobody will take the session up again, and the panes must not wait for that.
      else if (!stream.resumable) table.loseAll();
      table.listen(undefined);
      if (stream.connected || !stream.resumable) table.clear();
    },

    stanza(stanza) {
      if (stanza.name === "message") return others.message(stanza);
      if (stanza.name === "presence") presence(stanza);
      return false;
    },

    jingle(element, from) {
      try {
        others.jingle(element, from);
        return true;
      } catch (error) {
        if (error instanceof Refused) return errorOf(error.code);
        throw error;
      }
    },

    begin() {
      table.loseAll();
      table.clear();
    },
    resumed: table.resumed,
  };
}
