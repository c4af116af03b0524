import { createServer, connect, type AddressInfo } from "node:net";

/**
 * A slow line in front of a gateway: what answers a WebSocket, the upgrade included, arrives `latency` milliseconds late;
 * files are never delayed. Plain http only.
 */
export async function slowLine(target: number, port: number, latency: number): Promise<{ readonly port: number; close(): void }> {
  const server = createServer((near) => {
    near.once("data", (first) => {
      const late = latency > 0 && /^upgrade: websocket/im.test(first.toString("latin1"));
      const far = connect({ port: target, host: "127.0.0.1", noDelay: true });
      far.write(first);
      near.pipe(far);
      if (late) {
        far.on("data", (chunk) => setTimeout(() => near.write(chunk), latency));
        far.on("close", () => near.destroy());
      } else far.pipe(near);
      for (const end of [near, far]) end.on("error", () => end.destroy());
      near.on("close", () => far.destroy());
    });
    near.on("error", () => near.destroy());
    near.setNoDelay(true);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: bound } = server.address() as AddressInfo; // a listening TCP server has one
  return { port: bound, close: () => server.close() };
}
