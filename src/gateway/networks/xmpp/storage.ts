import { xml, type Stanza } from "./stanza.ts";
import type { Stream } from "./stream/stream.ts";

const ns = "jabber:iq:private";

/** What the user's account keeps for the user's own clients (XEP-0049), by its element's name and namespace; undefined where there is nothing. */
export async function recall(stream: Stream, name: string, xmlns: string): Promise<Stanza | undefined> {
  const query = await stream.ask("get", xml("query", ns, xml(name, xmlns))).catch(() => undefined);
  return query?.getChild(name, xmlns);
}

/** Keeps the element in place of the one before. A server that keeps nothing does no harm. */
export async function keep(stream: Stream, element: Stanza): Promise<void> {
  await stream.ask("set", xml("query", ns, element)).catch(() => {});
}
