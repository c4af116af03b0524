import fastify from "fastify";
import { openGraph, type Graph } from "../../../src/gateway/graph/index.ts";
import { serveHooks } from "../../../src/gateway/hooks.ts";
import { parseAddress, type EmailAddress } from "../../../src/protocol/index.ts";
import { startGraph, type GraphOptions, type GraphStandIn, type TenantData } from "../../graph/index.ts";
import { openSchema } from "../../graph/schema.ts";

/** The stand-in, and the product's own way to it. */
export interface GraphStage {
  readonly standIn: GraphStandIn;
  readonly graph: Graph;
  /** What an administrator was told. */
  readonly warnings: readonly string[];
  /** Throws where a request or an answer was not as Microsoft describes it. */
  close(): Promise<void>;
}

export interface StageOptions extends GraphOptions {
  /** Whether Graph can reach the gateway. */
  readonly notified?: boolean;
}

export const alice = address("alice@example.org");
export const bob = address("bob@example.org");
export const carol = address("carol@example.org");

/** Three people, a guest, a contact, and groups of every sort. */
export const organisation: TenantData = {
  people: [
    {
      mail: alice,
      name: "Alice Example",
      aliases: ["a.example@example.org", "alice@old.example"],
      title: "Buyer",
      department: "Purchasing",
      businessPhone: "+49 30 23125 101",
      mobilePhone: "+44 7700 900100",
    },
    { mail: bob, userPrincipalName: "b0b@example.org", name: "Bob O'Hara" },
    { mail: carol, name: "Carol Example" },
    { mail: "guest@elsewhere.example", userPrincipalName: "guest_elsewhere.example#EXT#@example.org", name: "Guest", guest: true },
  ],
  contacts: [{ mail: "supplier@elsewhere.example", name: "Supplier" }],
  groups: [
    { mail: "buyers@example.org", name: "Buyers", aliases: ["purchasing@example.org"], members: [alice, "inner@example.org"] },
    { mail: "inner@example.org", name: "Inner", members: [bob, alice, "supplier@elsewhere.example", "buyers@example.org"] },
    { mail: "secret@example.org", name: "Secret", members: [bob], hiddenMembership: true },
  ],
  dynamicLists: [{ mail: "everyone@example.org", size: 812 }],
};

/** What Microsoft's slice of the description leaves out. */
const notDescribed =
  /^(GET \/(contacts|groups|users\/[^/]+\/photos(\/64x64\/\$value)?|me\/chats|chats\/[^/]+(\/messages\/[^/]+)?)|POST \/chats\/[^/]+\/markChatReadForUser)$/;
const schema = openSchema();
if (!schema)
  it.skip("holds every request and answer to Microsoft's description: no copy of that is here (ROLLCALL_GRAPH_SCHEMA)", () => {});

/** Graph reaches gateways by https alone; a stand-in on this machine reaches that of a test without. */
const fromOutside = <T extends { readonly body?: unknown }>({ body, ...rest }: T): T => {
  const text = JSON.stringify(body)?.replaceAll("http://127.0.0.1", "https://127.0.0.1");
  // The same but for that one word.
  return { ...rest, body: text === undefined ? undefined : JSON.parse(text) } as unknown as T;
};

export async function stageGraph(data: TenantData = organisation, options: StageOptions = {}): Promise<GraphStage> {
  const problems: string[] = [];
  const standIn = await startGraph(data, {
    hear: (request, answer) => problems.push(...(schema?.check(fromOutside(request), fromOutside(answer)) ?? [])),
    ...options,
  });
  const { app, hosts, tenant } = standIn;
  const { notified = false } = options;
  const warnings: string[] = [];
  const server = fastify();
  const graph = await openGraph(
    { tenant: tenant.id, client: app.id, secret: app.secret, cloud: hosts, ...(notified && { notifications: {} }) },
    { warn: (problem) => void warnings.push(problem), origin: () => server.listeningOrigin },
  );
  if (graph.notifications) {
    serveHooks(server, [graph.notifications.hook]);
    await server.listen({ host: "127.0.0.1", port: 0 });
  }
  return {
    standIn,
    graph,
    warnings,
    async close() {
      await graph.close();
      await server.close();
      await standIn.close();
      problems.push(...[...(schema?.unknown ?? [])].filter((request) => !notDescribed.test(request)));
      if (problems.length > 0) throw new Error(problems.join("\n"));
    },
  };
}

export function address(text: string): EmailAddress {
  const parsed = parseAddress(text);
  if (!parsed) throw new Error(`${text} is no address`);
  return parsed;
}
