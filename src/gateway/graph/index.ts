/**
 * Microsoft Graph, as this gateway's application: one token, one budget and one memory of who is who, for the directory, the network and the
 * sign-in of Microsoft 365. A question takes this way: client.ts (turns, repeats, batches, pages) → budget.ts → transport.ts (token, fetch).
 */
import type { EmailAddress } from "../../protocol/index.ts";
import { createBudget } from "./budget.ts";
import { createClient, type GraphClient } from "./client.ts";
import { type Application, type GraphConfig, hostsOf } from "./config.ts";
import { createGrants, type Grants } from "./permissions.ts";
import { createResolver, type Resolver } from "./resolver.ts";
import { appToken } from "./token.ts";
import { createTransport } from "./transport.ts";
import { addressesById, type GraphUser, users } from "./user.ts";

export interface Graph {
  readonly application: Application;
  readonly client: GraphClient;
  readonly grants: Grants;
  readonly users: Resolver<GraphUser>;
  /** The address of the user with that id, now; undefined where there is none. Rejects with NetworkError. */
  addressOf(id: string): Promise<EmailAddress | undefined>;
  close(): Promise<void>;
}

/**
 * Asks nothing yet: a gateway starts also while Microsoft cannot be reached. Rejects where the certificate cannot be read. `warn` is told of what
 * an administrator should know, and names nobody.
 */
export async function openGraph(config: GraphConfig, warn?: (problem: string) => void): Promise<Graph> {
  const closing = new AbortController();
  const base = `${hostsOf(config).graph}/v1.0`;
  const token = await appToken(config);
  const grants = createGrants(warn);
  const transport = createTransport(base, token, closing.signal);
  const client = createClient({ base, transport, budget: createBudget(), grants, forgetToken: token.forget });
  return {
    application: config,
    client,
    grants,
    addressOf: addressesById(client),
    users: createResolver(client, grants, users),
    async close() {
      closing.abort();
    },
  };
}
