/**
 * Microsoft 365 as a network: presence from Teams and Outlook, for all users together and with the application's permissions;
 * chats and meetings in Teams (inName.ts, teams/), for each user in their own name. presence.ts is the middle of the former: pull.ts, push.ts and exchange.ts bring what
 * Graph knows, describe.ts makes presence of it by mapping.ts.
 */
import type { Graph } from "../../graph/index.ts";
import { missingInWords } from "../../graph/permissions.ts";
import { NetworkError, type Account, type AccountEvents, type Network } from "../../network.ts";
import { network as name } from "./describe.ts";
import { freeBusy } from "./freeBusy.ts";
import { type Deed, inName } from "./inName.ts";
import { presenceAgent } from "./presence.ts";
import type { Push } from "./push.ts";
import { links } from "./teams/links.ts";
import { chatReplies } from "./teams/replies.ts";

export interface Microsoft365Options {
  readonly graph: Graph;
  /** Chats in Teams, in the name of whoever has signed in with Entra's token. */
  readonly chat?: boolean | undefined;
  /** Meetings in Teams that begin at once, in the same way. */
  readonly meetings?: boolean | undefined;
  /** Milliseconds in which everybody who is watched is asked for once. */
  readonly interval?: number;
  readonly now?: () => number;
}

/** So many users hear of presence by push: what is told to each of them by itself costs more than the common pull where they are many. */
const mostPushed = 500;

/** Graph is asked for everybody together, whoever watches them. A person of another organisation is refused. */
export function microsoft365({
  graph,
  chat = false,
  meetings: meet = false,
  interval = 30_000,
  now = Date.now,
}: Microsoft365Options): Network {
  /** The mailboxes of those who are signed in, by their ids: the next to ask in whose name comes first. */
  const mailboxes = new Map<string, number>();
  const { notifications } = graph;
  const replies = notifications && chatReplies(notifications);
  const pushes = new Map<AccountEvents, Push>();
  const deeds = new Set<Deed>();
  if (chat) deeds.add("Chats");
  if (meet) deeds.add("Meetings");
  const agent = presenceAgent({ graph, interval, now, asker, follows: (watcher, ids) => pushes.get(watcher)?.cover(ids) });
  let closed = false;
  /** Why somebody who wanted to chat, or to meet, could not. */
  const refusals = new Map<Deed, string>();

  function asker(): string | undefined {
    const [next] = mailboxes;
    if (!next) return undefined;
    const [id, accounts] = next;
    mailboxes.delete(id);
    mailboxes.set(id, accounts);
    return id;
  }
  function signOut(id: string): void {
    const left = (mailboxes.get(id) ?? 1) - 1;
    if (left > 0) mailboxes.set(id, left);
    else mailboxes.delete(id);
  }

  function refused(deed: Deed, words: string | undefined): void {
    if (words === undefined) refusals.delete(deed);
    else refusals.set(deed, words);
  }

  const stopped = () => new NetworkError("unreachable", "Microsoft 365 is not being asked any more.");
  /** Rejects once whoever waits has given up. */
  const givenUp = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => void signal.addEventListener("abort", () => reject(stopped()), { once: true }));

  return {
    name,
    problem() {
      const { failing } = agent;
      const missing = missingInWords(graph.grants.missing);
      return (
        missing ??
        (failing
          ? `Since ${new Date(failing.since).toISOString()}: ${failing.error.message}`
          : [...refusals.values()].join(" ") || notifications?.problem)
      );
    },

    async connect({ person, token }, events, signal): Promise<Account> {
      if (signal.aborted || closed) throw stopped();
      const user = (await Promise.race([graph.users.find([person.address]), givenUp(signal)])).get(person.address);
      if (!user || user.userType === "Guest") throw new NetworkError("forbidden", "That is nobody of this organisation.");
      const self = { id: user.id, address: person.address };
      let open = true;
      // What was being asked when the account was closed, is answered to nobody.
      const heard: Pick<AccountEvents, "conversation" | "message" | "read"> = {
        conversation: (conversation) => void (open && events.conversation(conversation)),
        message: (message) => void (open && events.message(message)),
        read: (conversation, by, upTo) => void (open && events.read(conversation, by, upTo)),
      };
      const told = pushes.size < mostPushed ? agent.told : undefined;
      const acts = (deeds.size > 0 || notifications) && token !== undefined;
      const own = acts ? await inName({ graph, token, user: self, events: heard, deeds, replies, told, refused, now }) : undefined;
      if (signal.aborted || closed) throw stopped();
      mailboxes.set(self.id, (mailboxes.get(self.id) ?? 0) + 1);
      if (own?.push) pushes.set(events, own.push);
      const end = (): boolean => {
        if (!open) return false;
        open = false;
        agent.unwatch(events);
        pushes.delete(events);
        signOut(self.id);
        return true;
      };
      const fail = (cause: unknown): void => {
        if (!end()) return;
        void own?.close();
        events.closed(new NetworkError("internal", "Watching failed.", { cause }));
      };
      return {
        presence: { watch: (people) => void (open && agent.watch(events, people).catch(fail)) },
        freeBusy: freeBusy(self.id, graph),
        links: links(graph, self.id),
        ...(own?.chat && { chat: own.chat }),
        ...(own?.meetings && { meetings: own.meetings }),
        lacks: own?.lacks ?? [],
        renew: (fresh) => own?.renew(fresh),
        async close() {
          end();
          await own?.close();
        },
      };
    },

    async close() {
      closed = true;
      agent.close();
    },
  };
}
