import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import files from "@fastify/static";
import fastify from "fastify";
import type { Certificate } from "./certificates.ts";
import { codeOf, DemoError } from "./error.ts";
import type { EmulatorSettings, MailboxData, NestedAnswer, NestedQuestion } from "./items.ts";

export interface EmulatorOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly certificate: Pick<Certificate, "cert" | "key">;
  /** The gateway's origin; asked when the page asks, because the gateway starts after the emulator, which it lets frame its pane. */
  gateway(): string;
  /** Asked at each load of the page, so that changed files show. */
  mailboxes(): Promise<readonly MailboxData[]>;
  /** Asks Entra for an add-in, in the name of a mailbox's owner. Absent: this Outlook signs nobody in. */
  nested?(question: NestedQuestion): Promise<NestedAnswer>;
}

export interface Emulator {
  readonly origin: string;
  close(): Promise<void>;
}

const pages = fileURLToPath(new URL("../../dist/pages/emulator", import.meta.url));

/** The mail client's web server. It listens on this machine alone, by both of its names in IPv4 and IPv6. */
export async function startEmulator({ port, certificate, gateway, mailboxes, nested }: EmulatorOptions): Promise<Emulator> {
  const server = fastify({ https: { cert: certificate.cert, key: certificate.key }, forceCloseConnections: true });

  server.addHook("onSend", async (_request, reply) => {
    reply.headers({ "content-security-policy": policy(gateway()), "x-content-type-options": "nosniff", "cache-control": "no-cache" });
  });
  server.get("/api/mailboxes", () => mailboxes());
  server.get("/api/settings", (): EmulatorSettings => ({ manifest: `${gateway()}/manifest.xml`, taskpane: `${gateway()}/taskpane.html` }));
  if (nested) server.post<{ Body: NestedQuestion }>("/api/nested", ({ body }) => nested(body)); // our own page's
  await server.register(files, { root: pages });

  await server.listen({ port, host: "localhost" }).catch(async (error: unknown) => {
    await server.close();
    if (codeOf(error) !== "EADDRINUSE") throw error;
    throw new DemoError("port-taken", `Port ${port} is taken by another program. Stop it, or choose another port.`, { cause: error });
  });
  // Fastify's address() is that of a TCP server here, never a pipe's.
  const { port: listening } = server.server.address() as AddressInfo;
  return { origin: `https://localhost:${listening}`, close: async () => server.close() };
}

/** Mail is strangers' HTML: whatever slips out of its sandbox can neither run nor phone home. */
function policy(gateway: string): string {
  return [
    "default-src 'self'",
    `frame-src 'self' ${gateway} https:`,
    `connect-src 'self' ${gateway}`,
    `img-src 'self' data: ${gateway}`,
    "style-src 'self' 'unsafe-inline'",
    "object-src 'none'",
  ].join("; ");
}
