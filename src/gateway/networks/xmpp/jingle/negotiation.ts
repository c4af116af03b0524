import type { Signal } from "../../../../protocol/index.ts";
import { xml, type Stanza } from "../stanza.ts";
import { formatDescription, isRejected, mirrored, rejected, writeContent, writeGroup, type Media, type Role } from "./description.ts";
import { ns } from "./names.ts";

/** What the two sides of a session (XEP-0166) have agreed on so far, and what is open. */
export interface Negotiation {
  readonly sid: string;
  /** The pane's. */
  readonly role: Role;
  /** As the pane has it, and as the peer has it; section by section, and empty until both have spoken. */
  readonly local: readonly Media[];
  readonly remote: readonly Media[];
  readonly bundle: boolean;
  /** An offer that is not answered yet, and whose. */
  readonly open?: { readonly by: "pane" | "peer"; readonly media: readonly Media[] } | undefined;
  /** The names of the contents that the responder has added; the others are the initiator's. */
  readonly added: readonly string[];
  /** Candidates of the peer's that came before the description that they belong to. */
  readonly early: readonly Signal[];
  /** How many candidates the peer has sent. */
  readonly candidates: number;
}

/** What comes of one step: the new state, and what each side is told. */
export interface Step {
  readonly next: Negotiation;
  readonly toPeer?: readonly Stanza[];
  readonly toPane?: readonly Signal[];
}

/** A session of which nothing is said yet. */
export const negotiation = (sid: string, role: Role): Negotiation => ({
  sid,
  role,
  local: [],
  remote: [],
  bundle: false,
  added: [],
  early: [],
  candidates: 0,
});

/** A `<jingle/>` of a session. */
export const jingle = ({ sid }: Pick<Negotiation, "sid">, action: string, ...children: readonly Stanza[]): Stanza =>
  xml("jingle", { xmlns: ns.jingle, action, sid }, ...children);

/** A section of the pane's, whole. */
export const wholeContent = (state: Negotiation, media: Media): Stanza => writeContent(media, state.role, creatorOf(state, media.mid));

/** A content by its name, and what is to be said of it. */
export const bareContent = (state: Negotiation, mid: string, attributes: Record<string, string>, ...children: readonly Stanza[]): Stanza =>
  xml("content", { creator: creatorOf(state, mid), name: mid, ...attributes }, ...children);

const creatorOf = ({ added }: Negotiation, mid: string): Role => (added.includes(mid) ? "responder" : "initiator");

/** What goes over one transport. */
export const groupOf = (bundle: boolean, media: readonly Media[]): readonly Stanza[] =>
  bundle ? [writeGroup(media.filter((one) => !isRejected(one)).map(({ mid }) => mid))] : [];

/** The peer's section, going the way that the pane's has it. */
export function aimed(remote: Media, local: readonly Media[]): Media {
  const direction = find(local, remote.mid)?.direction;
  return direction === undefined || isRejected(remote) ? remote : { ...remote, direction: mirrored[direction] };
}

/** The sections of an answer stand as those of its offer do (RFC 3264 section 6); one without an answer is rejected. */
export const aligned = (offered: readonly Media[], answered: readonly Media[]): readonly Media[] =>
  offered.map((one) => find(answered, one.mid) ?? rejected(one));

/** A description as the pane is told it. */
export const told = (type: "offer" | "answer", media: readonly Media[], bundle: boolean): Signal => ({
  description: { type, sdp: formatDescription({ media, bundle }) },
});

export const find = (media: readonly Media[], mid: string | undefined | null): Media | undefined => media.find((one) => one.mid === mid);
