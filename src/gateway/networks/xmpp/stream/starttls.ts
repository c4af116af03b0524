import type { Socket } from "node:net";
import { Parser } from "@xmpp/xml";
import { strict } from "./parser.ts";
import type { Stanza } from "../stanza.ts";

const ns = "urn:ietf:params:xml:ns:xmpp-tls";
const SafeParser = strict(Parser);

/**
 * Asks for TLS before anything else is said (RFC 6120 section 5): true once the server waits for the handshake, false where it offers none.
 * Rejects where it does not answer within `patience` milliseconds, or answers with nonsense.
 */
export async function starttls(socket: Socket, domain: string, patience: number): Promise<boolean> {
  const parser = new SafeParser();
  const reading = (data: Buffer) => parser.write(data.toString("utf8"));
  socket.on("data", reading);
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const answers: Readonly<Record<string, (element: Stanza) => void>> = {
        "stream:features": (features) => {
          if (!features.getChild("starttls", ns)) resolve(false);
          else socket.write(`<starttls xmlns="${ns}"/>`);
        },
        proceed: () => resolve(true),
      };
      const refuse = (element: Stanza) => reject(new Error(`The server answers STARTTLS with <${element.name}>.`));
      parser.on("element", (element: Stanza) => (answers[element.name] ?? refuse)(element));
      parser.on("error", reject);
      socket.once("error", reject).once("close", () => reject(new Error("The server closed the connection.")));
      socket.setTimeout(patience, () => socket.destroy(new Error("The server does not answer.")));
      socket.write(
        `<?xml version="1.0"?><stream:stream to="${domain}" version="1.0" xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams">`,
      );
    });
  } finally {
    socket.setTimeout(0);
    socket.removeAllListeners("data").removeAllListeners("timeout");
  }
}
