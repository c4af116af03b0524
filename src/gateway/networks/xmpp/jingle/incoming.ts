import { CallId, type Call, type EmailAddress } from "../../../../protocol/index.ts";
import { NetworkError } from "../../../network.ts";
import type { Addresses, Named } from "../addresses.ts";
import { uncarbon } from "../chat/carbons.ts";
import { attribute, bare, moment, ns as xmpp, resource, type Stanza } from "../stanza.ts";
import type { Board, Ongoing } from "./board.ts";
import { partyOf, ring, type CallEvent } from "./call.ts";
import { problemOf } from "./description.ts";
import { fromPeer } from "./fromPeer.ts";
import { readInitiation, readReason, ringingInfo, writeInitiation, type Initiation } from "./initiation.ts";
import { negotiation } from "./negotiation.ts";
import { Refused } from "./refusal.ts";
import { required } from "./words.ts";

interface IncomingParts {
  readonly network: string;
  readonly self: Named;
  /** The user's full JID. */
  readonly own: () => string;
  readonly addresses: Addresses;
  readonly board: Board;
  /** True where somebody shares presence with the user, and so may know that it rings. */
  readonly trusted: (jid: string) => boolean;
  /** Milliseconds for which a call rings. */
  readonly ringing: number;
  readonly now: () => number;
}

/** What others do. */
export interface Incoming {
  /** A message; false where it is about no call. */
  message(message: Stanza): boolean;
  /** A `<jingle/>`. Throws Refused. */
  jingle(element: Stanza, from: string): void;
}

/** So many calls ring at once, and begin to in a minute: nobody has more in earnest. */
const mostRinging = 5;
const mostInAMinute = 30;
/** So much is kept of a session while it is looked up who calls. */
const mostLater = 50;

