import * as z from "zod/mini";
import type { EmailAddress, ItemContext } from "../../../../protocol/index.ts";
import type { Ask } from "../../../graph/client.ts";
import type { Delegated, Graph } from "../../../graph/index.ts";
import { lineOf } from "../../../graph/text.ts";
import type { GraphUser } from "../../../graph/user.ts";
import type { Meetings } from "../../../network.ts";
import { network } from "../describe.ts";

const OnlineMeeting = z.object({ joinWebUrl: z.string().check(z.regex(/^https:\/\/\S+$/)) });

/** Characters of a meeting's name. */
const longestSubject = 250;

/**
 * Meetings in Teams that begin at once, in the user's name. Whoever is in Entra is invited, so that no lobby keeps them; the others come by
 * the link. By its `externalId` Teams answers with the same meeting as often as it is asked for, which makes it safe to ask again.
 */
export function meetings({ graph, delegated: { client } }: { readonly graph: Graph; readonly delegated: Delegated }): Meetings {
  const asking = (users: Iterable<GraphUser>, { subject }: ItemContext, key: string): Ask<z.output<typeof OnlineMeeting>> => ({
    path: "/me/onlineMeetings/createOrGet",
    body: {
      externalId: key,
      ...(subject && { subject: lineOf(subject, longestSubject) }),
      participants: {
        attendees: [...users].map(({ id, userPrincipalName }) => ({
          identity: { user: { id } },
          role: "attendee",
          ...(userPrincipalName && { upn: userPrincipalName }),
        })),
      },
    },
    schema: OnlineMeeting,
    workload: "teams",
  });

  return {
    async create(people: readonly EmailAddress[], context, key) {
      const users = await graph.users.find(people);
      const { joinWebUrl } = await client.ask(asking(new Map([...users.values()].map((user) => [user.id, user])).values(), context, key));
      return { via: network, url: joinWebUrl };
    },
  };
}
