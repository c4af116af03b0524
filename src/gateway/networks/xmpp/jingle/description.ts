import { parse, write, type MediaDescription } from "sdp-transform";
import { xml, type Stanza } from "../stanza.ts";
import { noSession, readRoute, writeRoute } from "./ice.ts";
import { ns } from "./names.ts";
import { Refused } from "./refusal.ts";
import { readFormat, writeFormat } from "./rtp.ts";
import { children, required, word } from "./words.ts";

/** Who sent the first offer, and who answered it. */
export type Role = "initiator" | "responder";
export const otherRole: Readonly<Record<Role, Role>> = { initiator: "responder", responder: "initiator" };

/** A section of a session description (RFC 8866), which is a content of Jingle (XEP-0166); `mid` is the content's name. */
export type Media = MediaDescription & { readonly mid: string };
type Direction = NonNullable<Media["direction"]>;

/** Sections of a description of one side. */
export interface Description {
  readonly media: readonly Media[];
  /** All of them go over one transport (XEP-0338). */
  readonly bundle: boolean;
}

/** One call has a sound and a picture or two. */
const mostContents = 8;

/** What a browser wrote. Throws Refused where it is no description. */
export function parseDescription(sdp: string): Description {
  const { media, groups = [], fingerprint, setup, iceUfrag, icePwd, extmapAllowMixed } = parse(sdp);
  // What stands before the sections holds for each of them; Firefox writes the fingerprint there.
  const shared = {
    ...(fingerprint && { fingerprint }),
    ...(setup && { setup }),
    ...(iceUfrag && { iceUfrag }),
    ...(icePwd && { icePwd }),
    ...(extmapAllowMixed && { extmapAllowMixed }),
  };
  const named = media.flatMap((section) => (section.mid === undefined ? [] : [{ ...shared, ...section, mid: String(section.mid) }]));
  if (named.length === 0 || named.length > mostContents) throw new Refused("malformed");
  return { media: named, bundle: groups.some(({ type }) => type === "BUNDLE") };
}

/** A description as a browser reads it. */
export function formatDescription({ media, bundle }: Description): string {
  const mids = media.filter((section) => !isRejected(section)).map(({ mid }) => mid);
  const groups = bundle && mids.length > 0 ? [{ type: "BUNDLE", mids: mids.join(" ") }] : [];
  return write({ ...noSession, groups, media: media.map((section) => ({ ...section })) });
}

/** RFC 8829 section 5.3.1: port zero, where nothing else carries it. */
export const isRejected = ({ port, bundleOnly }: Media): boolean => port === 0 && bundleOnly === undefined;

/** A section that is wanted no longer, or not at all. */
export const rejected = ({ type, protocol, payloads, rtp, fmtp, mid }: Media): Media => ({
  type,
  port: 0,
  protocol,
  ...(payloads !== undefined && { payloads }),
  rtp,
  fmtp,
  mid,
  connection,
  direction: "inactive",
});

const connection = { version: 4, ip: "0.0.0.0" } as const;

/** A section as a `<content/>`, from the side that has this role. */
export function writeContent(media: Media, role: Role, creator: Role): Stanza {
  const senders = sendersOf(media.direction ?? "sendrecv", role);
  return xml("content", { creator, name: media.mid, senders }, writeFormat(media), writeRoute(media));
}

/** What says that contents go together (XEP-0338). */
export const writeGroup = (mids: readonly string[]): Stanza =>
  xml("group", { xmlns: ns.grouping, semantics: "BUNDLE" }, ...mids.map((name) => xml("content", { name })));

/** The contents of a `<jingle/>` that are sound or pictures, as the other side, which has this role, describes them. Throws Refused. */
export function readDescription(jingle: Stanza, role: Role): Description {
  const contents = children(jingle, "content");
  if (contents.length > mostContents) throw new Refused("too-many");
  const bundle = children(jingle, "group", ns.grouping).some((group) => word(group, "semantics") === "BUNDLE");
  return { media: contents.flatMap((content) => readContent(content, role)), bundle };
}

/** Why nothing can come of a session (XEP-0166 section 7.4), where no content of it is what a browser takes. */
export type Problem = "unsupported-applications" | "unsupported-transports" | "security-error";

/** Undefined where something may come of it. */
export function problemOf(jingle: Stanza): Problem | undefined {
  const described = children(jingle, "content").filter((content) => content.getChild("description", ns.rtp));
  if (described.length === 0) return "unsupported-applications";
  const reachable = described.flatMap((content) => content.getChild("transport", ns.ice) ?? []);
  if (reachable.length === 0) return "unsupported-transports";
  return reachable.some((transport) => transport.getChild("fingerprint", ns.dtls)) ? undefined : "security-error";
}

/** Other contents, and those that would not be encrypted, are passed over: what is not answered is not accepted. */
function readContent(content: Stanza, role: Role): readonly Media[] {
  const description = content.getChild("description", ns.rtp);
  const transport = content.getChild("transport", ns.ice);
  if (!description || !transport?.getChild("fingerprint", ns.dtls)) return [];
  return [
    {
      port: 9, // RFC 8840 section 4.1: the candidates tell
      protocol: "UDP/TLS/RTP/SAVPF",
      connection,
      rtcp: { port: 9, netType: "IN", ipVer: 4, address: "0.0.0.0" },
      ...readFormat(description),
      ...readRoute(transport),
      mid: readName(content),
      direction: readDirection(content, role),
    },
  ];
}

/** A content's name, which has to do for a `mid` (RFC 5888: a token). */
export function readName(content: Stanza): string {
  const name = required(content, "name");
  if (!/^[\w.!%*+~-]{1,64}$/.test(name)) throw new Refused("malformed");
  return name;
}

/** Which way a content goes, as seen by the side that has this role. */
export function readDirection(content: Stanza, role: Role): Direction {
  const senders = word(content, "senders") ?? "both";
  if (senders === "both") return "sendrecv";
  if (senders === "none") return "inactive";
  return senders === role ? "sendonly" : "recvonly";
}

export function sendersOf(direction: Direction, role: Role): string {
  const senders: Readonly<Record<Direction, string>> = { sendrecv: "both", sendonly: role, recvonly: otherRole[role], inactive: "none" };
  return senders[direction];
}

/** The same way, seen from the other side. */
export const mirrored: Readonly<Record<Direction, Direction>> = {
  sendrecv: "sendrecv",
  sendonly: "recvonly",
  recvonly: "sendonly",
  inactive: "inactive",
};
