import type { Signal } from "../../../../protocol/index.ts";
import { attribute, type Stanza } from "../stanza.ts";
import { isRejected, otherRole, readDescription, readDirection, readName, rejected, type Media } from "./description.ts";
import { formatCandidate, readRoute, type Route } from "./ice.ts";
import { ns } from "./names.ts";
import { aimed, aligned, bareContent, find, jingle, told, type Negotiation, type Step } from "./negotiation.ts";
import { Refused } from "./refusal.ts";
import { children } from "./words.ts";

/** More candidates than any computer has addresses, several times over. */
const mostCandidates = 500;
const mostMedia = 8;

/** What the peer says in a session, on its way to the pane. Throws Refused where it makes no sense, or no sense now. */
export function fromPeer(state: Negotiation, element: Stanza): Step {
  const act = actions[attribute(element, "action") ?? ""];
  if (!act) throw new Refused("malformed");
  return act(state, element);
}

type Act = (state: Negotiation, element: Stanza) => Step;

const actions: Readonly<Record<string, Act>> = {
  "session-initiate": initiate,
  "session-accept": accept,
  "content-add": add,
  "content-accept": acceptAdded,
  "content-reject": (state) => rejectAdded(state),
  "content-modify": modify,
  "content-remove": remove,
  "transport-info": transport,
  "transport-replace": refuseTransport,
  "session-info": inform,
  "description-info": (next) => ({ next }),
  "security-info": (next) => ({ next }),
};

function initiate(state: Negotiation, element: Stanza): Step {
  if (state.role !== "responder" || state.open || state.remote.length > 0) throw new Refused("out-of-order");
  const { media, bundle } = readDescription(element, "initiator");
  if (media.length === 0) throw new Refused("malformed");
  return offered({ ...state, bundle }, media);
}

function accept(state: Negotiation, element: Stanza): Step {
  if (state.role !== "initiator" || state.remote.length > 0) throw new Refused("out-of-order");
  const { media, bundle } = readDescription(element, "responder");
  if (media.length === 0) throw new Refused("malformed");
  return answered({ ...state, bundle: state.bundle && bundle }, media);
}

/** The peer wants something more: its camera, as a rule. */
function add(state: Negotiation, element: Stanza): Step {
  if (state.remote.length === 0 || state.open?.by === "peer") throw new Refused("out-of-order");
  // XEP-0166 section 7.2.4: where both add at once, the initiator goes first. A browser takes back its own offer for the peer's.
  if (state.open && state.role === "initiator") throw new Refused("tie-break");
  const { media } = readDescription(element, otherRole[state.role]);
  const added = media.filter(({ mid }) => !find(state.remote, mid));
  if (state.remote.length + added.length > mostMedia) throw new Refused("too-many");
  if (added.length === 0) {
    const names = children(element, "content").map(readName);
    return { next: state, toPeer: [jingle(state, "content-reject", ...names.map((mid) => bareContent(state, mid, {})))] };
  }
  const names = added.map(({ mid }) => mid);
  const kept = state.added.filter((mid) => !names.includes(mid));
  return offered({ ...state, added: state.role === "initiator" ? [...kept, ...names] : kept }, [...state.remote, ...added]);
}

function acceptAdded(state: Negotiation, element: Stanza): Step {
  if (state.remote.length === 0) throw new Refused("out-of-order");
  return answered(state, readDescription(element, otherRole[state.role]).media);
}

/** What the pane had offered since the last agreement is not wanted. */
export function rejectAdded(state: Negotiation): Step {
  if (state.remote.length === 0) throw new Refused("out-of-order");
  if (state.open?.by === "peer") return { next: state }; // the pane has given way already
  return answered(state, []);
}

/** The peer refused what the pane had offered because its own came at the same time; that one follows. */
export const yielded = (state: Negotiation): Negotiation => (state.open?.by === "pane" ? { ...state, open: undefined } : state);

function modify(state: Negotiation, element: Stanza): Step {
  if (state.remote.length === 0 || state.open?.by === "peer") throw new Refused("out-of-order");
  const directions = new Map(
    children(element, "content").map((content) => [readName(content), readDirection(content, otherRole[state.role])]),
  );
  const remote = state.remote.map((one) => {
    const direction = isRejected(one) ? undefined : directions.get(one.mid);
    return direction === undefined || direction === one.direction ? one : { ...one, direction };
  });
  if (remote.every((one, index) => one === state.remote[index])) return { next: state };
  return state.open ? { next: { ...state, remote } } : offered(state, remote);
}

