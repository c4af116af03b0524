import { parsePayloads, type MediaDescription } from "sdp-transform";
import { attribute, xml, type Stanza } from "../stanza.ts";
import { ns } from "./names.ts";
import { Refused } from "./refusal.ts";
import { children, number, required, word } from "./words.ts";

/** The part of a media section that says what is sent, and how it is packed. */
export type Format = Pick<
  MediaDescription,
  "type" | "payloads" | "rtp" | "fmtp" | "rtcpFb" | "ext" | "extmapAllowMixed" | "ssrcs" | "ssrcGroups" | "rtcpMux" | "ptime" | "maxptime"
>;

/** A media section as a `<description/>` (XEP-0167). */
export function writeFormat(media: Format): Stanza {
  return xml(
    "description",
    { xmlns: ns.rtp, media: media.type },
    ...parsePayloads(media.payloads ?? "").map((payload) => writePayload(media, payload)),
    ...writeFeedback(media, "*"),
    ...(media.ext ?? [])
      // Which way an extension goes is a matter of sides; those few that go one way can be done without.
      .filter(({ direction }) => !direction)
      .map(({ value, uri }) => xml("rtp-hdrext", { xmlns: ns.headerExtensions, id: String(value), uri })),
    ...(media.extmapAllowMixed ? [xml("extmap-allow-mixed", ns.headerExtensions)] : []),
    ...(media.ssrcGroups ?? []).map(({ semantics, ssrcs }) =>
      xml("ssrc-group", { xmlns: ns.sources, semantics }, ...ssrcs.split(" ").map((ssrc) => xml("source", { ssrc }))),
    ),
    ...writeSources(media),
    ...(media.rtcpMux ? [xml("rtcp-mux")] : []),
  );
}

function writePayload(media: Format, payload: number): Stanza {
  const codec = media.rtp.find((one) => one.payload === payload);
  const config = media.fmtp.find((one) => one.payload === payload)?.config ?? "";
  return xml(
    "payload-type",
    {
      id: String(payload),
      ...(codec && { name: codec.codec }),
      ...(codec?.rate !== undefined && { clockrate: String(codec.rate) }),
      ...(codec?.encoding !== undefined && { channels: String(codec.encoding) }),
      ...(media.ptime !== undefined && { ptime: String(media.ptime) }),
      ...(media.maxptime !== undefined && { maxptime: String(media.maxptime) }),
    },
    ...config
      .split(";")
      .map((part) => part.trim())
      .filter(Boolean)
      .map(writeParameter),
    ...writeFeedback(media, payload),
  );
}

/** `name=value`; what is not of that shape, as RFC 2198 and RFC 4733 have it, is a value without a name. */
function writeParameter(text: string): Stanza {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  return xml("parameter", name === undefined ? { value: text } : { name, value });
}

function writeFeedback({ rtcpFb = [] }: Format, payload: number | "*"): readonly Stanza[] {
  return rtcpFb
    .filter((feedback) => String(feedback.payload) === String(payload))
    .map(({ type, subtype }) => xml("rtcp-fb", { xmlns: ns.rtcpFeedback, type, ...(subtype && { subtype }) }));
}

function writeSources({ ssrcs = [] }: Format): readonly Stanza[] {
  const sources = new Map<number, Stanza>();
  for (const { id, attribute: name, value } of ssrcs) {
    const source = sources.get(id) ?? xml("source", { xmlns: ns.sources, ssrc: String(id) });
    sources.set(id, source);
    source.append(xml("parameter", { name, ...(value !== undefined && { value }) }));
  }
  return [...sources.values()];
}

const most32 = 2 ** 32 - 1;

