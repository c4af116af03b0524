import { EventEmitter } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import ConnectionTcp from "@xmpp/connection-tcp";
import ConnectionWebSocket from "@xmpp/websocket/lib/Connection.js";
import { WebSocket } from "ws";
import { longestStanza, strict } from "./parser.ts";
import { starttls } from "./starttls.ts";

/** Whom to trust, and who we are where the server asks for a certificate. PEM. */
export interface Trust {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

const loopback = /^(localhost|127(\.\d+){3}|\[?::1\]?)$/;

/** How long a connection is tried, in milliseconds. */
const patience = 10_000;

interface Place {
  readonly host: string;
  readonly port: number;
  readonly direct: boolean;
}

/**
 * The ways to a server, for `entity.transports`: TCP with STARTTLS (`xmpp:`), TLS at once (`xmpps:`, XEP-0368), WebSocket (`wss:`, RFC 7395).
 * Unlike the library's own they check certificates against `domain` and the administrator's authority, are secure before the first stanza,
 * decode UTF-8 across packets, wait for no delayed acknowledgement, and survive what a hostile server writes.
 */
export function transports(domain: string, trust: Trust) {
  class TcpSocket extends EventEmitter {
    secure = false;
    #socket: Socket | undefined;
    #ended = false;

    connect(place: Place): void {
      void this.#connect(place).catch((error: unknown) => {
        this.#socket?.destroy();
        this.emit("error", error);
        this.emit("close", true);
      });
    }

    async #connect({ host, port, direct }: Place): Promise<void> {
      const tls = { ...trust, servername: domain };
      let socket: Socket = direct ? connectTls({ host, port, ...tls, ALPNProtocols: ["xmpp-client"] }) : connectTcp({ host, port });
      await this.#ready(socket, direct ? "secureConnect" : "connect");
      if (!direct) {
        const secured = await starttls(socket, domain, patience);
        if (secured) {
          socket = connectTls({ socket, ...tls });
          await this.#ready(socket, "secureConnect");
        } else {
          socket.destroy();
          if (!loopback.test(host)) throw new Error("The server offers no STARTTLS.");
          socket = connectTcp({ host, port });
          await this.#ready(socket, "connect");
        }
      }
      this.secure = true; // or it never leaves this machine
      socket.setEncoding("utf8");
      socket.on(
        "data",
        inTurn((text) => hand(this, text, (error) => socket.destroy(error))),
      );
      socket.on("error", (error) => this.emit("error", error));
      socket.on("close", (dirty) => this.emit("close", dirty));
      this.emit("connect");
    }

    async #ready(socket: Socket, event: "connect" | "secureConnect"): Promise<void> {
      this.#socket = socket;
      socket.setNoDelay(true);
      socket.setTimeout(patience, () => socket.destroy(new Error("The server does not answer.")));
      await new Promise<void>((resolve, reject) => {
        socket.once(event, resolve).once("error", reject);
        socket.once("close", () => reject(new Error("The server closed the connection.")));
        if (this.#ended) socket.destroy();
      });
      socket.setTimeout(0);
      socket
        .removeAllListeners("error")
        .removeAllListeners("close")
        .on("error", () => {});
    }

    write(text: string, done?: (error?: Error | null) => void): void {
      if (this.#socket?.writable) this.#socket.write(text, done);
      else done?.(new Error("The connection is closed."));
    }
    end(): void {
      this.#ended = true;
      if (this.#socket?.connecting) this.#socket.destroy();
      else this.#socket?.end();
    }
  }

  class WebSocketSocket extends EventEmitter {
    secure = false;
    #socket: WebSocket | undefined;

    connect(url: string): void {
      const { protocol, hostname } = new URL(url);
      if (protocol !== "wss:" && !loopback.test(hostname)) {
        queueMicrotask(() => this.emit("error", new Error("A WebSocket without TLS may go to this machine alone.")));
        return;
      }
      this.secure = true; // or it never leaves this machine
      const socket = new WebSocket(url, "xmpp", {
        ...trust,
        perMessageDeflate: false,
        maxPayload: longestStanza,
        handshakeTimeout: patience,
      });
      this.#socket = socket;
      socket.on("open", () => this.emit("connect"));
      socket.on(
        "message",
        inTurn((data: Buffer) => hand(this, data.toString(), () => socket.terminate())),
      );
      socket.on("error", (error) => this.emit("error", error));
      socket.on("close", (code) => this.emit("close", code !== 1000));
    }
    write(text: string, done?: (error?: Error) => void): void {
      if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text, done);
      else done?.(new Error("The connection is closed."));
    }
    end(): void {
      this.#socket?.close();
    }
  }

  class Tcp extends ConnectionTcp {}
  class Ws extends ConnectionWebSocket {}
  // The library takes all three from the prototype.
  Object.assign(Tcp.prototype, {
    NS: "jabber:client",
    Socket: TcpSocket,
    Parser: strict(ConnectionTcp.prototype.Parser),
    socketParameters: place,
  });
  Object.assign(Ws.prototype, { Socket: WebSocketSocket, Parser: strict(ConnectionWebSocket.prototype.Parser) });
  return [Tcp, Ws];
}

/** One after the other: Node can hand over what has come while something is being written, which is while what came before is being read. */
function inTurn<Data>(take: (data: Data) => void): (data: Data) => void {
  const waiting: Data[] = [];
  let taking = false;
  return (data) => {
    waiting.push(data);
    if (taking) return;
    taking = true;
    for (const next of waiting) take(next); // those that come meanwhile among them
    waiting.length = 0;
    taking = false;
  };
}

/** What the library makes of it is not worth the gateway: it throws where a server writes on after the end of its stream, for one. */
function hand(to: EventEmitter, text: unknown, giveUp: (error: Error) => void): void {
  try {
    to.emit("data", text);
  } catch (error) {
    giveUp(error instanceof Error ? error : new Error(String(error)));
  }
}

function place(service: string): Place | undefined {
  const { protocol, hostname, port } = new URL(service);
  const host = hostname.replace(/^\[(.*)\]$/, "$1"); // IPv6
  if (protocol === "xmpp:") return { host, port: Number(port || 5222), direct: false };
  if (protocol === "xmpps:") return { host, port: Number(port || 5223), direct: true };
  return undefined;
}

export type Transports = ReturnType<typeof transports>;
