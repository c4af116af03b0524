/** What Rollcall's fan-out is held against: the `ws` library alone, sending the same text to every client. */
import { WebSocketServer, type WebSocket } from "ws";
import { subprotocol } from "#dist/protocol/index.js";
import { underLoad } from "../process.ts";

const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
const clients = new Set<WebSocket>();
/** As long as a frame with one changed presence. */
let frame = "";

server.on("connection", (client) => {
  client.on("message", (data) => {
    // The bytes are a Buffer: `ws` hands over nothing else unless asked to.
    const message = JSON.parse((data as Buffer).toString()) as { type: string; frame?: string };
    if (message.type === "watch") clients.add(client);
    if (message.type === "frame") frame = message.frame ?? "";
    if (message.type === "idle") for (const each of clients) each.send(frame);
  });
});
server.once("listening", () => {
  const address = server.address();
  underLoad({ port: typeof address === "object" && address ? address.port : 0, path: "/", protocol: subprotocol });
});
