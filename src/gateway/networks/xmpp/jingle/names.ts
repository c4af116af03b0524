/** The namespaces of calls. */
export const ns = {
  jingle: "urn:xmpp:jingle:1", // XEP-0166
  errors: "urn:xmpp:jingle:errors:1",
  rtp: "urn:xmpp:jingle:apps:rtp:1", // XEP-0167
  rtpInfo: "urn:xmpp:jingle:apps:rtp:info:1",
  rtcpFeedback: "urn:xmpp:jingle:apps:rtp:rtcp-fb:0", // XEP-0293
  headerExtensions: "urn:xmpp:jingle:apps:rtp:rtp-hdrext:0", // XEP-0294
  sources: "urn:xmpp:jingle:apps:rtp:ssma:0", // XEP-0339
  ice: "urn:xmpp:jingle:transports:ice-udp:1", // XEP-0176
  dtls: "urn:xmpp:jingle:apps:dtls:0", // XEP-0320
  grouping: "urn:xmpp:jingle:apps:grouping:0", // XEP-0338
  message: "urn:xmpp:jingle-message:0", // XEP-0353
} as const;

/** What other clients look for before they call (XEP-0167 section 9, and the like). */
export const features: readonly string[] = [
  ns.jingle,
  ns.rtp,
  "urn:xmpp:jingle:apps:rtp:audio",
  "urn:xmpp:jingle:apps:rtp:video",
  ns.rtcpFeedback,
  ns.headerExtensions,
  ns.sources,
  ns.ice,
  ns.dtls,
  ns.grouping,
  ns.message,
];
