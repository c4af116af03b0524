import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { type Config, StartError } from "./config.ts";
import { serveHealth } from "./health.ts";
import { type Hook, serveHooks } from "./hooks.ts";
import type { Network } from "./network.ts";
import { type Mount, servePages } from "./pages.ts";
import { type SessionOptions, startSession } from "./session.ts";
import { signInPage } from "./signInPage.ts";
import { acceptPanes } from "./upgrade.ts";

export interface ServerOptions extends SessionOptions {
  readonly config: Config;
  /** PEM. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  readonly version: string;
  readonly networks: readonly Network[];
  readonly mounts: readonly Mount[];
  readonly hooks: readonly Hook[];
}

export interface Server {
  /** Where panes reach it. */
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

/** HTTP and the wire on one port. Rejects with StartError. */
export async function listen(options: ServerOptions): Promise<Server> {
  const { config, tls, hubs, log, version, networks, mounts } = options;
  refuseOpenLoopback(config);
  const loggerInstance: FastifyBaseLogger = log;
  const common = {
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true as const,
  };
  // With https the type differs in the server alone, of which nothing special is used.
  const app = (tls ? fastify({ ...common, https: tls }) : fastify(common)) as FastifyInstance;

  let origin = config.origin ?? "";
  const wire = acceptPanes(
    app.server,
    () => origin,
    (socket) => startSession(socket, options),
  );
  const signIn = () => signInPage(config, origin);
  const { officeJs, frameAncestors } = config;
  await servePages(app, { origin: () => origin, signIn, officeJs, frameAncestors, mounts });
  serveHooks(app, options.hooks);
  serveHealth(app, { version, networks, hubs, panes: () => wire.panes });
  app.addHook("preClose", () => wire.close());

  await app.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
    await app.close();
    throw whyNot(error, config);
  });
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : config.port;
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  origin ||= `${tls ? "https" : "http"}://${host}:${port}`;
  return { origin, port, close: () => app.close() };
}

/** Sign-in by loopback believes every address: it must not be within anybody else's reach, also not through a proxy. */
function refuseOpenLoopback({ signIn, host, origin }: Config) {
  if (signIn !== "loopback" || (isLoopback(host) && (origin === undefined || isLoopback(new URL(origin).hostname)))) return;
  throw new StartError(
    "loopback-only",
    `The sign-in "loopback" asks for no password and is for this machine alone: host must be localhost, not ${host}${origin ? ` (${origin})` : ""}. Configure signIn to listen elsewhere.`,
  );
}

const isLoopback = (host: string) => host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

function whyNot(error: unknown, { host, port }: Config): unknown {
  // Not instanceof Error: an error of Node itself belongs to another realm where the gateway runs in one of its own.
  const code = typeof error === "object" && error && "code" in error ? error.code : undefined;
  switch (code) {
    case "EADDRINUSE":
      return new StartError("port-taken", `Port ${port} on ${host} is taken by another program. Stop it, or choose another port.`, {
        cause: error,
      });
    case "EACCES":
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new StartError("address", `This machine cannot listen on ${host}, port ${port} (${code}).`, { cause: error });
    default:
      return error;
  }
}
