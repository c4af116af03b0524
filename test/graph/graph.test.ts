import { createRemoteJWKSet, jwtVerify } from "jose";
import { startGraph, type GraphOptions, type GraphStandIn, type TenantData } from "./index.ts";
import { openSchema } from "./schema.ts";

const data: TenantData = {
  people: [
    { mail: "alice@example.org", aliases: ["a@example.org"], presence: { availability: "Busy", activity: "InACall" } },
    { mail: "bob@example.org", userPrincipalName: "b@example.org" },
  ],
  contacts: [{ mail: "supplier@elsewhere.example", name: "Supplier" }],
  groups: [{ mail: "all@example.org", name: "All", members: ["alice@example.org", "bob@example.org", "supplier@elsewhere.example"] }],
};

let graph: GraphStandIn;
let bearer: string;
afterEach(() => graph.close());

async function start(options: GraphOptions = {}) {
  graph = await startGraph(data, options);
  bearer = await signIn();
}

async function signIn(secret = graph.app.secret): Promise<string> {
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: graph.app.id,
    client_secret: secret,
    scope: "x/.default",
  });
  const response = await fetch(`${graph.hosts.login}/${graph.tenant.id}/oauth2/v2.0/token`, { method: "POST", body });
  const { access_token = "" } = (await response.json()) as { access_token?: string }; // RFC 6749 section 5.1
  return access_token;
}

interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly value?: readonly Record<string, unknown>[]; readonly error?: { readonly code: string } } & Record<
    string,
    unknown
  >;
}

