import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { freePorts } from "./process.ts";

/** A piece of network between a client and a server on loopback, as bad as networks can be. What is set lasts until it is set otherwise. */
export interface Link {
  /** Where the client connects to instead. */
  readonly port: number;
  /** Connections made, and bytes that went through, so far. */
  readonly passed: { readonly connections: number; readonly toServer: number; readonly toClient: number };
  /** Breaks every connection, without a farewell to either side. */
  cut(): void;
  /** Does so once so many more bytes of the client's went through: in the middle of a message, say. */
  cutAfter(bytes: number): void;
  /** Nobody listens: new connections are refused. */
  refuse(on: boolean): Promise<void>;
  /** Each piece of data takes so long, one after the other, as over a far and narrow link. */
  delay(milliseconds: number): void;
  /** Connections are made and stay, and nothing goes through; what was held goes on when that is over. */
  hold(on: boolean): void;
  close(): Promise<void>;
}

/** A link to `target`, a port of 127.0.0.1. */
export async function link(target: number): Promise<Link> {
  const sockets = new Set<Socket>();
  const passed = { connections: 0, toServer: 0, toClient: 0 };
  let late = 0;
  let allowed = Number.POSITIVE_INFINITY;
  let released = Promise.resolve();
  let release = (): void => {};

  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
    allowed = Number.POSITIVE_INFINITY;
  };

  const pump = async (from: Socket, to: Socket, direction: "toServer" | "toClient"): Promise<void> => {
    // A socket without an encoding gives buffers.
    for await (const piece of from as AsyncIterable<Buffer>) {
      await released;
      if (late > 0) await wait(late);
      const part = direction === "toServer" ? piece.subarray(0, allowed) : piece;
      await new Promise<void>((resolve, reject) => to.write(part, (error) => (error ? reject(error) : resolve())));
      passed[direction] += part.length;
      if (direction === "toServer") allowed -= part.length;
      if (allowed <= 0) cut();
    }
    to.end();
  };

  // Each side may go on when the other has said its last word, as without a link.
  const server = createServer({ allowHalfOpen: true }, (client) => {
    passed.connections += 1;
    const onward = connect({ port: target, host: "127.0.0.1", allowHalfOpen: true });
    for (const [socket, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      sockets.add(socket.setNoDelay(true));
      socket.on("error", () => {}); // "close" follows
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroySoon();
      });
    }
    pump(client, onward, "toServer").catch(() => client.destroy());
    pump(onward, client, "toClient").catch(() => onward.destroy());
  });
  const listen = (port: number) => once(server.listen(port, "127.0.0.1"), "listening");
  const [port = 0] = await freePorts(1);
  await listen(port);
  return {
    port,
    passed,
    cut,
    cutAfter(bytes) {
      allowed = bytes;
    },
    async refuse(on) {
      if (!on) await listen(port);
      else server.close(); // calls back once every connection has ended, which is not what is asked for
    },
    delay(milliseconds) {
      late = milliseconds;
    },
    hold(on) {
      release();
      if (on) released = new Promise((resolve) => (release = resolve));
    },
    async close() {
      const closed = once(server.close(), "close");
      release();
      cut();
      await closed;
    },
  };
}
