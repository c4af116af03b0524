import { WebSocket } from "ws";
import { path, subprotocol, type GatewayMessage, type OwnStatus, type PaneMessage } from "../protocol/index.ts";

/** A colleague whom nobody plays: a connection to the gateway like any pane's, with a status to show. */
interface Colleague {
  readonly address: string;
  readonly status: OwnStatus;
  /** Minutes since they last touched their computer. */
  readonly idle?: number;
  /** Answers chat messages, so that a reader who is alone is answered too. */
  readonly answers?: true;
}

/** Milliseconds from a message to its answer. */
export const thinking = 1200;

export const colleagues: readonly Colleague[] = [
  { address: "robin.park@example.org", status: { availability: "automatic", note: "Write to me, I answer" }, answers: true },
  { address: "grace.okafor@example.org", status: { availability: "automatic" } },
  { address: "mateo.silva@example.org", status: { availability: "automatic" } },
  { address: "priya.nair@example.org", status: { availability: "automatic", note: "On call this week" } },
  { address: "noor.rahman@example.org", status: { availability: "available" } },
  { address: "nils.brandt@example.org", status: { availability: "automatic" }, idle: 25 },
  { address: "thomas.muller@example.org", status: { availability: "busy", note: "Reviewing, back at noon" } },
  { address: "samir.patel@example.org", status: { availability: "do-not-disturb", note: "Restoring a database, please wait" } },
  { address: "katja.weiss@example.org", status: { availability: "automatic", note: "Am liebsten am Telefon" } },
  { address: "fatima.zahra@example.org", status: { availability: "automatic" } },
  { address: "helen.moss@example.org", status: { availability: "away", note: "Somewhere in the building" } },
  { address: "usha.iyer@example.org", status: { availability: "automatic" } },
  { address: "tara.obrien@example.org", status: { availability: "automatic" } },
];

export interface ColleaguesOptions {
  /** The gateway's origin. */
  readonly gateway: string;
  /** PEM: whom to trust that it is the gateway. */
  readonly authority: string;
  /** What each of them says hello with. */
  token(address: string): Promise<string>;
}

/** Signs the demo's colleagues in to the gateway. They stay until they are closed, or the gateway is. */
export function bringColleagues(options: ColleaguesOptions): { close(): void } {
  const connections = colleagues.map((colleague) => bring(colleague, options));
  return {
    close() {
      for (const connection of connections) connection.terminate();
    },
  };
}

function bring(colleague: Colleague, { gateway, authority, token }: ColleaguesOptions): WebSocket {
  const socket = new WebSocket(`${gateway.replace(/^http/, "ws")}${path}`, subprotocol, { origin: gateway, ca: authority });
  const tell = (message: PaneMessage) => socket.send(JSON.stringify(message));
  let id = 0;
  socket.on("error", () => {}); // the gateway is stopping, and "close" follows
  const asked = token(colleague.address);
  socket.on("open", async () => {
    tell({ type: "hello", token: await asked });
    tell({ type: "status", id: ++id, status: colleague.status });
    if (colleague.idle) tell({ type: "idle", since: Date.now() - colleague.idle * 60_000 });
  });
  if (!colleague.answers) return socket;

  const answered = new Set<string>();
  socket.on("message", (data) => {
    // The gateway speaks its own protocol, in text frames.
    const said = JSON.parse(String(data)) as GatewayMessage;
    if (said.type === "call" && said.call.from !== colleague.address && said.call.state === "establishing") {
      tell({ type: "act", id: ++id, call: said.call.id, action: "decline" });
    }
    if (said.type !== "message" || said.message.from === colleague.address) return;
    const { message } = said;
    const first = !answered.has(message.conversation);
    answered.add(message.conversation);
    tell({ type: "read", conversation: message.conversation, upTo: message.id });
    tell({ type: "typing", conversation: message.conversation, on: true });
    setTimeout(() => {
      if (socket.readyState !== WebSocket.OPEN) return;
      tell({
        type: "send",
        id: ++id,
        conversation: message.conversation,
        text: answerTo(message.text, first),
        key: `answer-${message.id}`,
      });
    }, thinking).unref();
  });
  return socket;
}

export function answerTo(text: string, first: boolean): string {
  if (first) {
    return "Hello! I am a program, here so that you are not alone. Whatever you write, I answer. For a real talk, open a second mailbox and call yourself.";
  }
  return text.trim().endsWith("?")
    ? "Good question. I would ask a human."
    : `You wrote “${text.length > 80 ? `${text.slice(0, 80)}…` : text}”. Noted.`;
}
