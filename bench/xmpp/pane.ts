import { once } from "node:events";
import { WebSocket } from "ws";
import type { Listening } from "../process.ts";

/** A pane that reads what it is told, as far as the bench wants to know. */
export interface Pane {
  /** Settles once the user is signed in to the network. */
  readonly connected: Promise<void>;
  /** Watches these people; settles when the answer has come, with the milliseconds that it took. */
  watch(people: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

interface Told {
  readonly type: string;
  readonly network?: { readonly state: string };
  readonly networks?: readonly { readonly state: string }[];
}

export async function openPane({ port, path, protocol }: Listening, address: string): Promise<Pane> {
  const socket = new WebSocket(`ws://localhost:${port}${path}`, protocol, { origin: `http://localhost:${port}`, perMessageDeflate: false });
  await once(socket, "open");
  let connected = (): void => {};
  let answered = (): void => {};
  const pane: Pane = {
    connected: new Promise((resolve) => (connected = resolve)),
    async watch(people) {
      const began = performance.now();
      const answer = new Promise<void>((resolve) => (answered = resolve));
      socket.send(JSON.stringify({ type: "watch", people }));
      await answer;
      return performance.now() - began;
    },
    async close() {
      socket.close();
      await once(socket, "close");
    },
  };
  socket.on("message", (data: Buffer) => {
    const told = JSON.parse(data.toString()) as Told; // the gateway's own frames
    const states = [told.network, ...(told.networks ?? [])];
    if (states.some((network) => network?.state === "connected")) connected();
    if (told.type === "watched") answered();
  });
  socket.send(JSON.stringify({ type: "hello", token: `loopback:${address}` }));
  return pane;
}
