import type { DeepLink } from "../../../../protocol/index.ts";
import { type Application, hostsOf } from "../../../graph/config.ts";
import { clouds } from "../../../graph/hosts.ts";
import type { Graph } from "../../../graph/index.ts";
import type { Links } from "../../../network.ts";
import { network } from "../describe.ts";
import { topicOf } from "./chats.ts";

/** What each kind of link is behind `/l/`, as Microsoft documents them; `users` and `topic` are ready for a query. */
const kinds: Readonly<Record<DeepLink["opens"], (users: string, topic: string) => string>> = {
  chat: (users, topic) => `chat/0/0?users=${users}${topic && `&topicName=${topic}`}`,
  call: (users) => `call/0/0?users=${users}`,
  "video-call": (users) => `call/0/0?users=${users}&withVideo=true`,
};
const opens = ["chat", "call", "video-call"] as const satisfies readonly DeepLink["opens"][];

/** Characters: longer ones do not get through every browser and client. */
const longest = 2000;

/**
 * Teams' links to these people, by their user principal names; those that get too long are left out. Names are encoded one by one, so that
 * the commas between them stay; a space is %20, because Teams takes a plus for a plus. Only chats of three or more have topics.
 */
export function teamsLinks(host: string, users: readonly string[], subject?: string): readonly DeepLink[] {
  const names = users.map(encodeURIComponent).join(",");
  const topic = users.length > 1 ? encodeURIComponent(topicOf(subject) ?? "") : "";
  return opens.flatMap((kind) => {
    const url = `${host}/l/${kinds[kind](names, topic)}`;
    return users.length > 0 && url.length <= longest ? { network, opens: kind, url } : [];
  });
}

const hostOf = (application: Application): string => hostsOf(application).teams ?? clouds.global.teams;

/** The ways to people in Teams; `self` is the id of the user, who need not be named. */
export function links({ application, users }: Pick<Graph, "application" | "users">, self: string): Links {
  return {
    async to(people, { subject }) {
      const found = await users.find(people);
      if (people.some((address) => !found.has(address))) return [];
      const others = new Map(
        [...found].filter(([, { id }]) => id !== self).map(([address, user]) => [user.id, user.userPrincipalName ?? address]),
      );
      return teamsLinks(hostOf(application), [...others.values()], subject);
    },
  };
}