export function incoming({ network, self, own, addresses, board, trusted, ringing, now }: IncomingParts): Incoming {
  /** Calls of whose caller the address is being looked up, and what has come of them meanwhile. */
  const arriving = new Map<string, { readonly peer: string; readonly later: Stanza[] }>();
  let minute = { began: 0, calls: 0 };

  const admitted = (): boolean => {
    const rings = [...board.calls.values()].filter(({ call }) => partyOf(call, self.address).state === "ringing").length;
    if (rings + arriving.size >= mostRinging) return false;
    if (now() - minute.began > 60_000) minute = { began: now(), calls: 0 };
    minute.calls += 1;
    return minute.calls <= mostInAMinute;
  };

  /** What no longer fits the call came too late. */
  const happen = (ongoing: Ongoing, event: CallEvent, changes?: Partial<Ongoing>): void => {
    try {
      board.happen(ongoing, event, changes);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
    }
  };

  /** Rings, once it is known who calls. */
  const arrive = async (id: string, peer: string, begin: (from: EmailAddress) => void): Promise<void> => {
    const arrival = { peer, later: [] as Stanza[] };
    arriving.set(id, arrival);
    const from = await addresses.owner(bare(peer)).catch(() => undefined);
    if (arriving.get(id) !== arrival) return;
    arriving.delete(id);
    if (!from || from === self.address || !board.connected) return;
    begin(from);
    for (const element of arrival.later) answerTo(element, peer);
  };

  const answerTo = (element: Stanza, peer: string): void => {
    try {
      receive(element, peer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error; // it was acknowledged before it was read
    }
  };

  const ringingCall = (
    id: CallId,
    from: EmailAddress,
    peer: string,
    more: Pick<Call, "context" | "callerOffers">,
    pane = resource(peer),
  ) => ({
    call: ring({ id, via: network, from, started: now(), ...more }, pane, { address: self.address, state: "ringing" }),
    other: from,
    jid: bare(peer),
    peer,
    negotiation: negotiation(id, "responder"),
    held: [],
  });

  const proposed = ({ id: text, context, pane }: Extract<Initiation, { type: "propose" }>, peer: string, message: Stanza): void => {
    const id = CallId.safeParse(text).data;
    const sent = moment(attribute(message.getChild("delay", xmpp.delay), "stamp"));
    if (!id || known(id) || (sent !== undefined && now() - sent > ringing)) return;
    if (!admitted()) return board.send(writeInitiation(peer, { type: "reject", id, reason: "busy" }));
    void arrive(id, peer, (from) => {
      board.add({ ...ringingCall(id, from, peer, { context, callerOffers: "once-answered" }, pane), announced: true });
      if (trusted(bare(peer))) board.send(writeInitiation(peer, { type: "ringing", id }));
    });
  };

  /** A session that no message has announced. */
  const initiated = (sid: string, peer: string, element: Stanza): void => {
    const id = CallId.safeParse(sid).data;
    if (!id) throw new Refused("malformed");
    if (board.ended(id)) throw new Refused("unknown-session");
    if (known(id) || bare(peer) === self.jid) throw new Refused("out-of-order");
    if (!admitted()) throw new Refused("too-many");
    const begun = negotiation(id, "responder");
    const problem = problemOf(element);
    if (problem) return board.terminate(begun, peer, problem);
    const step = fromPeer(begun, element);
    void arrive(id, peer, (from) => {
      const ongoing = { ...ringingCall(id, from, peer, { context: {}, callerOffers: "at-once" }), announced: false };
      board.add(ongoing);
      board.pass(ongoing, { ...step, toPeer: [ringingInfo(begun)] });
    });
  };

  const known = (id: string): boolean => board.calls.has(id) || arriving.has(id) || board.ended(id);

  /** What another client of the user's says: the call is its from now on, or nobody's. */
  const elsewhere = ({ type, id }: Initiation): void => {
    const ongoing = board.calls.get(id);
    if (!ongoing) return;
    if (type === "proceed" || type === "accept") happen(ongoing, { type: "elsewhere", by: self.address });
    if (type === "reject") happen(ongoing, { type: "decline", by: self.address });
  };

  const said = (initiation: Initiation, from: string, message: Stanza): void => {
    if (initiation.type === "propose") return proposed(initiation, from, message);
    const ongoing = board.calls.get(initiation.id);
    if (initiation.type === "retract" && bare(arriving.get(initiation.id)?.peer ?? "") === bare(from)) arriving.delete(initiation.id);
    if (!ongoing || ongoing.jid !== bare(from) || !ongoing.announced) return;
    const { call, other, peer } = ongoing;
    const established = call.state === "established";
    switch (initiation.type) {
      case "proceed":
        // Of several clients that answer the first is talked to.
        if (call.from === other || established) return;
        return happen(ongoing, { type: "answer", by: other, pane: initiation.pane ?? resource(from), at: now() }, { peer: from });
      case "reject":
        return happen(ongoing, { type: "decline", by: other });
      case "retract":
      case "finish":
        if (established && peer !== from) return;
        return happen(ongoing, { type: established ? "hang-up" : "cancel", by: other });
      default:
    }
  };

  const terminated = (ongoing: Ongoing, reason: string): void => {
    const { call, other } = ongoing;
    if (call.state === "established") happen(ongoing, { type: "hang-up", by: other });
    else if (call.from === other) happen(ongoing, { type: "cancel", by: other });
    else happen(ongoing, { type: declines.has(reason) ? "decline" : "lose", by: other });
  };

  const receive = (element: Stanza, from: string): void => {
    const sid = required(element, "sid");
    const action = attribute(element, "action");
    const arrival = arriving.get(sid);
    if (arrival?.peer === from) {
      if (action === "session-terminate") arriving.delete(sid);
      else if (arrival.later.push(element) > mostLater) throw new Refused("too-many");
      return;
    }
    const ongoing = board.calls.get(sid);
    if (!ongoing && action === "session-initiate") return initiated(sid, from, element);
    // Whose session it is not learns nothing of it.
    if (!ongoing || ongoing.peer !== from) throw new Refused("unknown-session");
    if (action === "session-terminate") return terminated(ongoing, readReason(element));
    const step = fromPeer(ongoing.negotiation, element);
    if (action === "session-accept" && !ongoing.announced)
      happen(ongoing, { type: "answer", by: ongoing.other, pane: resource(from), at: now() });
    board.pass(board.calls.get(sid) ?? ongoing, step);
  };

  return {
    jingle: receive,
    message(stanza) {
      const message = uncarbon(stanza, self.jid);
      if (!message || attribute(message, "type") === "groupchat") return false;
      const from = attribute(message, "from") ?? self.jid;
      if (attribute(message, "type") === "error") {
        const ongoing = board.calls.get(attribute(message, "id") ?? "");
        if (!ongoing || ongoing.jid !== bare(from) || ongoing.call.from !== self.address) return false;
        if (ongoing.call.state === "establishing") happen(ongoing, { type: "lose", by: ongoing.other });
        return true;
      }
      const initiation = readInitiation(message);
      if (!initiation) return false;
      if (bare(from) !== self.jid) said(initiation, from, message);
      else if (from !== own()) elsewhere(initiation);
      return true;
    },
  };
}

/** XEP-0166 section 7.4: the reasons that mean that they do not want to talk, now. */
const declines: ReadonlySet<string> = new Set(["busy", "decline", "cancel"]);
