import { Resolver } from "node:dns/promises";
import parseXml from "@xmpp/xml/lib/parse.js";
import * as z from "zod/mini";

/** Where discovery asks. */
export interface Sources {
  /** RFC 2782; rejects with a `code` of Node's where there is none, or nobody answers. */
  srv(name: string): Promise<readonly Service[]>;
  /** The text behind an https address; rejects where there is none. */
  page(url: string): Promise<string>;
  /** Between 0 and 1. */
  random(): number;
}

interface Service {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** How long an answer is awaited, and how long it is remembered, in milliseconds. */
const patience = 5000;
const fresh = 60_000;

export const internet = (resolver = new Resolver({ timeout: patience, tries: 1 })): Sources => ({
  srv: (name) => resolver.resolveSrv(name),
  async page(url) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: "error" });
    if (!answer.ok) throw new Error(`${answer.status} ${url}`);
    return answer.text();
  },
  random: Math.random,
});

/**
 * Where the server of an XMPP domain is, the best first: what DNS says (RFC 6120 section 3.2, XEP-0368), then WebSockets that its web server
 * names (XEP-0156), and the domain itself where neither says anything. None of these is trusted: the certificate must be the domain's.
 */
export async function discover(domain: string, { srv, page, random }: Sources): Promise<readonly string[]> {
  const ask = async (scheme: "xmpps" | "xmpp") =>
    (await srv(`_${scheme}-client._tcp.${domain}`).catch(() => [])).map((found) => ({ ...found, scheme }));
  const [direct, starttls, sockets] = await Promise.all([ask("xmpps"), ask("xmpp"), webSockets(domain, page)]);
  const records = [...direct, ...starttls];
  const services = inOrder(records, random).map(({ scheme, name, port }) => `${scheme}://${name}:${port}`);
  const found = [...services, ...sockets];
  return found.length > 0 || refuses(records) ? found : [`xmpp://${domain}:5222`];
}

/** Remembered for a minute, whoever asks: a whole organisation does at once. What failed is asked again. */
export function remembered<Args extends readonly unknown[], Value>(
  ask: (...args: Args) => Promise<Value>,
  now: () => number,
): (...args: Args) => Promise<Value> {
  let last: { readonly at: number; readonly value: Promise<Value> } | undefined;
  return (...args) => {
    if (last && now() - last.at <= fresh) return last.value;
    const asked = { at: now(), value: ask(...args) };
    last = asked;
    asked.value.catch(() => {
      if (last === asked) last = undefined;
    });
    return asked.value;
  };
}

/** RFC 2782: "." means that the service is decidedly not there. */
const refuses = (records: readonly Service[]): boolean => records.some(({ name }) => isNowhere(name));
const isNowhere = (name: string): boolean => name === "" || name === ".";

/** By priority, and among equals by chance, those with more weight sooner. */
function inOrder<Record extends Service>(records: readonly Record[], random: () => number): readonly Record[] {
  const drawn = records
    .filter(({ name }) => !isNowhere(name))
    .map((record) => ({ record, lot: -Math.log(random() || Number.MIN_VALUE) / Math.max(record.weight, 0.01) }));
  return drawn.toSorted((a, b) => a.record.priority - b.record.priority || a.lot - b.lot).map(({ record }) => record);
}

const relation = "urn:xmpp:alt-connections:websocket";
const HostMeta = z.object({ links: z.array(z.object({ rel: z.optional(z.string()), href: z.optional(z.string()) })) });

async function webSockets(domain: string, page: Sources["page"]): Promise<readonly string[]> {
  const at = `https://${domain}/.well-known/host-meta`;
  const links = await page(`${at}.json`)
    .then((text) => HostMeta.parse(JSON.parse(text)).links)
    .catch(async () => linksOf(await page(at)))
    .catch(() => []);
  return links.flatMap(({ rel, href }) => (rel === relation && href && /^wss:\/\/[^/\s]/.test(href) ? [href] : []));
}

/** RFC 6415, as XML. */
function linksOf(text: string) {
  const links = parseXml(text.replace(/^\s*<\?xml[^>]*\?>/, "")).getChildren("Link");
  return links.map(({ attrs }) => ({ rel: String(attrs.rel), href: String(attrs.href) }));
}