async function ask(path: string, body?: unknown): Promise<Said> {
  const response = await fetch(`${graph.hosts.graph}/v1.0${path}`, {
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Said["body"] }; // as graph answers
}

const filtered = (kind: string, filter: string) => ask(`/${kind}?${new URLSearchParams({ $filter: filter })}`);
const mails = ({ body }: Said) => body.value?.map(({ mail }) => mail);
const idOf = (mail: string) => graph.tenant.byMail(mail)?.id ?? "";

describe("the stand-in of Graph", () => {
  it("refuses who brings no token, or one that has ended", async () => {
    await start();
    expect(await signIn("wrong")).toBe("");
    graph.login.expireTokens();
    expect(await ask("/users/b@example.org")).toMatchObject({ status: 401, body: { error: { code: "InvalidAuthenticationToken" } } });
  });

  it.each([
    ["/users/b@example.org", "Authorization_RequestDenied"],
    ["/communications/getPresencesByUserId", "Forbidden"],
    ["/users/b@example.org/calendar/getSchedule", "ErrorAccessDenied"],
  ])("refuses %s without the permission, in the words of the service behind it", async (path, code) => {
    await start({ granted: [] });
    expect(await ask(path, path.includes("get") ? {} : undefined)).toMatchObject({ status: 403, body: { error: { code } } });
  });

  it.each([
    ["mail in ('ALICE@example.org','bob@example.org')", ["alice@example.org", "bob@example.org"]],
    ["userPrincipalName eq 'b@example.org' or mail eq 'alice@example.org'", ["bob@example.org", "alice@example.org"]],
    ["proxyAddresses/any(p:p eq 'smtp:a@example.org')", ["alice@example.org"]],
    ["mail eq 'o''hara or mail eq x'", []],
  ])("finds people by %s", async (filter, found) => {
    await start();
    expect(mails(await filtered("users", filter))).toEqual(found);
  });

  it.each([
    "endsWith(mail,'example.org')",
    "mail ne 'alice@example.org'",
    "proxyAddresses eq 'smtp:a@example.org'",
    `mail in (${Array.from({ length: 16 }, (_, index) => `'${index}'`).join(",")})`,
  ])("does not understand %s", async (filter) => {
    await start();
    expect(await filtered("users", filter)).toMatchObject({ status: 400, body: { error: { code: "Request_UnsupportedQuery" } } });
  });

  it("shows a user's basics alone to whom no more is permitted", async () => {
    await start({ granted: ["User.ReadBasic.All"] });
    const { body } = await filtered("users", "mail eq 'alice@example.org'");
    expect(body.value).toEqual([
      { id: idOf("alice@example.org"), displayName: null, mail: "alice@example.org", userPrincipalName: "alice@example.org" },
    ]);
    expect((await filtered("users", "proxyAddresses/any(p:p eq 'smtp:a@example.org')")).status).toBe(403);
  });

  it("lists a group's members in pages, with nothing but an id of whom may not be read", async () => {
    await start({ granted: ["GroupMember.Read.All", "User.Read.All"] });
    const path = `/groups/${idOf("all@example.org")}/transitiveMembers?$top=2&$select=mail`;
    const first = await ask(path);
    expect(mails(first)).toEqual(["alice@example.org", "bob@example.org"]);
    const next = String(first.body["@odata.nextLink"]).replace(`${graph.hosts.graph}/v1.0`, "");
    expect((await ask(next)).body).toEqual({
      value: [{ "@odata.type": "#microsoft.graph.orgContact", id: idOf("supplier@elsewhere.example") }],
    });
  });

  it("tells presence of 650 people at the most", async () => {
    await start();
    const alice = idOf("alice@example.org");
    const { body } = await ask("/communications/getPresencesByUserId", { ids: [alice] });
    expect(body.value).toMatchObject([{ id: alice, availability: "Busy", activity: "InACall" }]);
    expect((await ask("/communications/getPresencesByUserId", { ids: Array.from({ length: 651 }, () => alice) })).status).toBe(400);
  });

  it("throttles each service by its own quota, and says for how long", async () => {
    await start({ quotas: { presence: { limit: 2, window: 30 } } });
    const pull = () => ask("/communications/getPresencesByUserId", { ids: [idOf("alice@example.org")] });
    expect([(await pull()).status, (await pull()).status]).toEqual([200, 200]);
    const refused = await pull();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask("/users/b@example.org")).status).toBe(200);
  });

  it("says how much of the quota is used once it is much", async () => {
    await start({ quotas: { directory: { limit: 5, window: 10 } } });
    const used: (string | null)[] = [];
    for (let time = 0; time < 5; time++) used.push((await ask("/users/b@example.org")).headers.get("x-ms-throttle-limit-percentage"));
    expect(used).toEqual([null, null, null, "0.80", "1.00"]);
  });

  it("takes four requests at a time in one mailbox", async () => {
    await start();
    let letGo = () => {};
    graph.faults.add({ on: /getSchedule/, until: new Promise<void>((resolve) => (letGo = resolve)) });
    const period = {
      startTime: { dateTime: "2026-11-25T09:00:00", timeZone: "UTC" },
      endTime: { dateTime: "2026-11-25T10:00:00", timeZone: "UTC" },
    };
    const asks = Array.from({ length: 5 }, () =>
      ask(`/users/${idOf("bob@example.org")}/calendar/getSchedule`, { Schedules: ["x@example.org"], ...period }),
    );
    const refused = await Promise.any(
      asks.map(async (asked) => ((await asked).status === 429 ? asked : Promise.reject(new Error("answered")))),
    );
    expect(refused.body.error?.code).toBe("ApplicationThrottled");
    letGo();
    expect((await Promise.all(asks)).map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 429]);
  });

  it("refuses a batch of more than twenty, and one whose ids are not its own", async () => {
    await start();
    const batch = (ids: readonly string[]) =>
      ask("/$batch", { requests: ids.map((id) => ({ id, method: "GET", url: "/users/b@example.org" })) });
    expect((await batch(["1", "2"])).status).toBe(200);
    expect((await batch(["1", "1"])).status).toBe(400);
    expect((await batch(Array.from({ length: 21 }, (_, index) => String(index)))).status).toBe(400);
  });

  it("signs users' tokens with keys that it publishes, and that change", async () => {
    await start();
    const keys = () => createRemoteJWKSet(new URL(`${graph.hosts.login}/${graph.tenant.id}/discovery/v2.0/keys`));
    const token = await graph.login.userToken({ oid: "1" });
    expect((await jwtVerify(token, keys(), { audience: graph.app.id })).payload).toMatchObject({ oid: "1", tid: graph.tenant.id });
    graph.login.rotateKeys();
    await expect(jwtVerify(token, keys())).rejects.toMatchObject({ code: "ERR_JWKS_NO_MATCHING_KEY" });
  });
});

const schema = openSchema();
(schema ? describe : describe.skip)("Microsoft's description of Graph (ROLLCALL_GRAPH_SCHEMA, or beside the repository)", () => {
  const request = {
    method: "POST",
    path: "/communications/getPresencesByUserId",
    query: new URLSearchParams(),
    headers: {},
    body: { ids: [] },
  };

  it("finds what is wrong in a request and in an answer", async () => {
    await start();
    const problems = schema?.check(request, { status: 200, body: { value: [{ id: 1, sequenceNumber: true }] } }) ?? [];
    expect(problems.map((problem) => problem.split(": ")[1]?.split(" ")[0])).toEqual(["/ids", "/value/0/id", "/value/0/sequenceNumber"]);
  });

  it("knows which requests it does not describe", async () => {
    await start();
    schema?.check({ ...request, path: "/nowhere" }, { status: 200 });
    expect([...(schema?.unknown ?? [])]).toEqual(["POST /nowhere"]);
  });
});
