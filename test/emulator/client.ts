import { request } from "node:https";
import { WebSocket } from "ws";
import type { Certificate } from "../../src/emulator/certificates.ts";
import { GatewayMessage, path, type PaneMessage, subprotocol } from "../../src/protocol/index.ts";

interface Answer {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export function ask(address: string, { authority }: Certificate): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(address, { ca: authority, agent: false }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(Buffer.from(chunk));
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
    });
    asked.on("error", reject).end();
  });
}

type Heard<Type extends GatewayMessage["type"]> = Extract<GatewayMessage, { type: Type }>;

/** A pane without a page. */
export interface Pane {
  tell(message: PaneMessage): void;
  /** The first message of that type that is wanted, be it that it has come already. */
  hear<Type extends GatewayMessage["type"]>(type: Type, wanted?: (message: Heard<Type>) => boolean): Promise<Heard<Type>>;
  close(): void;
}

export function openPane(gateway: string, address: string, { authority }: Certificate, token = `loopback:${address}`): Pane {
  const socket = new WebSocket(`${gateway.replace("https", "wss")}${path}`, subprotocol, { origin: gateway, ca: authority });
  const heard: GatewayMessage[] = [];
  const waiting = new Set<() => void>();
  const tell = (message: PaneMessage) => socket.send(JSON.stringify(message));
  socket.on("open", () => tell({ type: "hello", token }));
  socket.on("message", (data) => {
    heard.push(GatewayMessage.parse(JSON.parse(String(data))));
    for (const look of waiting) look();
  });
  return {
    tell,
    hear<Type extends GatewayMessage["type"]>(type: Type, wanted: (message: Heard<Type>) => boolean = () => true) {
      const isWanted = (message: GatewayMessage): message is Heard<Type> => message.type === type && wanted(message as Heard<Type>); // its type has just been seen
      return new Promise<Heard<Type>>((resolve) => {
        const look = () => {
          const found = heard.find(isWanted);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    close: () => socket.terminate(),
  };
}
