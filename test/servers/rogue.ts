import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { xml } from "@xmpp/client";
import { Parser, type Element } from "@xmpp/xml";
import { heard } from "./heard.ts";
import { domain } from "./server.ts";

/** An XMPP server, or what pretends to be one: it lets anybody in by SASL PLAIN, and then writes whatever a test wants, well-formed or not. */
export interface Rogue {
  readonly port: number;
  /** For a client's configuration. It has no TLS, which a client may do without on loopback alone. */
  readonly service: string;
  /** An element that came after signing in and that fits, already or still to come. */
  received(fits: (element: Element) => boolean): Promise<Element>;
  /** How many have signed in so far. */
  readonly logins: number;
  /** Settles once so many have. */
  loggedIn(times?: number): Promise<void>;
  /** These very bytes, to whoever signed in last. */
  send(bytes: string | Buffer): void;
  /** Ends the stream of whoever signed in last with this error (RFC 6120 section 4.9.3). */
  fail(condition: string): void;
  close(): Promise<void>;
}

export interface RogueOptions {
  /** More features, as XML: `<sm xmlns="urn:xmpp:sm:3"/>`, say. */
  readonly features?: string;
  /** What it says to an element instead of what a good server would; undefined: that. */
  readonly answer?: (element: Element) => string | undefined;
}

const ns = {
  sasl: "urn:ietf:params:xml:ns:xmpp-sasl",
  bind: "urn:ietf:params:xml:ns:xmpp-bind",
  streams: "urn:ietf:params:xml:ns:xmpp-streams",
} as const;

const header = `<?xml version="1.0"?><stream:stream from="${domain}" id="1" version="1.0" xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams">`;

export async function rogue({ features = "", answer = () => undefined }: RogueOptions = {}): Promise<Rogue> {
  const sockets = new Set<Socket>();
  const elements = heard<Element>();
  const logins = heard<number>();
  let last: Socket | undefined;

  const serve = (socket: Socket): void => {
    sockets.add(socket.setNoDelay(true).setEncoding("utf8"));
    socket.on("close", () => sockets.delete(socket)).on("error", () => {}); // a client that is shocked may well reset the connection
    let user: string | undefined;
    let parser = begin();
    socket.on("data", (text) => parser.write(String(text)));

    function begin(): Parser {
      const parser = new Parser();
      parser.on("start", () => {
        const offer = user
          ? `<bind xmlns="${ns.bind}"/>${features}`
          : `<mechanisms xmlns="${ns.sasl}"><mechanism>PLAIN</mechanism></mechanisms>`;
        socket.write(`${header}<stream:features>${offer}</stream:features>`);
      });
      parser.on("end", () => socket.writable && socket.end("</stream:stream>"));
      parser.on("element", hear);
      return parser;
    }

    function hear(element: Element): void {
      if (element.is("auth", ns.sasl)) {
        user = Buffer.from(element.text(), "base64").toString().split("\0")[1];
        socket.write(`<success xmlns="${ns.sasl}"/>`);
        parser = begin(); // RFC 6120 section 6.4.6: a new stream on the same connection
        return;
      }
      socket.write(answer(element) ?? (element.is("iq") ? result(element, user ?? "") : ""));
      if (element.getChild("bind", ns.bind)) {
        last = socket;
        logins.add(logins.all().length + 1);
      }
      elements.add(element);
    }
  };

  const server = createServer(serve);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo; // TCP has one
  const send = (bytes: string | Buffer): void => {
    if (!last) throw new Error("nobody has signed in yet");
    last.write(bytes);
  };
  return {
    port,
    service: `xmpp://127.0.0.1:${port}`,
    received: elements.first,
    get logins() {
      return logins.all().length;
    },
    loggedIn: async (times = 1) => void (await logins.first((count) => count >= times)),
    send,
    fail(condition) {
      send(`<stream:error><${condition} xmlns="${ns.streams}"/></stream:error></stream:stream>`);
      last?.end();
    },
    async close() {
      const closed = once(server.close(), "close");
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** What a good server that knows nobody would say: a JID to who binds a resource, and nothing to everything else. */
function result(iq: Element, user: string): string {
  const { id, type } = iq.attrs;
  if (type !== "get" && type !== "set") return "";
  const bind = iq.getChild("bind", ns.bind);
  const query = iq.getChild("query");
  const child = bind
    ? xml("bind", { xmlns: ns.bind }, xml("jid", {}, `${user}@${domain}/${bind.getChildText("resource") ?? "1"}`))
    : query && xml("query", { xmlns: query.attrs.xmlns });
  return xml("iq", { type: "result", id, ...(iq.attrs.to && { from: iq.attrs.to }) }, ...(child ? [child] : [])).toString();
}
