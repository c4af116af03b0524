/**
 * A stand-in for Microsoft Graph and Entra on this machine's loopback, written from what Microsoft documents. `tenant.ts` is the organisation
 * behind it, `routes.ts` all that it can be asked; what goes wrong is up to `faults`.
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { refusal, type GraphRequest } from "./answer.ts";
import { createLogin, type App, type Login } from "./login.ts";
import { createService, type Service, type ServiceOptions } from "./service.ts";
import { createSubscriptions, type Subscriptions } from "./subscriptions.ts";
import { createTenant, type Tenant, type TenantData } from "./tenant.ts";

export type { ContactData, GroupData, PersonData, PresenceData, SlotData, TenantData } from "./tenant.ts";

/** All that Rollcall can make use of. */
export const everyPermission = [
  "User.Read.All",
  "ProfilePhoto.Read.All",
  "OrgContact.Read.All",
  "GroupMember.Read.All",
  "Member.Read.Hidden",
  "Presence.Read.All",
  "Calendars.ReadBasic",
  "MailTips.ReadBasic.All",
] as const;

/** The same of what it does in a user's name. */
export const everyScope = [
  "Chat.Read",
  "Chat.Create",
  "ChatMessage.Send",
  "Chat.ReadWrite",
  "OnlineMeetings.ReadWrite",
  "Presence.Read.All",
] as const;

export interface GraphOptions {
  readonly granted?: readonly string[];
  /** Delegated scopes that were consented to; all that Rollcall can make use of where not given. */
  readonly consented?: readonly string[];
  readonly app?: App;
  readonly quotas?: ServiceOptions["quotas"];
  /** Seconds that an application's token lasts, and a user's for the application. */
  readonly lifetime?: number;
  readonly userLifetime?: number;
  /** False: that something was said in a chat is told, and not what. */
  readonly richChats?: boolean;
  /** False: presence is told without a number, as the documents have it. */
  readonly numbered?: boolean;
  /** PEM of who has signed the gateway's certificate, for what it is told. */
  readonly authority?: string;
  /** Hears of every request and its answer. */
  readonly hear?: ServiceOptions["hear"];
}

export interface GraphStandIn {
  readonly tenant: Tenant;
  readonly app: App;
  /** In place of the hosts' names: both lead here. */
  readonly hosts: { readonly login: string; readonly graph: string };
  readonly login: Login;
  readonly subscriptions: Subscriptions;
  readonly faults: Service["faults"];
  readonly asked: Service["asked"];
  /** How often a request was made that fits, by itself or in a batch. */
  count(request: RegExp): number;
  close(): Promise<void>;
}

export async function startGraph(data: TenantData, options: GraphOptions = {}): Promise<GraphStandIn> {
  const {
    granted = everyPermission,
    consented = everyScope,
    quotas,
    lifetime,
    userLifetime,
    richChats,
    numbered = true,
    authority,
    hear,
  } = options;
  const app = options.app ?? { id: "c0ffee00-1111-4222-8333-444455556666", secret: "a secret of the stand-in" };
  let origin = "";
  const tenant = createTenant(data);
  const account = (mail: string) => {
    const found = tenant.byMail(mail);
    return found?.kind === "user" ? { id: found.id, mail: found.data.mail } : undefined;
  };
  const login = createLogin({
    tenant: tenant.id,
    app,
    granted,
    consented,
    allowable: everyScope,
    lifetime,
    userLifetime,
    account,
    origin: () => origin,
  });
  const subscriptions = createSubscriptions({ tenant, login, origin: () => origin, authority, numbered });
  const service = createService({ tenant, subscriptions, richChats, quotas, hear, base: () => `${origin}/v1.0` });
  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const body = await bodyOf(request);
    const answered = url.pathname.startsWith("/v1.0/") ? await graph(request, url, body) : await entra(request, url, body);
    if (!answered) return void request.socket.destroy();
    response.writeHead(answered.status, { "content-type": "application/json", ...answered.headers });
    response.end(typeof answered.body === "object" ? JSON.stringify(answered.body) : answered.body);
  }

  async function entra(request: IncomingMessage, url: URL, body: string) {
    const from = request.headers.origin;
    const page = await login.page(request.method ?? "GET", url, new URLSearchParams(body), from);
    const { status, body: said, headers } = page ?? { status: 404, body: {}, headers: {} };
    const type = typeof said === "string" ? { "content-type": "text/html; charset=utf-8" } : {};
    return { status, body: said, headers: { ...headers, ...type, ...(from !== undefined && { "access-control-allow-origin": from }) } };
  }

  async function graph(request: IncomingMessage, url: URL, body: string) {
    const bearer = login.bearer(/^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "");
    if (!bearer) return refusal(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.");
    return service.answer({ ...requestOf(request, url), body: body ? JSON.parse(body) : undefined }, bearer);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${portOf(server)}`;
  return {
    tenant,
    app,
    hosts: { login: origin, graph: origin },
    login,
    subscriptions,
    faults: service.faults,
    asked: service.asked,
    count: (request) => service.asked.filter((each) => request.test(each.request)).length,
    async close() {
      subscriptions.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function requestOf(request: IncomingMessage, url: URL): GraphRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: request.method ?? "GET",
    path: url.pathname.slice("/v1.0".length),
    query: url.searchParams,
    headers: Object.fromEntries(headers),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server does not listen on a port");
  return address.port;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // a request without an encoding gives buffers
  return Buffer.concat(chunks).toString("utf8");
}
