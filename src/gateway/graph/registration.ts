import * as z from "zod/mini";
import { NetworkError } from "../network.ts";
import type { GraphClient } from "./client.ts";
import { consentPage } from "./consent.ts";
import { scopes } from "./userToken.ts";

/** What must be set in the application's registration for people to sign in. */
export interface Expected {
  readonly client: string;
  /** The Application ID URI, and the scope of it. */
  readonly api: string;
  readonly scope: string;
  /** Where panes reach the gateway. */
  readonly origin: string;
}

/** What was found of one thing that is to be set. `unseen`: the application may not look. */
export interface Setting {
  readonly name: string;
  readonly state: "right" | "wrong" | "unseen";
  /** What it is to be. */
  readonly wanted: string;
}

const Api = z.object({
  requestedAccessTokenVersion: z.nullish(z.number()),
  oauth2PermissionScopes: z.nullish(z.array(z.object({ value: z.nullish(z.string()), isEnabled: z.nullish(z.boolean()) }))),
});
const Application = z.object({
  identifierUris: z.nullish(z.array(z.string())),
  api: z.nullish(Api),
  spa: z.nullish(z.object({ redirectUris: z.nullish(z.array(z.string())) })),
});
type Application = z.output<typeof Application>;
const Grants = z.object({ value: z.array(z.object({ scope: z.nullish(z.string()) })) });

/** Where Entra may lead people back to: Outlook's broker, which knows hosts without a path, the window's page, and an administrator's. */
export const redirects = (origin: string): readonly string[] => [
  `brk-multihub://${new URL(origin).host}`,
  `${origin}/signin.html`,
  `${origin}${consentPage}`,
];

/** Looks at the registration, as far as the application may: that takes Application.Read.All. Rejects where Graph cannot be asked. */
export async function checkRegistration(client: GraphClient, expected: Expected): Promise<readonly Setting[]> {
  const path = `/applications(appId='${expected.client}')?$select=identifierUris,api,spa`;
  const found = await unlessForbidden(client.ask({ path, schema: Application, workload: "directory" }));
  return settings(expected).map(({ name, wanted, holds }) => ({
    name,
    wanted,
    state: found === undefined ? "unseen" : holds(found) ? "right" : "wrong",
  }));
}

/** The delegated permissions that somebody has consented to, or undefined where the application may not look: that takes Directory.Read.All. */
export async function consentedScopes(client: GraphClient, id: string): Promise<ReadonlySet<string> | undefined> {
  const path = `/servicePrincipals(appId='${id}')/oauth2PermissionGrants`;
  const grants = await unlessForbidden(client.ask({ path, schema: Grants, workload: "directory" }));
  return grants && new Set(grants.value.flatMap(({ scope }) => scope?.split(" ") ?? []));
}

/** Each delegated permission that Rollcall makes use of, and what it is for. */
export const delegated = Object.entries(scopes);

function settings({ api, scope, origin }: Expected) {
  const wanted: readonly { readonly name: string; readonly wanted: string; holds(found: Application): boolean }[] = [
    { name: "Application ID URI", wanted: api, holds: ({ identifierUris }) => identifierUris?.includes(api) ?? false },
    {
      name: "Scope",
      wanted: scope,
      holds: (found) => found.api?.oauth2PermissionScopes?.some(({ value, isEnabled }) => value === scope && isEnabled !== false) ?? false,
    },
    {
      name: "Access token version",
      wanted: '"requestedAccessTokenVersion": 2 in the manifest',
      holds: (found) => found.api?.requestedAccessTokenVersion === 2,
    },
    ...redirects(origin).map((address) => ({
      name: "Redirect address",
      wanted: `${address} (single-page application)`,
      holds: ({ spa }: Application) => spa?.redirectUris?.includes(address) ?? false,
    })),
  ];
  return wanted;
}

async function unlessForbidden<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (error instanceof NetworkError && error.code === "forbidden") return undefined;
    throw error;
  });
}
