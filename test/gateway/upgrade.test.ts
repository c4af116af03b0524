import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { WebSocket } from "ws";
import type { Socket } from "../../src/gateway/session.ts";
import { acceptPanes, type Wire } from "../../src/gateway/upgrade.ts";
import { path, subprotocol } from "../../src/protocol/index.ts";

const origin = "http://localhost";
let server: Server;
let wire: Wire;
let port: number;
let accepted: Promise<Socket>;

async function listen(heartbeat?: number) {
  server = createServer();
  accepted = new Promise((resolve) => (wire = acceptPanes(server, () => origin, resolve, heartbeat)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
}
afterEach(async () => {
  await wire.close();
  server.close();
});

const dial = (autoPong = true) => new WebSocket(`ws://127.0.0.1:${port}${path}`, subprotocol, { origin, autoPong });
const closed = (socket: Socket) => new Promise<string>((resolve) => socket.onClose(() => resolve("closed")));

describe("a pane's connection", () => {
  it("ends where the pane answers no ping", async () => {
    await listen(20);
    dial(false);
    expect(await closed(await accepted)).toBe("closed");
  });

  it("lives where it does", async () => {
    await listen(20);
    const client = dial();
    const socket = await accepted;
    const end = closed(socket);
    let pings = 0;
    const thirdPing = new Promise<string>((resolve) => client.on("ping", () => ++pings === 3 && resolve("third ping")));
    expect(await Promise.race([end, thirdPing])).toBe("third ping");
  });

  it("ends where the pane does not read what it is sent", async () => {
    await listen();
    const deaf = connect(port, "127.0.0.1");
    deaf.pause();
    deaf.write(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nOrigin: ${origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${"A".repeat(22)}==\r\nSec-WebSocket-Protocol: ${subprotocol}\r\n\r\n`,
    );
    const socket = await accepted;
    const end = closed(socket);
    const shared = Buffer.alloc(256 * 1024, "x");
    // The kernel buffers some megabytes on its own before anything waits here.
    for (let sent = 0; sent < 100; sent++) {
      socket.send(shared);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await end).toBe("closed");
    deaf.destroy();
  });

  it("is refused elsewhere", async () => {
    await listen();
    const client = new WebSocket(`ws://127.0.0.1:${port}/elsewhere`, subprotocol, { origin });
    client.on("error", () => undefined);
    expect(await new Promise((resolve) => client.once("unexpected-response", (_request, { statusCode }) => resolve(statusCode)))).toBe(404);
  });
});
