import type { Signal } from "../../../../protocol/index.ts";
import type { Stanza } from "../stanza.ts";
import { isRejected, parseDescription, sendersOf, type Description, type Media } from "./description.ts";
import { parseCandidate, writeRoute } from "./ice.ts";
import { aimed, bareContent, find, groupOf, jingle, told, wholeContent, type Negotiation, type Step } from "./negotiation.ts";

/** What the pane says, on its way to the peer. Throws Refused where it makes no sense. */
export function fromPane(state: Negotiation, { description, candidate }: Signal): Step {
  if (description?.type === "offer" && description.sdp !== undefined) return offer(state, parseDescription(description.sdp));
  if (description?.type === "answer" && description.sdp !== undefined) return answer(state, parseDescription(description.sdp).media);
  if (candidate) return trickle(state, candidate);
  return { next: state };
}

function offer(state: Negotiation, { media, bundle }: Description): Step {
  const open = { by: "pane", media } as const;
  if (state.local.length === 0) {
    if (state.role === "responder" || state.open) return { next: state };
    const contents = media.map((one) => wholeContent(state, one));
    return { next: { ...state, open, bundle }, toPeer: [jingle(state, "session-initiate", ...contents, ...groupOf(bundle, media))] };
  }
  // Both offer at once: the responder's pane gives way, and offers again once it has answered; the initiator's hears nothing of the peer's.
  if (state.open?.by === "peer" && state.role === "responder") return { next: state };
  const lost = (state.open?.media ?? []).filter(({ mid }) => !find(state.remote, mid)).map(({ mid }) => mid);
  const { added, restarted, turned } = changes(state.local, media);
  const names = state.role === "responder" ? added.map(({ mid }) => mid) : [];
  const next = { ...state, open: undefined, added: [...state.added.filter((mid) => !lost.includes(mid)), ...names] };
  const adds = added.map((one) => wholeContent(next, one));
  const toPeer = [
    ...(adds.length > 0 ? [jingle(state, "content-add", ...adds, ...groupOf(state.bundle, media))] : []),
    ...(restarted ? [restart(next, media)] : []),
    ...turned.map((one) => turn(next, one)),
    ...(lost.length > 0 ? [jingle(state, "content-reject", ...lost.map((mid) => bareContent(state, mid, {})))] : []),
  ];
  if (adds.length > 0 || restarted) return { next: { ...next, open }, toPeer };
  // Which way a content goes is told and not asked (XEP-0166 section 7.2.5): the pane's answer is made here.
  const remote = state.remote.map((one) => aimed(one, media));
  return { next: { ...next, local: media, remote }, toPeer, toPane: [told("answer", remote, state.bundle)] };
}

function answer(state: Negotiation, media: readonly Media[]): Step {
  if (state.open?.by !== "peer") return { next: state };
  const offered = state.open.media;
  const remote = offered.map((one) => shaken(aimed(one, media), media));
  const next: Negotiation = { ...state, local: media, remote, open: undefined };
  const accepted = media.filter((one) => !isRejected(one));
  if (state.local.length === 0) {
    const contents = accepted.map((one) => wholeContent(state, one));
    return { next, toPeer: [jingle(state, "session-accept", ...contents, ...groupOf(state.bundle, accepted))] };
  }
  const { added, restarted } = changes(state.local, media);
  const taken = added.filter((one) => !isRejected(one)).map((one) => wholeContent(state, one));
  const refused = added.filter(isRejected).map(({ mid }) => bareContent(state, mid, {}));
  // What the pane would rather not send, though the peer would take it, or the reverse.
  const turned = accepted.filter((one) => !added.includes(one) && find(remote, one.mid)?.direction !== find(offered, one.mid)?.direction);
  return {
    next,
    toPeer: [
      ...(taken.length > 0 ? [jingle(state, "content-accept", ...taken, ...groupOf(state.bundle, accepted))] : []),
      ...(refused.length > 0 ? [jingle(state, "content-reject", ...refused)] : []),
      ...(restarted ? [restart(state, media)] : []),
      ...turned.map((one) => turn(state, one)),
    ],
  };
}

/** RFC 8842 section 5.3: of the two sides of a DTLS handshake the pane has chosen one. */
function shaken(remote: Media, local: readonly Media[]): Media {
  const setup = find(local, remote.mid)?.setup;
  return setup === undefined || isRejected(remote) ? remote : { ...remote, setup: setup === "active" ? "passive" : "active" };
}

function trickle(state: Negotiation, { candidate, sdpMid }: NonNullable<Signal["candidate"]>): Step {
  const media = find(state.open?.by === "pane" ? state.open.media : state.local, sdpMid);
  const parsed = parseCandidate(candidate);
  if (!media || !parsed) return { next: state };
  const route = writeRoute({ ...credentials(media), candidates: [parsed] });
  return { next: state, toPeer: [jingle(state, "transport-info", bareContent(state, media.mid, {}, route))] };
}

/** What a later description of the pane has that the one before had not. */
function changes(before: readonly Media[], after: readonly Media[]) {
  const kept = after.filter((one) => !isRejected(one) && find(before, one.mid));
  return {
    added: after.filter((one) => !find(before, one.mid)),
    restarted: kept.some((one) => find(before, one.mid)?.iceUfrag !== one.iceUfrag),
    turned: kept.filter((one) => find(before, one.mid)?.direction !== one.direction),
  };
}

/** New credentials, and so a new search for a way (XEP-0176 section 5.12). */
const restart = (state: Negotiation, media: readonly Media[]): Stanza => {
  const kept = media.filter((one) => !isRejected(one));
  return jingle(state, "transport-info", ...kept.map((one) => bareContent(state, one.mid, {}, writeRoute(credentials(one)))));
};

const turn = (state: Negotiation, { mid, direction = "sendrecv" }: Media): Stanza =>
  jingle(state, "content-modify", bareContent(state, mid, { senders: sendersOf(direction, state.role) }));

const credentials = ({ iceUfrag, icePwd }: Media) => ({ ...(iceUfrag && { iceUfrag }), ...(icePwd && { icePwd }) });
