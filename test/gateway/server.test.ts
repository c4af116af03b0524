import { createServer } from "node:http";
import { WebSocket } from "ws";
import { type ConfigInput, type Gateway, StartError, startGateway } from "../../src/gateway/index.ts";
import { closeCode, limits, path, subprotocol } from "../../src/protocol/index.ts";
import { fakeNetwork } from "./fakeNetwork.ts";
import { alice } from "./scene.ts";

let gateway: Gateway;
const start = async (config: ConfigInput = {}) =>
  (gateway = await startGateway({ port: 0, log: "silent", ...config }, { networks: [fakeNetwork("fake")] }));
afterEach(() => gateway?.close());

interface Dialed {
  readonly client: WebSocket;
  readonly closed: Promise<number>;
  message(): Promise<{ type: string }>;
}

/** Connects as a page of that origin would. Rejects with the HTTP status where it is refused. */
function dial(origin = gateway.origin, protocols: string | string[] = subprotocol): Promise<Dialed> {
  const client = new WebSocket(`${gateway.origin.replace("http", "ws")}${path}`, protocols, { origin });
  const closed = new Promise<number>((resolve) => client.once("close", resolve));
  const message = () => new Promise<{ type: string }>((resolve) => client.once("message", (data) => resolve(JSON.parse(String(data)))));
  return new Promise((resolve, reject) => {
    client.once("unexpected-response", (_request, response) => reject(response.statusCode));
    client.once("open", () => resolve({ client, closed, message }));
    client.once("error", () => undefined);
  });
}

async function enter(): Promise<Dialed> {
  const dialed = await dial();
  dialed.client.send(JSON.stringify({ type: "hello", token: `loopback:${alice}` }));
  await dialed.message();
  return dialed;
}

describe("the wire", () => {
  it("welcomes the gateway's own pane", async () => {
    await start();
    const { client, message } = await dial();
    client.send(JSON.stringify({ type: "hello", token: `loopback:${alice}` }));
    expect(await message()).toMatchObject({ type: "welcome", user: { address: alice } });
  });

  it.each(["https://evil.example", "null", "http://localhost", "http://localhost.evil.example"])(
    "refuses a page of the origin %s",
    async (origin) => {
      await start();
      await expect(dial(origin)).rejects.toBe(403);
    },
  );

  it("tells a pane of another version why it must reload", async () => {
    await start();
    expect(await (await dial(gateway.origin, ["rollcall.v0", "rollcall.v2"])).closed).toBe(closeCode.noSubprotocol);
  });

  it("refuses a frame of 10 MB, and everybody else goes on", async () => {
    await start();
    const other = await enter();
    const { client, closed } = await enter();
    client.send("x".repeat(10 * 1024 * 1024));
    expect(await closed).toBe(1009);
    other.client.send('{"type":"ping"}');
    expect(await other.message()).toEqual({ type: "pong" });
  });

  it("refuses binary frames", async () => {
    await start();
    const { client, closed } = await enter();
    client.send(Buffer.from('{"type":"ping"}'));
    expect(await closed).toBe(closeCode.badFrame);
  });

  it("ends a flood", async () => {
    await start();
    const { client, closed } = await enter();
    for (let index = 0; index <= limits.burst * 2; index++) client.send('{"type":"ping"}');
    expect(await closed).toBe(closeCode.tooMany);
  });

  it("mixes shared frames with others, of every length", async () => {
    const network = fakeNetwork("fake");
    gateway = await startGateway({ port: 0, log: "silent" }, { networks: [network] });
    const { client, message } = await enter();
    for (const length of [1, 125, 200, 66_000]) {
      const note = "é".repeat(length);
      network.say({ address: alice, availability: "busy", note, sources: [] });
      expect(await message()).toEqual({ type: "presence", presence: [{ address: alice, availability: "busy", note, sources: [] }] });
      client.send('{"type":"ping"}');
      expect(await message()).toEqual({ type: "pong" });
    }
  });

  it("says that it goes when the gateway stops", async () => {
    await start();
    const { closed } = await enter();
    await gateway.close();
    expect(await closed).toBe(1001);
  });
});

