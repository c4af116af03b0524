import { understood } from "../presence/understood.ts";
import type { Stream } from "../stream/stream.ts";
import { ns } from "./names.ts";

/** How somebody can be called: by a message that all of their clients hear (XEP-0353), or at the one client with this full JID. */
export type Way = "message" | { readonly client: string };

/**
 * The way to somebody with these clients, by what they say they understand; undefined where none of them takes calls. One that does not say may
 * be woken by the message all the same.
 */
export async function wayTo(stream: Stream, clients: readonly string[]): Promise<Way | undefined> {
  const answers = await understood(stream, clients);
  if (answers.some(({ can }) => !can || can.has(ns.message))) return "message";
  const able = answers.find(({ can }) => can?.has(ns.jingle) && can.has(ns.rtp) && can.has(ns.ice) && can.has(ns.dtls));
  return able && { client: able.client };
}
