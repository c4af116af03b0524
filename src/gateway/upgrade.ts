import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { closeCode, limits, path, subprotocol } from "../protocol/index.ts";
import { frameOnce } from "./encode.ts";
import type { Socket } from "./session.ts";

/** Bytes waiting for a pane that does not read. Beyond it the pane is let go: it says hello again and is told the present, not the past. */
const backlog = 1024 * 1024;
/** Milliseconds that panes have to answer a goodbye. */
const goodbye = 1000;

export interface Wire {
  readonly panes: number;
  /** Says 1001 to every pane and waits until they are gone. */
  close(): Promise<void>;
}

/**
 * The WebSocket at `path` of an HTTP server. `ws` stays in this file. `heartbeat`: milliseconds between two pings; a pane that has not answered
 * one by the next is gone.
 */
export function acceptPanes(server: Server, origin: () => string, start: (socket: Socket) => void, heartbeat = 30_000): Wire {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false, // 300 KB a pane, and one shared frame would have to be packed for each
    maxPayload: limits.frame,
    // A browser hides every close code from a page whose subprotocol was not answered: answer it, then close with 4406.
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : ([...offered][0] ?? false)),
  });
  const alive = new WeakSet<WebSocket>();
  function revive(this: WebSocket) {
    alive.add(this);
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer) {
    if (request.url?.split("?")[0] !== path) return refuse(stream, "404 Not Found");
    // Any page on the internet may try to reach a gateway on this machine or in this network: only the gateway's own pane may.
    if (request.headers.origin !== origin()) return refuse(stream, "403 Forbidden");
    sockets.handleUpgrade(request, stream, head, (client) => {
      client.on("error", ignore);
      if (client.protocol !== subprotocol) return client.close(closeCode.noSubprotocol, "noSubprotocol");
      alive.add(client);
      client.on("pong", revive);
      start(new PaneSocket(client, stream));
    });
  }
  server.on("upgrade", upgrade);

  const beat = setInterval(() => {
    for (const client of sockets.clients) {
      if (!alive.delete(client)) client.terminate();
      else client.ping();
    }
  }, heartbeat);
  beat.unref();

  return {
    get panes() {
      return sockets.clients.size;
    },
    async close() {
      clearInterval(beat);
      server.off("upgrade", upgrade);
      const ends = [...sockets.clients].map((client) => new Promise((resolve) => client.once("close", resolve)));
      for (const client of sockets.clients) client.close(1001, "goingAway");
      const late = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, goodbye);
      await Promise.all(ends);
      clearTimeout(late);
    },
  };
}

class PaneSocket implements Socket {
  readonly #client: WebSocket;
  readonly #stream: Duplex;

  constructor(client: WebSocket, stream: Duplex) {
    this.#client = client;
    this.#stream = stream;
  }

  send(data: string | Buffer): void {
    if (this.#client.readyState !== this.#client.OPEN) return;
    if (this.#stream.writableLength > backlog) return this.#client.terminate();
    if (typeof data === "string") this.#client.send(data);
    // `ws` writes whole frames and queues nothing here (no compression), so a whole frame of our own may go between two of its.
    else this.#stream.write(frameOnce(data));
  }

  close(code: number, reason: string): void {
    this.#client.close(code, reason);
  }

  onMessage(listener: (text: string) => void): void {
    this.#client.on("message", (data, binary) => {
      if (binary) this.close(closeCode.badFrame, "badFrame");
      else listener(String(data));
    });
  }

  onClose(listener: () => void): void {
    this.#client.on("close", listener);
  }
}

function refuse(stream: Duplex, status: string) {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** `ws` closes by itself on a protocol error; the session hears of the close. */
function ignore() {}