describe("over HTTP", () => {
  const get = (place: string) => fetch(`${gateway.origin}${place}`);

  it("GET /healthz tells status, version and networks", async () => {
    await start();
    expect(await (await get("/healthz")).json()).toMatchObject({ status: "ok", networks: [{ name: "fake", state: "idle" }] });
    await enter();
    expect(await (await get("/healthz")).json()).toMatchObject({
      version: expect.any(String),
      networks: [{ name: "fake", state: "connected", since: expect.any(Number) }],
    });
  });

  it("GET /healthz is degraded while a network is away or has a problem", async () => {
    const [away, sick] = [fakeNetwork("away"), { ...fakeNetwork("sick"), problem: () => "its file was moved aside" }];
    gateway = await startGateway({ port: 0, log: "silent" }, { networks: [away, sick] });
    await enter();
    away.die();
    expect(await (await get("/healthz")).json()).toMatchObject({
      status: "degraded",
      networks: [
        { name: "away", state: "unreachable" },
        { name: "sick", problem: "its file was moved aside" },
      ],
    });
  });

  it("GET /metrics counts for Prometheus, and names nobody", async () => {
    await start();
    await enter();
    const metrics = await (await get("/metrics")).text();
    expect(metrics).toContain("rollcall_panes 1");
    expect(metrics).toContain('rollcall_accounts{network="fake",state="connected"} 1');
    expect(metrics).not.toContain("alice");
  });

  it("GET /manifest.xml is the manifest of this origin", async () => {
    await start({ origin: "http://127.0.0.1:8443" });
    const manifest = await (await fetch(`http://localhost:${gateway.port}/manifest.xml`)).text();
    expect(manifest).toContain("http://127.0.0.1:8443/taskpane.html");
    expect(manifest).not.toContain("https://localhost:3000");
  });

  it("a folder of the organisation's is served where it is mounted", async () => {
    await start({ mounts: [{ prefix: "/officejs/", root: import.meta.dirname }] });
    expect(await (await get("/officejs/server.test.ts")).text()).toContain("is served where it is mounted");
    await expect(startGateway({ port: 0, log: "silent", mounts: [{ prefix: "/x/", root: "/nowhere" }] })).rejects.toMatchObject({
      code: "config",
    });
  });

  it("the pane's page loads office.js first, from where it is configured, and may be framed by Outlook alone", async () => {
    await start({ officeJs: ["/officejs/office.js", "https://cdn.example.org/more.js"], frameAncestors: ["https://owa.example.org"] });
    const page = await get("/taskpane.html");
    const html = await page.text();
    expect(html.indexOf('<script src="/officejs/office.js">')).toBeGreaterThan(0);
    expect(html.indexOf('<script src="/officejs/office.js">')).toBeLessThan(html.indexOf("taskpane."));
    expect(html).toContain('<meta name="rollcall-sign-in" content="loopback" />');
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(page.headers.get("x-frame-options")).toBeNull();
    const policy = page.headers.get("content-security-policy");
    expect(policy).toContain("script-src 'self' https://cdn.example.org;");
    expect(policy).toMatch(/frame-ancestors 'self' https:\/\/outlook\.office\.com .*https:\/\/owa\.example\.org/);
    const script = /src="(taskpane\.[0-9a-f]{8}\.js)"/.exec(html)?.[1];
    expect((await get(`/${script}`)).headers.get("cache-control")).toContain("immutable");
  });

  it("allows what Microsoft's office.js loads where it comes from Microsoft", async () => {
    await start();
    const policy = (await get("/taskpane.html")).headers.get("content-security-policy");
    expect(policy).toContain("script-src 'self' https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com;");
  });

  it.each(["/nothing.html", "/../package.json", "/%2e%2e/%2e%2e/package.json", "/assets/../package.json"])(
    "%s is not found",
    async (place) => {
      await start();
      expect((await get(place)).status).toBe(404);
    },
  );
});

describe("a gateway does not start", () => {
  const code = (config: ConfigInput) =>
    start(config).then(
      () => "started",
      (error: unknown) => (error instanceof StartError ? error.code : error),
    );

  it.each(["0.0.0.0", "::", "192.0.2.1", "rollcall.example.org"])("listening on %s with sign-in by loopback", async (host) => {
    expect(await code({ host })).toBe("loopback-only");
  });

  it("behind another origin with sign-in by loopback", async () => {
    expect(await code({ origin: "https://rollcall.example.org" })).toBe("loopback-only");
  });

  it("on a port that is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "localhost", resolve));
    const address = other.address();
    const why = await code({ port: typeof address === "object" && address ? address.port : 0 });
    other.close();
    expect(why).toBe("port-taken");
  });

  it("with a certificate that is not there, or is none", async () => {
    expect(await code({ tls: { cert: "/nowhere/cert.pem", key: "/nowhere/key.pem" } })).toBe("certificate");
    expect(await code({ tls: { cert: "-----BEGIN nonsense", key: "-----BEGIN nonsense" } })).toBe("certificate");
  });

  it("with a directory that cannot be read", async () => {
    expect(await code({ directories: [{ kind: "file", path: "/nowhere/people.json" }] })).toBe("directory");
  });
});
