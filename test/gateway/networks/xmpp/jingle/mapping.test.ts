import { readFileSync } from "node:fs";
import { parse } from "ltx";
import {
  formatDescription,
  parseDescription,
  problemOf,
  readDescription,
} from "../../../../../src/gateway/networks/xmpp/jingle/description.ts";
import { fromPane } from "../../../../../src/gateway/networks/xmpp/jingle/fromPane.ts";
import { formatCandidate, parseCandidate, readRoute, writeRoute } from "../../../../../src/gateway/networks/xmpp/jingle/ice.ts";
import { negotiation } from "../../../../../src/gateway/networks/xmpp/jingle/negotiation.ts";

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");
/** The lines that other clients have no word for in Jingle, or say elsewhere. */
const unsaid = /^a=(rtcp-rsize|rtcp-xr|ice-options|msid|msid-semantic|extmap:\d+\/)/;
const lines = (sdp: string) =>
  sdp
    .split(/\r?\n/)
    .filter((line) => /^[ma]=/.test(line) && !unsaid.test(line))
    .toSorted();

/** As it goes over the wire, and is read at the other end. */
function acrossTheWire(sdp: string) {
  const { toPeer = [] } = fromPane(negotiation("s1", "initiator"), { description: { type: "offer", sdp } });
  return readDescription(parse(String(toPeer[0])), "initiator");
}

describe("an offer in Jingle", () => {
  it.each(["chromium.sdp", "firefox.sdp"])("says all that %s does", (name) => {
    const sdp = read(name).replaceAll(/\r?\n/g, "\r\n");
    const arrived = formatDescription(acrossTheWire(sdp));
    // What Firefox writes once before its media, and with one channel told, is the same said otherwise.
    const normal = formatDescription(parseDescription(sdp)).replaceAll(/(rtpmap:\d+ G722\/8000)\/1/g, "$1");
    expect(lines(arrived).filter((line) => !line.startsWith("a=rtcp:"))).toEqual(
      lines(normal).filter((line) => !line.startsWith("a=rtcp:")),
    );
  });

  it("is read as the specifications' examples have it, without what no browser takes", () => {
    const description = readDescription(parse(read("session-initiate.xml")), "initiator");
    const sdp = formatDescription(description);
    expect(description.media.map(({ mid }) => mid)).toEqual(["voice"]);
    for (const line of read("session-initiate.sdp").split("\n").filter(Boolean)) expect(sdp.split("\r\n")).toContain(line);
    expect(sdp).toContain("a=fmtp:98 minptime=10;useinbandfec=1");
    expect(sdp).toContain("a=rtcp-fb:98 nack pli");
    expect(sdp).toContain("a=candidate:2 2 udp 1694498815 192.0.2.3 45664 typ srflx raddr 10.0.1.1 rport 8998 generation 0");
    expect(sdp).not.toContain("file");
  });

  it("breaks no line of the description, whatever is written into it", () => {
    const evil = read("session-initiate.xml").replace('name="speex" clockrate="16000"', 'name="x&#13;&#10;a=ice-lite" clockrate="16000"');
    const sdp = formatDescription(readDescription(parse(evil), "initiator"));
    expect(sdp).not.toContain("ice-lite");
    const worse = read("session-initiate.xml").replace('value="10"', 'value="10&#10;a=ice-lite"');
    expect(() => readDescription(parse(worse), "initiator")).toThrow(expect.objectContaining({ code: "malformed" }));
  });

  it.each([
    ["unsupported-applications", (xml: string) => xml.replace("apps:rtp:1", "apps:rtp:0")],
    ["unsupported-transports", (xml: string) => xml.replace("transports:ice-udp:1", "transports:raw-udp:1")],
    ["security-error", (xml: string) => xml.replace("apps:dtls:0", "apps:dtls:9")],
    [undefined, (xml: string) => xml],
  ] as const)("is refused for %s", (problem, change) => {
    expect(problemOf(parse(change(read("session-initiate.xml"))))).toBe(problem);
  });

  it("is not read beyond what a call can need", () => {
    const many = '<payload-type id="0" name="PCMU"/>'.repeat(1000);
    const flood = read("session-initiate.xml").replace('<payload-type id="0" name="PCMU"/>', many);
    expect(() => readDescription(parse(flood), "initiator")).toThrow(expect.objectContaining({ code: "too-many" }));
  });
});

describe("a candidate", () => {
  const good = "candidate:1 1 udp 2130706431 192.0.2.1 8998 typ host generation 0";

  it.each([
    good,
    "candidate:2 1 udp 1694498815 192.0.2.3 45664 typ srflx raddr 10.0.1.1 rport 8998 generation 0",
    "candidate:3 1 tcp 1518280447 2001:db8::1 9 typ host tcptype active generation 0",
    "candidate:4 1 udp 2122260223 1f4712db-ea17-4bcf-a596-105139dfd8bf.local 54596 typ host generation 0",
  ])("goes there and back: %s", (text) => {
    const parsed = parseCandidate(text);
    if (!parsed) throw new Error("it is one");
    const [candidate] = readRoute(parse(String(writeRoute({ candidates: [parsed] })))).candidates ?? [];
    expect(candidate && formatCandidate(candidate)).toBe(text);
  });

  it.each(["attacker.example", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "ff02::1", "192.0.2.1 8998 typ relay", "", "1.2.3"])(
    "with the address %p leads nowhere",
    (ip) => {
      const parsed = parseCandidate(good);
      if (!parsed) throw new Error("it is one");
      const element = parse(String(writeRoute({ candidates: [parsed] })).replace("192.0.2.1", ip));
      expect(readRoute(element).candidates).toEqual([]);
    },
  );
});
