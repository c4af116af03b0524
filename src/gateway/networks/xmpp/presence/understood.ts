import { attribute, ns, xml } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";

/** What one client says that it understands (XEP-0030). */
export interface Understanding {
  /** Its full JID. */
  readonly client: string;
  /** The features that it names; undefined where it did not say. */
  readonly can: ReadonlySet<string> | undefined;
}

/** How long clients are asked what they can do, in milliseconds: one that sleeps must not keep anybody waiting. */
const patience = 2000;
/** Clients of one person that are asked; the others do not say. */
const mostAsked = 8;

/** All are asked at once, and themselves: what goes with their presence (XEP-0115) is only a hash of it. */
export function understood(stream: Pick<Stream, "ask">, clients: readonly string[]): Promise<readonly Understanding[]> {
  return Promise.all(clients.map(async (client, index) => ({ client, can: index < mostAsked ? await ask(stream, client) : undefined })));
}

async function ask(stream: Pick<Stream, "ask">, client: string): Promise<ReadonlySet<string> | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patience, undefined);
  });
  const answer = stream.ask("get", xml("query", ns.disco), client).catch(() => undefined);
  const query = await Promise.race([answer, late]);
  clearTimeout(timer);
  return query && new Set(query.getChildren("feature").flatMap((feature) => attribute(feature, "var") ?? []));
}
