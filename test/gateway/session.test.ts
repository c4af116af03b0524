import { SignJWT } from "jose";
import { closeCode, limits } from "../../src/protocol/index.ts";
import { fakeNetwork } from "./fakeNetwork.ts";
import { alice, bob, directoryOf, type Scene, type SceneOptions, setScene } from "./scene.ts";

const network = () => fakeNetwork("fake");
let scene: Scene;
async function set(options: SceneOptions = {}) {
  scene = await setScene({ networks: [network()], ...options });
  return scene;
}
afterEach(() => scene.close());

describe("hello", () => {
  it("is answered by all that a pane must know", async () => {
    await set({ directories: [directoryOf({ address: alice, kind: "person", name: "Alice" })] });
    const pane = scene.open();
    pane.send({ type: "hello", token: `loopback:${alice}` });
    expect(await pane.next("welcome")).toMatchObject({
      version: "1.2.3",
      user: { address: alice, name: "Alice" },
      status: { availability: "automatic" },
      presence: { address: alice, availability: "available" },
      networks: [{ name: "fake", state: "connected", parts: ["presence", "publish"] }],
      conversations: [],
      calls: [],
    });
  });

  it("may be followed at once by what needs it", async () => {
    await set();
    const pane = scene.open();
    pane.send({ type: "hello", token: `loopback:${alice}` });
    pane.send({ type: "watch", people: [bob] });
    expect(await pane.next("watched")).toMatchObject({ presence: [{ address: bob, availability: "available" }] });
    expect(pane.messages.map(({ type }) => type)).toEqual(["welcome", "watched"]);
  });

  it("must come in time", async () => {
    await set({ limits: { ...limits, hello: 1 } });
    expect(await scene.open().closed).toBe(closeCode.helloTimeout);
  });

  it("must come first", async () => {
    await set();
    const pane = scene.open();
    pane.send({ type: "ping" });
    expect(await pane.closed).toBe(closeCode.unauthorized);
  });

  it("comes once", async () => {
    await set();
    const pane = await scene.enter(alice);
    pane.send({ type: "hello", token: `loopback:${bob}` });
    expect(await pane.closed).toBe(closeCode.tooMany);
  });

  it.each(["", "alice@example.org", "loopback:", "loopback:nobody", "loopback:<alice@example.org>"])(
    "is refused with the token %j",
    async (token) => {
      await set();
      const pane = scene.open();
      pane.send({ type: "hello", token });
      expect(await pane.closed).toBe(closeCode.unauthorized);
    },
  );
});

