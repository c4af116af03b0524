import { createSocket, type Socket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { decode, encode, type SrvAnswer } from "dns-packet";
import { discover, internet, remembered, type Sources } from "../../../../src/gateway/networks/xmpp/stream/discovery.ts";

interface World {
  readonly srv?: Readonly<Record<string, readonly (readonly [name: string, port: number, priority?: number, weight?: number])[]>>;
  readonly pages?: Readonly<Record<string, string>>;
}

/** What DNS and the web say of example.org. */
const world = ({ srv = {}, pages = {} }: World): Sources => ({
  async srv(name) {
    return (srv[name.split(".")[0] ?? ""] ?? []).map(([name, port, priority = 0, weight = 0]) => ({ name, port, priority, weight }));
  },
  async page(url) {
    const text = pages[url];
    if (text === undefined) throw new Error("404");
    return text;
  },
  random: () => 0.5,
});
const meta = "https://example.org/.well-known/host-meta";
const link = "urn:xmpp:alt-connections:websocket";

it.each<[string, World, readonly string[]]>([
  ["nothing: the domain itself", {}, ["xmpp://example.org:5222"]],
  [
    "both kinds of SRV record, sorted together by priority",
    {
      srv: {
        "_xmpp-client": [
          ["b.example.org", 5222, 10],
          ["d.example.org", 5222, 30],
        ],
        "_xmpps-client": [["c.example.org", 443, 20]],
      },
    },
    ["xmpp://b.example.org:5222", "xmpps://c.example.org:443", "xmpp://d.example.org:5222"],
  ],
  [
    "weights among equals",
    {
      srv: {
        "_xmpp-client": [
          ["light.example.org", 5222, 1, 1],
          ["heavy.example.org", 5222, 1, 50],
        ],
      },
    },
    ["xmpp://heavy.example.org:5222", "xmpp://light.example.org:5222"],
  ],
  ["a record that says that there is no such service", { srv: { "_xmpp-client": [[".", 0]] } }, []],
  [
    "a web server in JSON",
    {
      pages: {
        [`${meta}.json`]: JSON.stringify({
          links: [
            { rel: "other", href: "wss://no" },
            { rel: link, href: "wss://w.example.org/ws" },
          ],
        }),
      },
    },
    ["wss://w.example.org/ws"],
  ],
  [
    "a web server in XML",
    {
      pages: {
        [meta]: `<?xml version='1.0'?><XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'><Link rel="${link}" href="wss://w.example.org/ws"/></XRD>`,
      },
    },
    ["wss://w.example.org/ws"],
  ],
  [
    "a web server that names a WebSocket without TLS",
    { pages: { [`${meta}.json`]: JSON.stringify({ links: [{ rel: link, href: "ws://w/ws" }] }) } },
    ["xmpp://example.org:5222"],
  ],
  ["a web server that writes nonsense", { pages: { [`${meta}.json`]: "<html>", [meta]: "<html><p>" } }, ["xmpp://example.org:5222"]],
  [
    "DNS before the web",
    {
      srv: { "_xmpp-client": [["b.example.org", 5222]] },
      pages: { [`${meta}.json`]: JSON.stringify({ links: [{ rel: link, href: "wss://w.example.org/ws" }] }) },
    },
    ["xmpp://b.example.org:5222", "wss://w.example.org/ws"],
  ],
])("finds a server by %s", async (_, said, services) => {
  expect(await discover("example.org", world(said))).toEqual(services);
});

it("remembers for a minute", async () => {
  let asked = 0;
  let now = 0;
  const ask = remembered(
    async () => ++asked,
    () => now,
  );
  expect([await ask(), await ask()]).toEqual([1, 1]);
  now = 60_001;
  expect(await ask()).toBe(2);
});

it("asks again at once where the last one who asked got no answer", async () => {
  let asked = 0;
  const ask = remembered(
    async (name: string) => (++asked === 1 ? Promise.reject(new Error(name)) : name),
    () => 0,
  );
  await expect(ask("first")).rejects.toThrow("first");
  expect([await ask("second"), await ask("third")]).toEqual(["second", "second"]);
});

describe("over DNS", () => {
  let server: Socket;
  beforeEach(async () => {
    server = createSocket("udp4");
    await once(server.bind(0, "127.0.0.1"), "listening");
  });
  afterEach(() => void server.close());
  const resolver = () => {
    const found = new Resolver({ timeout: 1000, tries: 1 });
    found.setServers([`127.0.0.1:${server.address().port}`]);
    return found;
  };

  it("asks for the service of the domain", async () => {
    server.on("message", (query, { port, address }) => {
      const { id, questions = [] } = decode(query);
      const name = questions[0]?.name ?? "";
      const answer: SrvAnswer = { type: "SRV", name, data: { target: "xmpp.example.org", port: 5269, priority: 5, weight: 0 } };
      const answers = name === "_xmpp-client._tcp.example.org" ? [answer] : [];
      server.send(encode({ type: "response", id, questions, answers, flags: 0 }), port, address);
    });
    const { srv } = internet(resolver());
    const sources = { ...world({}), srv };
    expect(await discover("example.org", sources)).toEqual(["xmpp://xmpp.example.org:5269"]);
  });

  it("goes on without where nobody answers", async () => {
    const sources = { ...world({}), srv: internet(resolver()).srv };
    expect(await discover("example.org", sources)).toEqual(["xmpp://example.org:5222"]);
  });
});