/** What a `<description/>` says. Throws Refused where it is no description of sound or pictures. */
export function readFormat(description: Stanza): Format {
  const type = required(description, "media");
  if (type !== "audio" && type !== "video") throw new Refused("malformed");
  const payloads = children(description, "payload-type").flatMap((element) => {
    const payload = number(element, "id", 127);
    return payload === undefined ? [] : [{ payload, element }];
  });
  if (payloads.length === 0) throw new Refused("malformed");
  const extensions = children(description, "rtp-hdrext", ns.headerExtensions);
  const sources = children(description, "source", ns.sources);
  const groups = children(description, "ssrc-group", ns.sources);
  const mixed = description.getChild("extmap-allow-mixed", ns.headerExtensions);
  const [first] = payloads;
  const ptime = first && number(first.element, "ptime", 1000);
  const maxptime = first && number(first.element, "maxptime", 1000);
  return {
    type,
    payloads: payloads.map(({ payload }) => payload).join(" "),
    rtp: payloads.flatMap(({ payload, element }) => readCodec(payload, element)),
    fmtp: payloads.flatMap(({ payload, element }) => readParameters(payload, element)),
    rtcpFb: [...payloads.flatMap(({ payload, element }) => readFeedback(payload, element)), ...readFeedback("*", description)],
    ext: extensions.flatMap((element) => {
      const value = number(element, "id", 255);
      const uri = word(element, "uri");
      return value === undefined || uri === undefined ? [] : [{ value, uri }];
    }),
    ...(mixed && { extmapAllowMixed: "extmap-allow-mixed" }),
    ssrcs: sources.flatMap(readSource),
    ssrcGroups: groups.flatMap((group) => {
      const ssrcs = children(group, "source").flatMap((source) => number(source, "ssrc", most32) ?? []);
      return ssrcs.length === 0 ? [] : [{ semantics: required(group, "semantics"), ssrcs: ssrcs.join(" ") }];
    }),
    ...(description.getChild("rtcp-mux") && { rtcpMux: "rtcp-mux" }),
    ...(ptime !== undefined && { ptime }),
    ...(maxptime !== undefined && { maxptime }),
  };
}

function readCodec(payload: number, element: Stanza): Format["rtp"] {
  const codec = word(element, "name");
  if (codec === undefined) return []; // RFC 3551 names the static ones
  if (!/^[\w.-]+$/.test(codec)) throw new Refused("malformed");
  const rate = number(element, "clockrate", 1_000_000);
  const encoding = number(element, "channels", 255);
  // RFC 8866 section 6.6: one channel goes without saying.
  return [{ payload, codec, ...(rate !== undefined && { rate }), ...(encoding !== undefined && encoding !== 1 && { encoding }) }];
}

function readParameters(payload: number, element: Stanza): Format["fmtp"] {
  const parameters = children(element, "parameter").flatMap((parameter) => {
    const value = attribute(parameter, "value");
    const name = word(parameter, "name");
    if (value !== undefined && !/^[\x20-\x7e]{0,512}$/.test(value)) throw new Refused("malformed");
    // Some clients put what has no name in the value's place, others in the name's.
    return name === undefined || value === undefined ? (name ?? value ?? []) : `${name}=${value}`;
  });
  return parameters.length === 0 ? [] : [{ payload, config: parameters.join(";") }];
}

function readFeedback(payload: number | "*", element: Stanza): NonNullable<Format["rtcpFb"]> {
  return children(element, "rtcp-fb", ns.rtcpFeedback).map((feedback) => {
    const subtype = word(feedback, "subtype");
    return { payload, type: required(feedback, "type"), ...(subtype !== undefined && { subtype }) };
  });
}

function readSource(source: Stanza): NonNullable<Format["ssrcs"]> {
  const id = number(source, "ssrc", most32);
  if (id === undefined) throw new Refused("malformed");
  return children(source, "parameter").map((parameter) => {
    const value = attribute(parameter, "value") ?? "";
    if (!/^[\x20-\x7e]{0,256}$/.test(value)) throw new Refused("malformed");
    return { id, attribute: required(parameter, "name"), value };
  });
}
