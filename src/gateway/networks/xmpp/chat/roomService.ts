import { attribute, ns, xml, type Stanza } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";

/** Services of a server that are looked at. */
const mostServices = 50;

/**
 * Where rooms can be made: the first service that the server names (XEP-0030) and that is one for group chat (XEP-0045 section 6.1); undefined
 * where there is none. Rejects with NetworkError.
 */
export async function findRoomService({ ask }: Pick<Stream, "ask">, domain: string): Promise<string | undefined> {
  const items = await ask("get", xml("query", ns.discoItems), domain);
  const services = new Set(items?.getChildren("item").flatMap((item) => serviceOf(item) ?? []));
  const asked = [...services].slice(0, mostServices).map(async (jid) => {
    const info = await ask("get", xml("query", ns.disco), jid).catch(() => undefined); // one that does not answer is none
    return isForRooms(info) ? jid : undefined;
  });
  // In order, so that everybody finds the same one; all at once, so that one that is slow keeps up only those behind it.
  for (const answer of asked) {
    const found = await answer;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Domains alone: what has a node is no service of its own. */
function serviceOf(item: Stanza): string | undefined {
  const jid = attribute(item, "jid")?.toLowerCase();
  return jid !== undefined && /^[^@/\s]+$/.test(jid) && attribute(item, "node") === undefined ? jid : undefined;
}

const isForRooms = (info: Stanza | undefined): boolean =>
  (info?.getChildren("identity").some(({ attrs }) => attrs.category === "conference" && attrs.type === "text") ?? false) &&
  (info?.getChildren("feature").some((feature) => attribute(feature, "var") === ns.muc) ?? false);
