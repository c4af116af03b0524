import * as z from "zod/mini";
import type { Directory } from "../directory.ts";
import type { Log } from "../log.ts";
import type { Network } from "../network.ts";

/** The only list of networks: an entry of `networks` in the configuration. `path` is a file's name, seen from the configuration's folder. */
export const networkConfig = (path: z.ZodMiniType<string>) =>
  z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("local"),
      /** The SQLite file. */
      store: path,
      /** An `.ics` file, or its http(s) address, for each person who has one. */
      calendars: z.optional(z.record(z.string(), path)),
    }),
  ]);
export type NetworkConfig = z.output<ReturnType<typeof networkConfig>>;

/** A network's code and libraries are loaded where it is configured, and not otherwise. */
export async function openNetwork(config: NetworkConfig, directory: Directory, log: Log): Promise<Network> {
  switch (config.kind) {
    case "local": {
      const { local } = await import("./local/index.ts");
      const warn = (problem: string) => log.warn({ network: config.kind, problem }, "network");
      return local({ store: config.store, calendars: config.calendars, directory, warn });
    }
  }
}
