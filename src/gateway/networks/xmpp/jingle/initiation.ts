import { ItemContext } from "../../../../protocol/index.ts";
import { ns as stream, xml, type Stanza } from "../stanza.ts";
import type { Problem } from "./description.ts";
import { ns } from "./names.ts";
import { jingle, type Negotiation } from "./negotiation.ts";
import { word } from "./words.ts";

/** What is said about a call before its session begins and after it has ended (XEP-0353). */
export type Initiation =
  | { readonly type: "propose"; readonly id: string; readonly context: ItemContext; readonly pane?: string }
  | { readonly type: "proceed"; readonly id: string; readonly pane?: string }
  /** `accept` is what clients of an earlier version tell their own user's other clients instead of the `proceed`. */
  | { readonly type: "ringing" | "accept" | "reject" | "retract" | "finish"; readonly id: string; readonly reason?: Reason };

/** Why it is over (XEP-0166 section 7.4), as far as this network says it. */
export type Reason = "busy" | "cancel" | "decline" | "gone" | "success" | "timeout" | Problem;

const types = ["propose", "ringing", "proceed", "accept", "reject", "retract", "finish"] as const;

/** Undefined where the message is about no call of sound or pictures. */
export function readInitiation(message: Stanza): Initiation | undefined {
  for (const type of types) {
    const element = message.getChild(type, ns.message);
    const id = word(element, "id");
    if (!element || id === undefined || id.length > 200) continue;
    const pane = word(element.getChild("pane", stream.rollcall), "name");
    if (type === "proceed") return { type, id, ...(pane !== undefined && { pane }) };
    if (type !== "propose") return { type, id };
    const described = element.getChildren("description", ns.rtp).length > 0;
    return described ? { type, id, context: readContext(element), ...(pane !== undefined && { pane }) } : undefined;
  }
  return undefined;
}

export function writeInitiation(to: string, initiation: Initiation): Stanza {
  const { type, id } = initiation;
  return xml(
    "message",
    // The id of the call as the message's own: an error that comes back says which call it is about.
    { to, type: "chat", id: type === "propose" ? id : `${id}-${type}` },
    xml(type, { xmlns: ns.message, id }, ...payloadOf(initiation)),
    xml("store", stream.hints),
  );
}

/** What is not of XEP-0353 is ours, and others pass over it. */
function payloadOf(initiation: Initiation): readonly Stanza[] {
  const pane =
    "pane" in initiation && initiation.pane !== undefined ? [xml("pane", { xmlns: stream.rollcall, name: initiation.pane })] : [];
  switch (initiation.type) {
    case "propose":
      return [xml("description", { xmlns: ns.rtp, media: "audio" }), ...writeContext(initiation.context), ...pane];
    case "proceed":
      return pane;
    default:
      return initiation.reason ? [reasonOf(initiation.reason)] : [];
  }
}

/** Inside of `<jingle/>` it has the namespace of that. */
export const reasonOf = (reason: Reason): Stanza => xml("reason", ns.jingle, xml(reason));

function writeContext({ subject, importance }: ItemContext): readonly Stanza[] {
  if (!subject && !importance) return [];
  const children = [...(subject ? [xml("subject", {}, subject)] : []), ...(importance ? [xml("importance", {}, importance)] : [])];
  return [xml("context", stream.rollcall, ...children)];
}

function readContext(element: Stanza): ItemContext {
  const context = element.getChild("context", stream.rollcall);
  const subject = context?.getChildText("subject");
  const importance = context?.getChildText("importance");
  return ItemContext.safeParse({ ...(subject && { subject }), ...(importance && { importance }) }).data ?? {};
}

/** Why a session was ended; "" where it is not said. */
export function readReason(element: Stanza): string {
  const reasons = element.getChild("reason")?.getChildElements() ?? [];
  return reasons.find(({ name }) => name !== "text")?.name ?? "";
}

/** It rings here (XEP-0167 section 8), where no message says so. */
export const ringingInfo = (session: Pick<Negotiation, "sid">): Stanza => jingle(session, "session-info", xml("ringing", ns.rtpInfo));
