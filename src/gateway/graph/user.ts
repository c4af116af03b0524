import DataLoader from "dataloader";
import * as z from "zod/mini";
import type { EmailAddress } from "../../protocol/index.ts";
import { type Ask, chunks, type GraphClient, valuesOf } from "./client.ts";
import { addressesOf, atOnce, type Collection, gathering, inOneFilter, quoted } from "./resolver.ts";

const text = z.optional(z.nullable(z.string()));

/** As much of Graph's user as is asked for; with `User.ReadBasic.All` alone, half of it is absent. */
export const GraphUser = z.object({
  id: z.string(),
  mail: text,
  userPrincipalName: z.optional(z.string()),
  displayName: text,
  jobTitle: text,
  department: text,
  businessPhones: z.optional(z.array(z.string())),
  mobilePhone: text,
  proxyAddresses: z.optional(z.array(z.string())),
  userType: text,
});
export type GraphUser = z.output<typeof GraphUser>;

const page = z.object({ value: z.array(GraphUser) });

export const users: Collection<GraphUser> = {
  path: "/users",
  entity: GraphUser,
  select: [
    "mail",
    "userPrincipalName",
    "displayName",
    "jobTitle",
    "department",
    "businessPhones",
    "mobilePhone",
    "proxyAddresses",
    "userType",
  ],
  permission: "User.ReadBasic.All",
  aliases: "User.Read.All",
};

/**
 * The address of the user with that id; undefined where there is none. Asked anew each time, because who signs in with an address that is not
 * theirs any more is somebody else, and by the dozen, because a whole organisation signs in when the gateway comes back.
 */
export function addressesById(client: GraphClient): (id: string) => Promise<EmailAddress | undefined> {
  const asking = (ids: readonly string[]): Ask<z.output<typeof page>> => ({
    path: `/users?${new URLSearchParams({ $filter: `id in (${ids.map(quoted).join(",")})`, $select: "id,mail,userPrincipalName" })}`,
    schema: page,
    workload: "directory",
    permission: users.permission,
  });
  const loader = new DataLoader<string, EmailAddress | undefined>(
    async (ids) => {
      const answers = await client.askAll(chunks(ids, inOneFilter).map(asking));
      const found = new Map(valuesOf(answers).flatMap(({ value }) => value.map((user) => [user.id, addressesOf(user)[0]] as const)));
      return ids.map((id) => found.get(id.toLowerCase()));
    },
    { cache: false, maxBatchSize: atOnce, batchScheduleFn: (send) => void setTimeout(send, gathering) },
  );
  return (id) => loader.load(id);
}
