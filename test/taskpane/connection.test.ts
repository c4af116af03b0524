import { once } from "node:events";
import { WebSocket, WebSocketServer } from "ws";
import { closeCode, EmailAddress, type PaneMessage } from "../../src/protocol/index.ts";
import { connect, type Connection, type ConnectionOptions } from "../../src/taskpane/connection.ts";
import type { Wish } from "../../src/taskpane/signIn/index.ts";
import { SignInError } from "../../src/taskpane/signIn/trouble.ts";
import type { Event } from "../../src/taskpane/state.ts";

const alice = EmailAddress.parse("alice@example.org");
const bob = EmailAddress.parse("bob@example.org");
const welcome = {
  type: "welcome",
  version: "0",
  pane: "p1",
  user: { address: alice, kind: "person" },
  status: { availability: "automatic" },
  networks: [],
  conversations: [],
  calls: [],
};

/** One connection as the gateway's end sees it. */
interface Line {
  /** The next frame that is no ping. */
  next(): Promise<PaneMessage>;
  say(message: unknown): void;
  close(code?: number): void;
  /** Breaks without a word. */
  cut(): void;
}

/** What came is kept in order until somebody asks for it. */
function queue<T>() {
  const come: T[] = [];
  const waiting: ((one: T) => void)[] = [];
  return {
    add(one: T) {
      const next = waiting.shift();
      if (next) next(one);
      else come.push(one);
    },
    next: (): Promise<T> => {
      const one = come.shift();
      return one === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(one);
    },
  };
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function startGateway(answersPings = true) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const lines = queue<Line>();
  let connections = 0;
  server.on("connection", (socket) => {
    connections += 1;
    const frames = queue<PaneMessage>();
    const say = (message: unknown): void => socket.send(typeof message === "string" ? message : JSON.stringify(message));
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data)) as PaneMessage; // from the pane under test
      if (frame.type !== "ping") frames.add(frame);
      else if (answersPings) say({ type: "pong" });
    });
    lines.add({ next: frames.next, say, close: (code) => socket.close(code), cut: () => socket.terminate() });
  });
  closing.push(() => {
    for (const socket of server.clients) socket.terminate();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as { port: number }; // listening on TCP
  return { url: `ws://127.0.0.1:${port}/wire`, next: lines.next, count: () => connections };
}

function open(url: string, more: Partial<ConnectionOptions> = {}) {
  const events = queue<Event>();
  const connection: Connection = connect({
    url,
    signIn: { token: async () => ({ text: "loopback:alice@example.org" }) },
    dispatch: events.add,
    // The client of `ws` is a WebSocket as far as the pane goes.
    WebSocket: WebSocket as unknown as ConnectionOptions["WebSocket"],
    times: { firstRetry: 10, longestRetry: 50 },
    ...more,
  });
  closing.push(connection.close);
  return { connection, next: events.next };
}

/** Somebody who is signed in for so many milliseconds each time; `refuse` says of which wish nothing comes. */
function signedIn({ lasting = Infinity, refuse }: { readonly lasting?: number; readonly refuse?: (wish: Wish) => boolean } = {}) {
  const wishes: Wish[] = [];
  const signIn = {
    async token(wish: Wish) {
      wishes.push(wish);
      if (refuse?.(wish)) throw new SignInError("interaction");
      return { text: `token ${wishes.length}`, ...(lasting < Infinity && { expires: Date.now() + lasting }) };
    },
  };
  return { signIn, wishes };
}

async function openWelcomed(more: Partial<ConnectionOptions> = {}, answersPings = true) {
  const gateway = await startGateway(answersPings);
  const pane = open(gateway.url, more);
  const line = await gateway.next();
  await line.next();
  line.say(welcome);
  await pane.next();
  return { gateway, pane, line };
}

describe("the line to the gateway", () => {
  it("begins with hello, and tells what it hears", async () => {
    const gateway = await startGateway();
    const pane = open(gateway.url);
    const line = await gateway.next();
    expect(await line.next()).toEqual({ type: "hello", token: "loopback:alice@example.org" });
    line.say(welcome);
    expect(await pane.next()).toMatchObject({ type: "heard", message: { type: "welcome" } });
  });

  it("says what it was told before it was up, once it is", async () => {
    const gateway = await startGateway();
    const { connection } = open(gateway.url);
    connection.tell({ type: "watch", people: [alice] });
    connection.tell({ type: "watch", people: [bob] });
    const line = await gateway.next();
    await line.next();
    line.say(welcome);
    expect(await line.next()).toEqual({ type: "watch", people: [bob] });
  });

  it("comes back by itself, with hello, watch and idle", async () => {
    const { gateway, pane, line } = await openWelcomed();
    pane.connection.tell({ type: "watch", people: [bob] });
    pane.connection.tell({ type: "idle", since: 1 });
    pane.connection.tell({ type: "typing", conversation: "c1" as never, on: true }); // its schema only checks the length
    line.cut();
    expect(await pane.next()).toMatchObject({ type: "link", link: { state: "reconnecting" } });
    const second = await gateway.next();
    expect(await second.next()).toMatchObject({ type: "hello" });
    second.say(welcome);
    expect([await second.next(), await second.next()]).toEqual([
      { type: "watch", people: [bob] },
      { type: "idle", since: 1 },
    ]);
    second.say({ type: "pong" });
  });

  it("keeps the moment at which it was lost over several tries", async () => {
    const { gateway, pane, line } = await openWelcomed();
    line.cut();
    const first = await pane.next();
    (await gateway.next()).cut();
    expect(await pane.next()).toEqual(first);
  });

  it.each([
    [closeCode.unauthorized, { state: "signed-out", why: "refused" }],
    [closeCode.forbidden, { state: "forbidden" }],
    [closeCode.noSubprotocol, { state: "outdated" }],
  ])("closed with %i says so and does not try again by itself", async (code, link) => {
    const { gateway, pane, line } = await openWelcomed();
    line.close(code);
    expect(await pane.next()).toEqual({ type: "link", link });
    pane.connection.check();
    expect(gateway.count()).toBe(1);
    pane.connection.retry();
    expect(await (await gateway.next()).next()).toMatchObject({ type: "hello" });
  });

  it("says signed out where there is no token", async () => {
    const gateway = await startGateway();
    const pane = open(gateway.url, { signIn: { token: () => Promise.reject(new SignInError("interaction")) } });
    expect(await pane.next()).toEqual({ type: "link", link: { state: "signed-out", why: "interaction" } });
    expect(gateway.count()).toBe(0);
  });

  it("asks interactively only when the reader asks", async () => {
    const gateway = await startGateway();
    const { signIn, wishes } = signedIn();
    const pane = open(gateway.url, { signIn });
    await (await gateway.next()).next();
    pane.connection.retry();
    await (await gateway.next()).next();
    pane.connection.signIn();
    await (await gateway.next()).next();
    expect(wishes.map(({ interactive }) => interactive)).toEqual([false, false, true]);
  });

  it("gives up a gateway that accepts and then says nothing", async () => {
    const gateway = await startGateway();
    const pane = open(gateway.url, { times: { welcome: 20, firstRetry: 10 } });
    expect(await pane.next()).toMatchObject({ link: { state: "reconnecting" } });
    await gateway.next();
    await gateway.next();
  });

  it("finds a dead line by asking", async () => {
    const { pane } = await openWelcomed({ times: { quiet: 20, pong: 20, firstRetry: 10 } }, false);
    expect(await pane.next()).toMatchObject({ link: { state: "reconnecting" } });
  });

  it("takes an answer to its question for life", async () => {
    const { gateway, pane, line } = await openWelcomed({ times: { quiet: 5, pong: 500 } });
    line.say({ type: "status", status: { availability: "busy" } });
    expect(await pane.next()).toMatchObject({ message: { type: "status" } });
    expect(gateway.count()).toBe(1);
  });

  it("is asked at once when the computer wakes", async () => {
    const { pane } = await openWelcomed({ times: { pong: 20, firstRetry: 10 } }, false);
    pane.connection.check();
    expect(await pane.next()).toMatchObject({ link: { state: "reconnecting" } });
  });
});

describe("a request", () => {
  it("is answered by the frame with its number", async () => {
    const { pane, line } = await openWelcomed();
    const [first, second] = [pane.connection.request({ type: "devices" }), pane.connection.request({ type: "devices" })];
    const ids = [await line.next(), await line.next()].map((frame) => "id" in frame && frame.id);
    line.say({ type: "ok", id: ids[1], devices: [] });
    line.say({ type: "error", id: ids[0], code: "unsupported", message: "no" });
    await expect(first).rejects.toMatchObject({ code: "unsupported" });
    await expect(second).resolves.toMatchObject({ devices: [] });
  });

  it("fails at once where there is no line", async () => {
    const gateway = await startGateway();
    await expect(open(gateway.url).connection.request({ type: "devices" })).rejects.toMatchObject({ code: "offline" });
  });

  it("fails where the line breaks", async () => {
    const { pane, line } = await openWelcomed();
    const asked = pane.connection.request({ type: "devices" });
    line.cut();
    await expect(asked).rejects.toMatchObject({ code: "offline" });
  });

  it("fails where the gateway takes too long", async () => {
    const { pane } = await openWelcomed({ times: { answer: 20 } });
    await expect(pane.connection.request({ type: "devices" })).rejects.toMatchObject({ code: "unreachable" });
  });
});

describe("the token", () => {
  it("is renewed over the open line before it ends, silently", async () => {
    const { signIn, wishes } = signedIn({ lasting: 40 });
    const { line, gateway } = await openWelcomed({ signIn });
    const renewal = await line.next();
    expect(renewal).toMatchObject({ type: "renew", token: "token 2" });
    expect(wishes[1]).toEqual({ interactive: false, fresh: true });
    expect(gateway.count()).toBe(1);
  });

  it("is asked for again where Entra was away, and renewed after that", async () => {
    let away = true;
    const { signIn } = signedIn({ lasting: 200 });
    const flaky = {
      async token(wish: Wish) {
        if (wish.fresh && away) {
          away = false;
          throw new SignInError("offline");
        }
        return signIn.token(wish);
      },
    };
    const { line } = await openWelcomed({ signIn: flaky, times: { renewalRetry: 5 } });
    expect(await line.next()).toMatchObject({ type: "renew" });
  });

  it("that cannot be renewed silently is told of while the line goes on, and renewed when the reader signs in", async () => {
    const { signIn } = signedIn({ lasting: 60, refuse: ({ fresh, interactive }) => fresh === true && !interactive });
    const { pane, line, gateway } = await openWelcomed({ signIn });
    expect(await pane.next()).toEqual({ type: "sign-in", trouble: "interaction" });
    pane.connection.signIn();
    const renewal = await line.next();
    expect(renewal).toMatchObject({ type: "renew" });
    line.say({ type: "ok", id: "id" in renewal && renewal.id });
    expect(await pane.next()).toEqual({ type: "sign-in", trouble: undefined });
    expect(gateway.count()).toBe(1);
  });

  it("that the gateway does not take is replaced by a fresh one, once", async () => {
    const { signIn, wishes } = signedIn({ lasting: 60_000 });
    const gateway = await startGateway();
    const pane = open(gateway.url, { signIn });
    (await gateway.next()).close(closeCode.unauthorized);
    (await gateway.next()).close(closeCode.unauthorized);
    expect(await pane.next()).toEqual({ type: "link", link: { state: "signed-out", why: "refused" } });
    expect(wishes).toEqual([
      { interactive: false, fresh: false },
      { interactive: false, fresh: true },
    ]);
  });

  it("gets the claims that a request needs, and the request is made again", async () => {
    const { signIn, wishes } = signedIn();
    const { pane, line } = await openWelcomed({ signIn });
    const asked = pane.connection.request({ type: "devices" });
    const first = await line.next();
    line.say({ type: "error", id: "id" in first && first.id, code: "unauthorized", message: "more", claims: "{}" });
    const renewal = await line.next();
    expect(renewal).toMatchObject({ type: "renew", token: "token 2" });
    expect(wishes[1]).toEqual({ interactive: false, claims: "{}" });
    line.say({ type: "ok", id: "id" in renewal && renewal.id });
    const second = await line.next();
    expect(second).toMatchObject({ type: "devices" });
    line.say({ type: "ok", id: "id" in second && second.id, devices: [] });
    await expect(asked).resolves.toMatchObject({ devices: [] });
  });

  it("gets them from the reader where it cannot silently; the request fails meanwhile", async () => {
    const { signIn, wishes } = signedIn({ refuse: ({ claims, interactive }) => claims !== undefined && !interactive });
    const { pane, line } = await openWelcomed({ signIn });
    const asked = pane.connection.request({ type: "devices" });
    const first = await line.next();
    line.say({ type: "error", id: "id" in first && first.id, code: "unauthorized", message: "more", claims: "{}" });
    await expect(asked).rejects.toMatchObject({ code: "unauthorized" });
    expect(await pane.next()).toEqual({ type: "sign-in", trouble: "interaction" });
    pane.connection.signIn();
    expect(await line.next()).toMatchObject({ type: "renew" });
    expect(wishes.at(-1)).toEqual({ interactive: true, fresh: true, claims: "{}" });
  });

  it("of another account begins a line of its own", async () => {
    const { signIn, wishes } = signedIn();
    const { pane, gateway } = await openWelcomed({ signIn });
    pane.connection.signIn({ choose: true });
    expect(await (await gateway.next()).next()).toEqual({ type: "hello", token: "token 2" });
    expect(wishes[1]).toMatchObject({ interactive: true, choose: true });
  });
});

describe("frames that are not what they should be", () => {
  it.each([
    ["no JSON", "{"],
    ["of a newer type", { type: "poke" }],
    ["of a known type but broken", { type: "presence", presence: [{ address: "no address" }] }],
    ["no object", "null"],
  ])("%s are dropped, and the rest goes on", async (_kind, frame) => {
    const { pane, line } = await openWelcomed();
    line.say(frame);
    line.say({ type: "status", status: { availability: "away" } });
    expect(await pane.next()).toMatchObject({ message: { type: "status" } });
  });
});
