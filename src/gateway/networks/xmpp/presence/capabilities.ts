import { createHash } from "node:crypto";
import { features as ofCalls } from "../jingle/names.ts";
import { ns, xml, type Stanza } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";

/** What a session understands (XEP-0030). */
const features: readonly string[] = [
  ns.activity + "+notify",
  ns.caps,
  ns.chatStates,
  ns.conference,
  ns.correct,
  ns.disco,
  ns.idle,
  ns.markers,
  ns.muc,
  ns.ping,
  ns.receipts,
  ...ofCalls,
].toSorted();
const identity = { category: "client", type: "web", name: "Rollcall" } as const;

/** XEP-0115 section 5.1: the hash by which others know all of it without asking. */
const verification = createHash("sha1")
  .update(`${identity.category}/${identity.type}//${identity.name}<${features.map((feature) => `${feature}<`).join("")}`)
  .digest("base64");

/** Answers who asks what this client can do, and gives the element that goes with every presence. */
export function capabilities(stream: Stream): Stanza {
  stream.answer("get", ns.disco, "query", (query) =>
    xml(
      "query",
      { xmlns: ns.disco, ...(query.attrs.node && { node: query.attrs.node }) },
      xml("identity", identity),
      ...features.map((feature) => xml("feature", { var: feature })),
    ),
  );
  return xml("c", { xmlns: ns.caps, hash: "sha-1", node: ns.rollcall, ver: verification });
}