function remove(state: Negotiation, element: Stanza): Step {
  if (state.remote.length === 0 || state.open) throw new Refused("out-of-order");
  const names = new Set(children(element, "content").map(readName));
  return offered(
    state,
    state.remote.map((one) => (names.has(one.mid) ? rejected(one) : one)),
  );
}

function transport(state: Negotiation, element: Stanza): Step {
  const routes = children(element, "content").flatMap((content): readonly (readonly [string, Route])[] => {
    const transport = content.getChild("transport", ns.ice);
    return transport ? [[readName(content), readRoute(transport)]] : [];
  });
  const signals = routes.flatMap(([sdpMid, { candidates = [] }]) =>
    candidates.map((candidate): Signal => ({ candidate: { candidate: formatCandidate(candidate), sdpMid } })),
  );
  const sent = element.getChildren("content").flatMap((content) => content.getChild("transport", ns.ice)?.getChildren("candidate") ?? []);
  if (sent.length > 0 && signals.length === 0) throw new Refused("malformed");
  const candidates = state.candidates + sent.length;
  if (candidates > mostCandidates) throw new Refused("too-many");
  const counted = { ...state, candidates };
  const spoken = state.remote.length > 0 || state.open?.by === "peer";
  if (!spoken) return { next: { ...counted, early: [...state.early, ...signals] } };
  const { next, toPane = [] } = restarted(counted, routes);
  return { next, toPane: [...toPane, ...signals] };
}

/** Where the peer's credentials are new, it looks for a new way, or answers to the pane, which does. */
function restarted(state: Negotiation, routes: readonly (readonly [string, Route])[]): Step {
  const [, fresh] =
    routes.find(([mid, { iceUfrag, icePwd }]) => iceUfrag && icePwd && (find(state.remote, mid)?.iceUfrag ?? iceUfrag) !== iceUfrag) ?? [];
  if (!fresh || state.open?.by === "peer") return { next: state };
  // What is bundled has one way, whichever content it is told of.
  const routeOf = (mid: string) => (state.bundle ? fresh : routes.find(([name]) => name === mid)?.[1]);
  const media = state.remote.map((one): Media => {
    const { iceUfrag, icePwd } = routeOf(one.mid) ?? {};
    if (isRejected(one) || iceUfrag === undefined || icePwd === undefined) return one;
    const { candidates: _, ...rest } = one;
    return { ...rest, iceUfrag, icePwd };
  });
  return state.open ? answered({ ...state, remote: media }, []) : offered(state, media);
}

function refuseTransport(state: Negotiation, element: Stanza): Step {
  const names = children(element, "content").map(readName);
  return { next: state, toPeer: [jingle(state, "transport-reject", ...names.map((mid) => bareContent(state, mid, {})))] };
}

/** XEP-0167 section 8: that it rings, is on hold or muted is known from elsewhere, or makes no difference; without a payload it asks whether we are there. */
function inform(next: Negotiation, element: Stanza): Step {
  if (element.getChildElements().every((payload) => payload.getNS() === ns.rtpInfo)) return { next };
  throw new Refused("unsupported-info");
}

const offered = (state: Negotiation, media: readonly Media[]): Step => ({
  next: { ...state, open: { by: "peer", media } },
  toPane: [told("offer", media.map(offering), state.bundle)],
});

/** The peer's answer to what the pane has open: what was agreed before, and what it takes of the new. */
function answered(state: Negotiation, taken: readonly Media[]): Step {
  if (state.open?.by !== "pane") throw new Refused("out-of-order");
  const { media } = state.open;
  const remote = aligned(media, [...state.remote.map((one) => aimed(one, media)), ...taken].map(answering));
  const local = media.map((one, index) => (remote[index] && isRejected(remote[index]) ? rejected(one) : one));
  return {
    next: { ...state, local, remote, open: undefined, early: [] },
    toPane: [told("answer", remote, state.bundle), ...state.early],
  };
}

/** RFC 8842 section 5: who offers leaves it to the other who begins the DTLS handshake; who answers says it. */
const offering = (media: Media): Media => (isRejected(media) ? media : { ...media, setup: "actpass" });
const answering = (media: Media): Media =>
  isRejected(media) || (media.setup !== undefined && media.setup !== "actpass") ? media : { ...media, setup: "active" };
