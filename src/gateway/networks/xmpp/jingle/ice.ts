import { isIP } from "node:net";
import { parse, write, type MediaDescription } from "sdp-transform";
import { xml, type Stanza } from "../stanza.ts";
import { ns } from "./names.ts";
import { Refused } from "./refusal.ts";
import { children, number, word } from "./words.ts";

/** The part of a media section that says how to get there. */
export type Route = Pick<MediaDescription, "iceUfrag" | "icePwd" | "fingerprint" | "setup" | "candidates">;
export type Candidate = NonNullable<Route["candidates"]>[number];

/** A `<transport/>` (XEP-0176) with the fingerprint of whoever is there (XEP-0320). */
export function writeRoute({ iceUfrag, icePwd, fingerprint, setup, candidates = [] }: Route): Stanza {
  return xml(
    "transport",
    { xmlns: ns.ice, ...(iceUfrag && { ufrag: iceUfrag }), ...(icePwd && { pwd: icePwd }) },
    ...(fingerprint ? [xml("fingerprint", { xmlns: ns.dtls, hash: fingerprint.type, ...(setup && { setup }) }, fingerprint.hash)] : []),
    ...candidates.map(writeCandidate),
  );
}

function writeCandidate({
  foundation,
  component,
  transport,
  priority,
  ip,
  port,
  type,
  raddr,
  rport,
  tcptype,
  generation,
}: Candidate): Stanza {
  return xml("candidate", {
    // Unique in its session, and an XML name.
    id: `c${foundation}-${component}-${port}`.replaceAll(/[^\w-]/g, "_"),
    foundation,
    component: String(component),
    protocol: transport.toLowerCase(),
    priority: String(priority),
    ip,
    port: String(port),
    type,
    generation: String(generation ?? 0),
    network: "0",
    ...(raddr !== undefined && { "rel-addr": raddr }),
    ...(rport !== undefined && { "rel-port": String(rport) }),
    ...(tcptype !== undefined && { tcptype }),
  });
}

/** What a `<transport/>` says; candidates that are none are left out. */
export function readRoute(transport: Stanza): Route {
  const iceUfrag = word(transport, "ufrag");
  const icePwd = word(transport, "pwd");
  const element = transport.getChild("fingerprint", ns.dtls);
  const hash = element?.text().trim();
  const type = word(element, "hash");
  const setup = word(element, "setup");
  if (hash !== undefined && !/^[\dA-Fa-f]{2}(:[\dA-Fa-f]{2}){15,63}$/.test(hash)) throw new Refused("malformed");
  return {
    ...(iceUfrag !== undefined && { iceUfrag }),
    ...(icePwd !== undefined && { icePwd }),
    ...(hash !== undefined && type !== undefined && { fingerprint: { type, hash } }),
    ...(setup !== undefined && /^(actpass|active|passive)$/.test(setup) && { setup }),
    candidates: children(transport, "candidate").flatMap(readCandidate),
  };
}

function readCandidate(element: Stanza): readonly Candidate[] {
  const [foundation, ip, protocol, type] = ["foundation", "ip", "protocol", "type"].map((name) => word(element, name));
  const component = number(element, "component", 256);
  const priority = number(element, "priority", 2 ** 32 - 1);
  const port = number(element, "port", 65_535);
  if (!foundation || !/^[\w+/]{1,32}$/.test(foundation) || !type || !/^(host|srflx|prflx|relay)$/.test(type)) return [];
  if (!protocol || !/^(udp|tcp)$/i.test(protocol) || !ip || !leadsSomewhere(ip) || !component || priority === undefined || !port) return [];
  const raddr = word(element, "rel-addr");
  const rport = number(element, "rel-port", 65_535);
  const tcptype = word(element, "tcptype");
  const generation = number(element, "generation", 65_535);
  return [
    {
      foundation,
      component,
      transport: protocol.toLowerCase(),
      priority,
      ip,
      port,
      type,
      ...(raddr !== undefined && isIP(raddr) > 0 && rport !== undefined && { raddr, rport }),
      ...(tcptype !== undefined && /^(active|passive|so)$/.test(tcptype) && { tcptype }),
      ...(generation !== undefined && { generation }),
    },
  ];
}

/** One host's address, or a name that multicast DNS resolves (RFC 8828); other names would have the browser ask a name server of a stranger's choice. */
function leadsSomewhere(address: string): boolean {
  if (isIP(address) === 0) return /^[\w-]{1,63}\.local$/i.test(address);
  return !/^(0\.|22[4-9]\.|23\d\.|24\d\.|25[0-5]\.|::$|ff)/i.test(address);
}

/** A candidate as a browser writes it; undefined where it is none. */
export function parseCandidate(text: string): Candidate | undefined {
  const [line = ""] = text.split(/[\r\n]/, 1);
  return parse(`m=audio 9 RTP 0\r\na=${line}\r\n`).media[0]?.candidates?.[0];
}

/** A candidate as a browser reads it. */
export function formatCandidate(candidate: Candidate): string {
  const media = [{ type: "audio", port: 9, protocol: "RTP", rtp: [], fmtp: [], candidates: [candidate] }];
  return /^a=(candidate:.*)$/m.exec(write({ ...noSession, media }))?.[1]?.trim() ?? "";
}

/** What a description says before its media, where there is nothing to say. */
export const noSession = {
  version: 0,
  origin: { username: "-", sessionId: 1, sessionVersion: 1, netType: "IN", ipVer: 4, address: "127.0.0.1" },
  name: "-",
  timing: { start: 0, stop: 0 },
};
