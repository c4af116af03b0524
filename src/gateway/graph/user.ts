import * as z from "zod/mini";
import type { Collection } from "./resolver.ts";

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