describe("a frame that is not as the protocol has it", () => {
  it.each([
    ["is no JSON", "hello?"],
    ["is nothing", ""],
    ["is no object", "42"],
    ["is null", "null"],
    ["has no type", "{}"],
    ["has an unknown type", { type: "shutdown" }],
    ["has no id where one belongs", { type: "history", conversation: "c" }],
    ["has an id of another kind", { type: "history", id: "1", conversation: "c" }],
    ["names an address that is none", { type: "watch", people: ["alice"] }],
    ["nests deeply", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
    ["touches the prototype", '{"type":"watch","__proto__":{"people":[]}}'],
  ])("ends the session where it %s", async (_, frame) => {
    await set();
    const pane = await scene.enter(alice);
    pane.send(frame);
    expect(await pane.closed).toBe(closeCode.badFrame);
  });

  it.each([
    ["an unknown type", { type: "shutdown", id: 7 }, "bad-request"],
    ["an address that is none", { type: "open", id: 7, people: ["bob"], context: {} }, "bad-request"],
    ["nobody in it", { type: "call", id: 7, people: [], context: {} }, "bad-request"],
    ["too long a text", { type: "send", id: 7, conversation: "c", text: "x".repeat(limits.text + 1), key: "k" }, "too-large"],
    ["too many people", { type: "open", id: 7, people: Array(101).fill(bob), context: {} }, "too-large"],
  ])("is answered with its id where it has %s, and the session goes on", async (_, frame, code) => {
    await set();
    const pane = await scene.enter(alice);
    pane.send(frame);
    expect(await pane.next("error")).toMatchObject({ id: 7, code });
    pane.send({ type: "ping" });
    await pane.next("pong");
  });

  it("leaves the former watch in place where it watches too many", async () => {
    const net = network();
    await set({ networks: [net] });
    const pane = await scene.enter(alice);
    pane.send({ type: "watch", people: [bob] });
    await pane.next("watched");
    pane.send({ type: "watch", people: Array.from({ length: limits.watched + 1 }, (_, index) => `p${index}@example.org`) });
    expect(await pane.next("error")).toMatchObject({ code: "too-large" });
    net.say({ address: bob, availability: "busy", sources: [] });
    expect(await pane.next("presence")).toMatchObject({ presence: [{ address: bob, availability: "busy" }] });
  });
});

describe("a flood", () => {
  it("ends the session beyond the burst", async () => {
    await set({ limits: { ...limits, burst: 20, rate: 1 } });
    const pane = await scene.enter(alice);
    for (let index = 0; index < 18; index++) pane.send({ type: "ping" });
    await pane.next("pong");
    pane.send({ type: "ping" });
    pane.send({ type: "ping" });
    expect(await pane.closed).toBe(closeCode.tooMany);
  });
});

describe("what breaks inside the gateway", () => {
  it("is an internal error to the pane, and no more", async () => {
    const broken = fakeNetwork("broken", () => ({
      calls: {
        devices: () => Promise.reject(new TypeError("undefined is not a phone")),
        place: () => Promise.reject(new TypeError("no")),
        act: () => Promise.reject(new TypeError("no")),
        signal: () => undefined,
        left: () => undefined,
        current: () => [],
      },
    }));
    await set({ networks: [broken] });
    const pane = await scene.enter(alice);
    pane.send({ type: "devices", id: 1 });
    const error = await pane.next("error");
    expect(error).toMatchObject({ id: 1, code: "internal" });
    expect(error.message).not.toContain("phone");
    pane.send({ type: "ping" });
    await pane.next("pong");
  });
});

describe("a signed token", () => {
  const secret = "a secret of at least thirty-two bytes";
  const signIn = { kind: "jwt", secret, issuer: "https://portal.example.org", audience: "rollcall" } as const;
  const token = (expires: number, more: { email?: string; audience?: string; key?: string } = {}) =>
    new SignJWT({ email: more.email ?? alice })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer(signIn.issuer)
      .setAudience(more.audience ?? signIn.audience)
      .setExpirationTime(Math.floor(Date.now() / 1000) + expires)
      .sign(new TextEncoder().encode(more.key ?? secret));

  async function hello(text: string) {
    await set({ signIn });
    const pane = scene.open();
    pane.send({ type: "hello", token: text });
    return pane;
  }

  it("signs its bearer in", async () => {
    const pane = await hello(await token(60));
    expect(await pane.next("welcome")).toMatchObject({ user: { address: alice } });
    pane.close();
  });

  it.each([
    ["has expired", -60, {}],
    ["is for somebody else", 60, { audience: "other" }],
    ["is signed by somebody else", 60, { key: "another secret of at least thirty-two" }],
    ["names nobody", 60, { email: "nobody" }],
  ])("is refused where it %s", async (_, expires, more) => {
    expect(await (await hello(await token(expires, more))).closed).toBe(closeCode.unauthorized);
  });

  it("ends the session when it expires", async () => {
    const pane = await hello(await token(1));
    await pane.next("welcome");
    expect(await pane.closed).toBe(closeCode.unauthorized);
  });

  it("is renewed over the open connection, by the same person alone", async () => {
    const pane = await hello(await token(1));
    await pane.next("welcome");
    pane.send({ type: "renew", id: 1, token: await token(60, { email: bob }) });
    expect(await pane.next("error")).toMatchObject({ id: 1, code: "forbidden" });
    pane.send({ type: "renew", id: 2, token: "nonsense" });
    expect(await pane.next("error")).toMatchObject({ id: 2, code: "unauthorized" });
    pane.send({ type: "renew", id: 3, token: await token(60) });
    expect(await pane.next("ok")).toMatchObject({ id: 3 });
    const first = await Promise.race([pane.closed, new Promise((resolve) => setTimeout(resolve, 1500, "still open"))]);
    expect(first).toBe("still open");
    pane.close();
  });
});
