import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";
import { startGraph, type GraphOptions, type GraphStandIn } from "./index.ts";

const alice = "alice@example.org";
const bob = "bob@example.org";
const minute = 60_000;

let graph: GraphStandIn;
let listener: Server;
/** What was posted to the listener, and what it answers with. */
const posted: { query: URLSearchParams; body: string }[] = [];
let answer: (query: URLSearchParams) => { status: number; body?: string };
afterEach(async () => {
  posted.splice(0);
  listener.closeAllConnections();
  listener.close();
  await graph.close();
});

async function start(options?: GraphOptions): Promise<void> {
  graph = await startGraph({ people: [{ mail: alice }, { mail: bob }] }, options);
  answer = (query) => ({ status: 200, body: query.get("validationToken") ?? "" });
  listener = createServer(async (request, response) => {
    const { searchParams: query } = new URL(request.url ?? "/", "http://localhost");
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // a request without an encoding gives buffers
    posted.push({ query, body: Buffer.concat(chunks).toString("utf8") });
    const { status, body } = answer(query);
    response.writeHead(status, { "content-type": "text/plain" }).end(body);
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
}
const oidOf = (mail: string) => graph.tenant.byMail(mail)?.id ?? "";
/** `AddressInfo`: it listens on a port. */
const url = () => `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;

async function ask(user: string, method: string, path: string, body?: object) {
  const form = new URLSearchParams({
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    requested_token_use: "on_behalf_of",
    client_id: graph.app.id,
    client_secret: graph.app.secret,
    scope: `${graph.hosts.graph}/.default`,
    assertion: await graph.login.userToken({ oid: oidOf(user) }),
  });
  const token = await (await fetch(`${graph.hosts.login}/${graph.tenant.id}/oauth2/v2.0/token`, { method: "POST", body: form })).json();
  const answered = await fetch(`${graph.hosts.graph}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token.access_token}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const text = await answered.text();
  return { status: answered.status, body: text === "" ? {} : JSON.parse(text) };
}
const presence = (change: object = {}) => ({
  changeType: "updated",
  notificationUrl: url(),
  lifecycleNotificationUrl: url(),
  resource: `/communications/presences?$filter=id in ('${oidOf(bob)}')`,
  expirationDateTime: new Date(Date.now() + 59 * minute).toISOString(),
  clientState: "secret",
  ...change,
});
const subscribe = (user: string, change?: object) => ask(user, "POST", "/subscriptions", presence(change));

describe("the stand-in's subscriptions", () => {
  it("begin where the address says that it wants to hear, once for each address", async () => {
    await start();
    expect(await subscribe(alice)).toMatchObject({ status: 201, body: { creatorId: oidOf(alice), clientState: "secret" } });
    expect(posted.map(({ query }) => query.has("validationToken"))).toEqual([true, true]);
  });

  it.each([
    ["says nothing", () => ({ status: 200, body: "" })],
    ["says it wrong", (query: URLSearchParams) => ({ status: 200, body: encodeURIComponent(query.get("validationToken") ?? "") })],
    ["is none", () => ({ status: 404 })],
  ])("do not begin where it %s", async (_, says) => {
    await start();
    answer = says;
    expect(await subscribe(alice)).toMatchObject({ status: 400, body: { error: { code: "ValidationError" } } });
  });

  const tooSmall = { keySize: 1024 };
  it.each([
    ["for more than an hour", 400, () => ({ expirationDateTime: new Date(Date.now() + 61 * minute).toISOString() })],
    ["that have ended", 400, () => ({ expirationDateTime: "2020-01-01T00:00:00Z" })],
    [
      "for more than 650 people",
      400,
      () => ({ resource: `/communications/presences?$filter=id in (${Array(651).fill("'1'").join(",")})` }),
    ],
    ["of what is created", 400, () => ({ changeType: "created" })],
    ["of what does not exist", 400, () => ({ resource: "/me/nonsense" })],
    ["without https", 400, () => ({ notificationUrl: "http://rollcall.example.org/" })],
    ["with a long clientState", 400, () => ({ clientState: "x".repeat(129) })],
    ["with content and no certificate", 400, () => ({ includeResourceData: true })],
    ["of a chat of others", 403, () => ({ resource: `/chats/${graph.tenant.chats.open([oidOf(bob)], null).id}/messages` })],
  ])("are refused %s", async (_, status, change) => {
    await start();
    expect((await subscribe(alice, change())).status).toBe(status);
  });

  it("are refused with a key that is too small", async () => {
    await start();
    const { cert } = await generate([{ name: "commonName", value: "x" }], tooSmall);
    const encryptionCertificate = cert.replaceAll(/-----.*-----|\s/g, "");
    const change = { includeResourceData: true, encryptionCertificate, encryptionCertificateId: "1" };
    expect((await subscribe(alice, change)).status).toBe(400);
  });

  it("are one for each user, and nobody else's to change or to end", async () => {
    await start();
    const { body } = await subscribe(alice);
    expect([(await subscribe(alice)).status, (await subscribe(bob)).status]).toEqual([403, 201]);
    const path = `/subscriptions/${body.id}`;
    expect([(await ask(bob, "GET", path)).status, (await ask(bob, "DELETE", path)).status]).toEqual([404, 404]);
    const renewed = { expirationDateTime: new Date(Date.now() + 60 * minute - 1000).toISOString() };
    expect(await ask(alice, "PATCH", path, renewed)).toMatchObject({ status: 200, body: renewed });
    expect((await ask(alice, "GET", "/subscriptions")).body.value).toHaveLength(1);
    expect([(await ask(alice, "DELETE", path)).status, (await ask(alice, "GET", path)).status]).toEqual([204, 404]);
  });

  it("need the user's consent", async () => {
    await start({ consented: ["Chat.Read"] });
    expect((await subscribe(alice)).status).toBe(403);
  });

  it("tell of changes until somebody takes them", async () => {
    await start();
    const { body } = await subscribe(alice);
    posted.splice(0);
    let refusals = 2;
    answer = () => ({ status: refusals-- > 0 ? 503 : 202 });
    graph.tenant.setPresence(bob, { availability: "Busy", activity: "Busy" });
    await graph.subscriptions.delivered();
    expect(posted).toHaveLength(3);
    expect(JSON.parse(posted[0]?.body ?? "")).toMatchObject({
      value: [{ subscriptionId: body.id, clientState: "secret", changeType: "updated", resourceData: { id: oidOf(bob) } }],
    });
    graph.tenant.setPresence(alice, { availability: "Busy", activity: "Busy" });
    await graph.subscriptions.delivered();
    expect(posted).toHaveLength(3);
  });
});
