import { attribute, ns as xmpp, xml } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";
import { ns } from "./names.ts";

/** How somebody can be called: by a message that all of their clients hear (XEP-0353), or at the one client with this full JID. */
export type Way = "message" | { readonly client: string };

/** How long clients are asked what they can do, in milliseconds: one that sleeps may be woken by the message all the same. */
const patience = 2000;
const mostAsked = 8;

/** The way to somebody with these clients, by what they say they understand (XEP-0030); undefined where none of them takes calls. */
export async function wayTo(stream: Stream, clients: readonly string[]): Promise<Way | undefined> {
  const answers = await Promise.all(clients.slice(0, mostAsked).map(async (client) => ({ client, can: await understood(stream, client) })));
  if (answers.some(({ can }) => !can || can.has(ns.message))) return "message";
  const able = answers.find(({ can }) => can?.has(ns.jingle) && can.has(ns.rtp) && can.has(ns.ice) && can.has(ns.dtls));
  return able && { client: able.client };
}

/** Undefined where it did not say. */
async function understood(stream: Stream, client: string): Promise<ReadonlySet<string> | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patience, undefined);
  });
  const answer = stream.ask("get", xml("query", xmpp.disco), client).catch(() => undefined);
  const query = await Promise.race([answer, late]);
  clearTimeout(timer);
  return query && new Set(query.getChildren("feature").flatMap((feature) => attribute(feature, "var") ?? []));
}
