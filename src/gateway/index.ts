/**
 * The gateway's way in. A pane's frame takes this way: upgrade.ts (the WebSocket) → session.ts (one pane: hello, limits, parse.ts) → requests.ts
 * → hub.ts (one user: watches.ts, own.ts, routes.ts) → account.ts (kept signed in) → a network. What networks say comes back the same way, and
 * where several speak of one person, sources.ts and compose.ts make one presence of it.
 */
import { readFile, stat } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { type Config, type ConfigInput, parseConfig, StartError, wordsOf } from "./config.ts";
import type { Directory } from "./directory.ts";
import { openDirectory } from "./directories/index.ts";
import type { Graph } from "./graph/index.ts";
import { createHubs } from "./hubs.ts";
import { openIdentity } from "./identity.ts";
import { type Log, openLog } from "./log.ts";
import { createLookup } from "./lookup.ts";
import type { Network } from "./network.ts";
import { openNetwork } from "./networks/index.ts";
import { readPem } from "./pem.ts";
import type { Mount } from "./pages.ts";
import { listen, type Server } from "./server.ts";

export type { ConfigInput } from "./config.ts";
export { readConfig, StartError } from "./config.ts";
export type Gateway = Server;

/** What a program adds to the configuration when it starts a gateway inside itself. */
export interface GatewayOptions {
  readonly log?: Log;
  readonly mounts?: readonly Mount[];
  /** After the configured ones; closed with the gateway. */
  readonly networks?: readonly Network[];
  readonly directories?: readonly Directory[];
}

/** Starts everything in order and stops it in reverse. Rejects with StartError, and then nothing is left running. */
export async function startGateway(input: ConfigInput, options: GatewayOptions = {}): Promise<Gateway> {
  const config = parseConfig(input);
  const log = options.log ?? openLog(config.log);
  const running: { close?(): Promise<void> }[] = [];
  const stop = async () => {
    for (const each of running.splice(0).toReversed()) await each.close?.();
  };
  const keep = <T extends { close?(): Promise<void> }>(each: T): T => {
    running.push(each);
    return each;
  };

  try {
    const tls = await readTls(config);
    await findFolders(config.mounts);
    let origin = config.origin ?? "";
    const graph = await openGraph(config, () => origin, keep, log);
    const identity = await openIdentity(config.signIn, graph).catch((error: unknown) => {
      throw new StartError("config", `signIn: ${wordsOf(error)}`, { cause: error });
    });
    const directories = await openAll("directory", config.directories, async (each) => keep(await openDirectory(each, log, graph)));
    directories.push(...(options.directories ?? []).map(keep));
    const lookup = createLookup(directories, config.domains, log);
    const networks = await openAll("network", config.networks, async (each) => keep(await openNetwork(each, lookup, log, graph)));
    networks.push(...(options.networks ?? []).map(keep));
    const { grace, retry } = config;
    const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }; // our own file
    const hubs = keep(createHubs({ networks, lookup, retry, log, version, grace }));
    const hooks = graph?.notifications ? [graph.notifications.hook] : [];
    const server = keep(
      await listen({
        config,
        tls,
        identity,
        lookup,
        hubs,
        log,
        version,
        networks,
        hooks,
        mounts: [...config.mounts, ...(options.mounts ?? [])],
      }),
    );
    origin = server.origin;
    log.info({ origin, version }, "listening");
    return { origin, port: server.port, close: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openGraph(
  { microsoft365 }: Config,
  origin: () => string,
  keep: (graph: Graph) => Graph,
  log: Log,
): Promise<Graph | undefined> {
  if (!microsoft365) return undefined;
  const { openGraph } = await import("./graph/index.ts");
  try {
    return keep(await openGraph(microsoft365, { origin, warn: (problem) => log.warn({ problem }, "microsoft365") }));
  } catch (error) {
    throw new StartError("config", `microsoft365: its certificate or key cannot be used: ${wordsOf(error)}`, { cause: error });
  }
}

async function openAll<C extends { readonly kind: string }, T>(
  code: "directory" | "network",
  configs: readonly C[],
  open: (config: C) => Promise<T>,
): Promise<T[]> {
  const opened: T[] = [];
  for (const config of configs) {
    try {
      opened.push(await open(config));
    } catch (error) {
      throw new StartError(code, `The ${code} "${config.kind}" cannot be opened: ${wordsOf(error)}`, { cause: error });
    }
  }
  return opened;
}

async function findFolders(mounts: readonly Mount[]): Promise<void> {
  for (const { prefix, root } of mounts) {
    const folder = await stat(root).catch(() => undefined);
    if (!folder?.isDirectory()) throw new StartError("config", `mounts: what ${prefix} is to serve, ${root}, is no folder.`);
  }
}

async function readTls({ tls }: Config) {
  if (!tls) return undefined;
  try {
    const [cert, key] = await Promise.all([readPem(tls.cert), readPem(tls.key)]);
    createSecureContext({ cert, key }); // throws where they are none, or not each other's
    return { cert, key };
  } catch (error) {
    throw new StartError("certificate", `The certificate or its key cannot be used: ${wordsOf(error)}`, { cause: error });
  }
}
