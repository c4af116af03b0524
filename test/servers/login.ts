import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { XmppServer } from "./server.ts";

export type Way = "STARTTLS" | "direct TLS" | "WebSocket" | "WebSocket over TLS";
export const ways: readonly Way[] = ["STARTTLS", "direct TLS", "WebSocket", "WebSocket over TLS"];

const service = ({ tcp, directTls, ws, wss }: XmppServer, way: Way): string =>
  ({
    STARTTLS: `xmpp://${tcp.host}:${tcp.port}`,
    "direct TLS": `xmpps://${tcp.host}:${directTls}`,
    WebSocket: ws,
    "WebSocket over TLS": wss,
  })[way];

export interface Credentials {
  readonly username: string;
  readonly password: string;
  /** SASL PLAIN, for a token; absent: what an ordinary client chooses. */
  readonly plain?: boolean;
}

/** How it went: who is signed in, by which SASL mechanism, and whom they have on their roster; or why not. */
export type Login = { readonly jid: string; readonly mechanism: string; readonly roster: readonly string[] } | { readonly refused: string };

/** Signs in with a client that trusts the server's authority and no other, and out again. */
export async function login(server: XmppServer, way: Way, credentials: Credentials): Promise<Login> {
  const folder = await mkdtemp(join(tmpdir(), "rollcall-"));
  try {
    const ca = join(folder, "ca.pem");
    await writeFile(ca, server.ca);
    const options = { service: service(server, way), domain: server.domain, ...credentials };
    const child = spawn(process.execPath, [fileURLToPath(new URL("login.js", import.meta.url)), JSON.stringify(options)], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: ca },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = await Promise.all([text(child.stdout), once(child, "close")]);
    return JSON.parse(said); // as login.js has it
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
