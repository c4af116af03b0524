import { pino } from "pino";
import { WebSocket } from "ws";
import { type Gateway, startGateway } from "../../src/gateway/index.ts";
import { GatewayMessage, path, type PaneMessage, type Presence, subprotocol } from "../../src/protocol/index.ts";
import { type GraphOptions, type GraphStandIn, startGraph } from "../graph/index.ts";
import { alice, bob, organisation } from "./graph/stage.ts";

let standIn: GraphStandIn;
let gateway: Gateway;
const lines: string[] = [];
const panes: Pane[] = [];
afterEach(async () => {
  for (const pane of panes.splice(0)) pane.close();
  await gateway.close();
  await standIn.close();
  lines.splice(0);
});

async function start(options?: GraphOptions): Promise<void> {
  standIn = await startGraph(organisation, options);
  const { app, tenant, hosts } = standIn;
  standIn.tenant.setPresence(bob, { availability: "Busy", activity: "InACall", statusMessage: "Negotiating" });
  gateway = await startGateway(
    {
      port: 0,
      signIn: { kind: "microsoft365" },
      microsoft365: { tenant: tenant.id, client: app.id, secret: app.secret, cloud: hosts, notifications: {} },
      directories: [{ kind: "microsoft365" }],
      networks: [{ kind: "microsoft365", chat: true }],
    },
    { log: pino({ level: "debug" }, { write: (line) => void lines.push(line) }) },
  );
}

type Pane = ReturnType<typeof openPane>;

/** A pane without a page, over the real wire. */
function openPane(token: string) {
  const socket = new WebSocket(`${gateway.origin.replace("http", "ws")}${path}`, subprotocol, { origin: gateway.origin });
  const heard: GatewayMessage[] = [];
  const waiting = new Set<() => void>();
  const tell = (message: PaneMessage) => socket.send(JSON.stringify(message));
  socket.on("open", () => tell({ type: "hello", token }));
  socket.on("message", (data) => {
    heard.push(GatewayMessage.parse(JSON.parse(String(data))));
    for (const look of waiting) look();
  });
  return {
    tell,
    closed: new Promise<number>((resolve) => void socket.on("close", resolve)),
    hear: (wanted: (message: GatewayMessage) => boolean) =>
      new Promise<GatewayMessage>((resolve) => {
        const look = () => {
          const found = heard.find(wanted);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () => socket.terminate(),
  };
}

async function enter(claims: Readonly<Record<string, unknown>> = {}): Promise<Pane> {
  const pane = openPane(await standIn.login.userToken({ oid: standIn.tenant.byMail(alice)?.id, ...claims }));
  panes.push(pane);
  return pane;
}

const isOf =
  (type: GatewayMessage["type"]) =>
  (message: GatewayMessage): boolean =>
    message.type === type;
/** Whether the message has such a presence of Bob. */
const hasBob =
  (fits: (presence: Presence) => boolean) =>
  (message: GatewayMessage): boolean =>
    (message.type === "presence" || message.type === "watched") &&
    message.presence.some((presence) => presence.address === bob && fits(presence));

async function health(): Promise<unknown> {
  return (await fetch(`${gateway.origin}/healthz`)).json();
}

describe("a gateway of Microsoft 365", () => {
  it("signs in with Entra's token, knows the people, and shows their presence", async () => {
    await start();
    const pane = await enter();
    expect(await pane.hear(isOf("welcome"))).toMatchObject({ user: { address: alice, name: "Alice Example" } });
    pane.tell({ type: "watch", people: [bob] });
    expect(await pane.hear(hasBob(({ activity }) => activity === "on-the-phone"))).toMatchObject({
      presence: expect.arrayContaining([expect.objectContaining({ address: bob, availability: "busy", note: "Negotiating" })]),
    });
    expect(await health()).toMatchObject({ status: "ok", networks: [{ name: "microsoft365", state: "connected" }] });
  });

  it("brings a reply in Teams to the pane as it is written, and nothing of it to the log", async () => {
    await start();
    const pane = await enter();
    await pane.hear(isOf("welcome"));
    pane.tell({ type: "open", id: 1, people: [bob], context: {} });
    await pane.hear(isOf("ok"));
    const [chat] = standIn.tenant.chats.all.values();
    if (!chat) throw new Error("Teams has the chat");
    while (![...standIn.subscriptions.all.values()].some(({ resource }) => resource.includes(chat.id))) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const [subscription] = standIn.subscriptions.all.values();
    standIn.tenant.chats.say(chat, standIn.tenant.byMail(bob)?.id ?? "", "The secret plan");
    expect(await pane.hear(isOf("message"))).toMatchObject({ message: { from: bob, text: "The secret plan" } });
    await fetch(subscription?.notificationUrl ?? "", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "The secret plan",
    });
    for (const secret of ["secret plan", subscription?.clientState ?? "", chat.id]) expect(lines.join("")).not.toContain(secret);
  });

  it("lets its pages ask Entra, and nobody else", async () => {
    await start();
    const page = await fetch(`${gateway.origin}/taskpane.html`);
    const policy = page.headers.get("content-security-policy") ?? "";
    const wire = gateway.origin.replace("http", "ws");
    expect(/connect-src ([^;]+)/.exec(policy)?.[1]?.split(" ")).toEqual(["'self'", wire, standIn.hosts.login]);
    expect(policy).not.toContain("frame-src");
    expect(await page.text()).toContain(`<meta name="rollcall-sign-in" content="microsoft365" data-client="${standIn.app.id}"`);
  });

  it("turns away who brings somebody else's token", async () => {
    await start();
    const pane = await enter({ aud: "00000003-0000-0000-c000-000000000000" });
    expect(await pane.closed).toBe(4401);
  });

  it("ends a session whose token is not renewed", async () => {
    await start();
    const pane = await enter({ exp: Math.floor(Date.now() / 1000) + 2 });
    await pane.hear(isOf("welcome"));
    expect(await pane.closed).toBe(4401);
  });

  it("says in its health and its log which permission is missing, and names nobody there", async () => {
    await start({ granted: ["User.Read.All"] });
    const pane = await enter();
    await pane.hear(isOf("welcome"));
    pane.tell({ type: "watch", people: [bob] });
    await pane.hear(hasBob(({ reason }) => reason?.code === "not-shared"));
    expect(await health()).toMatchObject({ status: "degraded", networks: [{ problem: expect.stringContaining("Presence.Read.All") }] });
    const log = lines.join("");
    expect(log).toContain("Presence.Read.All");
    for (const secret of [bob, "Negotiating", standIn.app.secret, "eyJ"]) expect(log).not.toContain(secret);
  });
});
