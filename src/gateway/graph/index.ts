/**
 * Microsoft Graph, as this gateway's application: one token, one budget and one memory of who is who, for the directory, the network and the
 * sign-in of Microsoft 365. A question takes this way: client.ts (turns, repeats, batches, pages) → budget.ts → transport.ts (token, fetch).
 */
import type { EmailAddress } from "../../protocol/index.ts";
import { createBudget } from "./budget.ts";
import { createClient, type GraphClient } from "./client.ts";
import { type Application, type GraphConfig, hostsOf } from "./config.ts";
import { type Notifications, openNotifications } from "./notifications/index.ts";
import { createGrants, type Grants } from "./permissions.ts";
import { createResolver, type Resolver } from "./resolver.ts";
import { openEntra } from "./entra.ts";
import { appToken } from "./token.ts";
import { createTransport } from "./transport.ts";
import { userToken, type UserToken } from "./userToken.ts";
import { addressesById, type GraphUser, users } from "./user.ts";

export interface Graph {
  readonly application: Application;
  readonly client: GraphClient;
  readonly grants: Grants;
  readonly users: Resolver<GraphUser>;
  /** Where Microsoft can reach the gateway. */
  readonly notifications?: Notifications;
  /** Microsoft Graph in the name of a user whose token for Rollcall the pane has shown. */
  onBehalfOf(assertion: string): Delegated;
  /** The address of the user with that id, now; undefined where there is none. Rejects with NetworkError. */
  addressOf(id: string): Promise<EmailAddress | undefined>;
  close(): Promise<void>;
}

/** Graph as one user may use it. */
export interface Delegated {
  readonly client: GraphClient;
  readonly token: UserToken;
}

export interface GraphOptions {
  /** Told of what an administrator should know; names nobody. */
  readonly warn?: (problem: string) => void;
  /** The gateway's own, which is known once it listens. */
  readonly origin?: () => string;
}

/** Asks nothing yet: a gateway starts also while Microsoft cannot be reached. Rejects where the certificate cannot be read. */
export async function openGraph(config: GraphConfig, { warn, origin = () => "" }: GraphOptions = {}): Promise<Graph> {
  const closing = new AbortController();
  const { graph } = hostsOf(config);
  const base = `${graph}/v1.0`;
  const scope = `${graph}/.default`;
  const entra = await openEntra(config);
  const token = appToken(entra, scope);
  const grants = createGrants(warn);
  const transport = createTransport(base, token, closing.signal);
  const budget = createBudget();
  const own = config.notifications;
  const notifications = own && (await openNotifications(config, () => own.origin ?? origin(), warn));
  const client = createClient({ base, transport, budget, grants, forgetToken: token.forget });
  return {
    application: config,
    client,
    grants,
    onBehalfOf(assertion) {
      const own = userToken(entra, scope, assertion);
      const sending = createTransport(base, own, closing.signal);
      return { client: createClient({ base, transport: sending, budget, forgetToken: own.forget }), token: own };
    },
    addressOf: addressesById(client),
    users: createResolver(client, grants, users),
    notifications,
    async close() {
      notifications?.close();
      closing.abort();
    },
  };
}
