import { randomUUID } from "node:crypto";
import type { CallId, EmailAddress, ItemContext, Party } from "../../../../protocol/index.ts";
import { NetworkError, type Calls } from "../../../network.ts";
import { othersAmong, type Addresses, type Named } from "../addresses.ts";
import { resource, type Stanza } from "../stanza.ts";
import type { Board, Ongoing } from "./board.ts";
import { partyOf, ring } from "./call.ts";
import { fromPane } from "./fromPane.ts";
import { writeInitiation } from "./initiation.ts";
import { negotiation } from "./negotiation.ts";
import type { Way } from "./reach.ts";
import { Refused } from "./refusal.ts";

interface OutgoingParts {
  readonly network: string;
  readonly self: Named;
  readonly addresses: Addresses;
  readonly board: Board;
  /** How somebody can be called; undefined where they cannot. */
  readonly wayTo: (jid: string) => Promise<Way | undefined>;
  readonly deliver: (message: Stanza) => Promise<void>;
  readonly now: () => number;
}

/** The user's own calls at once. */
const mostCalls = 10;

/** What the user does. */
export function outgoing({ network, self, addresses, board, wayTo, deliver, now }: OutgoingParts): Omit<Calls, "devices"> {
  const callOf = (id: CallId): Ongoing => {
    const ongoing = board.calls.get(id);
    if (!ongoing) throw new NetworkError("not-found", "That call is over.");
    return ongoing;
  };

  const find = async (people: readonly EmailAddress[]): Promise<Named> => {
    const [other, ...more] = await othersAmong(people, self, addresses);
    if (!other) throw new NetworkError("bad-request", "Nobody else is to be called.");
    if (more.length > 0) throw new NetworkError("unsupported", "The XMPP network calls one person at a time.");
    return other;
  };

  const begin = (other: Named, way: Way | undefined, context: ItemContext, pane: string): Ongoing => {
    // A UUID is a valid CallId by its length.
    const id = randomUUID() as string as CallId;
    const client = typeof way === "object" ? way.client : undefined;
    const callerOffers = client === undefined ? "once-answered" : "at-once";
    const party: Party = { address: other.address, state: "ringing", ...(client !== undefined && { pane: resource(client) }) };
    return {
      call: ring({ id, via: network, from: self.address, context, started: now(), callerOffers }, pane, party),
      other: other.address,
      jid: other.jid,
      ...(client !== undefined && { peer: client }),
      announced: client === undefined,
      negotiation: negotiation(id, "initiator"),
      held: [],
    };
  };

  const propose = async ({ call: { id, context }, jid, other }: Ongoing, pane: string): Promise<void> => {
    try {
      await deliver(writeInitiation(jid, { type: "propose", id, context, pane }));
    } catch {
      const ongoing = board.calls.get(id);
      if (!ongoing) return;
      // It may have come through all the same.
      board.farewell(ongoing, "cancel");
      board.happen(ongoing, { type: "lose", by: other });
    }
  };

  return {
    async place(people, context, pane, device = "computer") {
      if (device !== "computer") throw new NetworkError("unsupported", "The XMPP network rings computers only.");
      if (!board.connected) throw new NetworkError("unreachable", "The XMPP server is not connected.");
      if (board.calls.size >= mostCalls) throw new NetworkError("too-many", `No more than ${mostCalls} calls at once.`);
      const other = await find(people);
      // Outlook's item id means something in the caller's mailbox alone.
      const { item: _, ...shared } = context;
      const way = await wayTo(other.jid);
      const ongoing = begin(other, way, shared, pane);
      const call = board.add(ongoing);
      if (!way) return board.happen(ongoing, { type: "lose", by: other.address });
      if (way === "message") void propose(ongoing, pane);
      return call;
    },

    async act(id, action, pane) {
      const ongoing = callOf(id);
      const by = self.address;
      if (action === "answer") {
        const call = board.happen(ongoing, { type: action, by, pane, at: now() });
        const { announced, peer, jid } = ongoing;
        if (announced) board.send(writeInitiation(peer ?? jid, { type: "proceed", id, pane }));
        const answered = board.calls.get(id);
        if (answered) board.pass(answered, { next: answered.negotiation });
        return call;
      }
      const call = board.happen(ongoing, { type: action, by });
      board.farewell(ongoing, reasons[action]);
      return call;
    },

    signal(id, to, signal, pane) {
      const ongoing = board.calls.get(id);
      if (!ongoing?.peer || ongoing.other !== to || !holds(ongoing, pane)) return;
      try {
        board.pass(ongoing, fromPane(ongoing.negotiation, signal));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
      }
    },

    left(pane) {
      for (const ongoing of board.calls.values()) {
        if (!holds(ongoing, pane)) continue;
        board.happen(ongoing, { type: "hang-up", by: self.address });
        board.farewell(ongoing, "gone");
      }
    },

    current: () => [...board.calls.values()].map(({ call }) => call),
  };

  function holds({ call }: Ongoing, pane: string): boolean {
    const own = partyOf(call, self.address);
    return own.state === "joined" && own.pane === pane;
  }
}

const reasons = { cancel: "cancel", decline: "decline", "hang-up": "success" } as const;
