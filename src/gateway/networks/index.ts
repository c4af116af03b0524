import * as z from "zod/mini";
import type { Directory } from "../directory.ts";
import type { Graph } from "../graph/index.ts";
import { required } from "../graph/required.ts";
import type { Log } from "../log.ts";
import type { Network } from "../network.ts";
import { readPem } from "../pem.ts";
import { xmppConfig } from "./xmpp/config.ts";

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
    xmppConfig(path),
    /** Presence from Teams and Outlook; how to ask is in the entry `microsoft365` of the configuration. */
    z.strictObject({
      kind: z.literal("microsoft365"),
      /** Chats in Teams: for those who sign in with Entra's tokens, and with permissions of its own. */
      chat: z.optional(z.boolean()),
      /** Meetings in Teams that begin at once, in the same way. */
      meetings: z.optional(z.boolean()),
    }),
  ]);
export type NetworkConfig = z.output<ReturnType<typeof networkConfig>>;

/** A network's code and libraries are loaded where it is configured, and not otherwise. */
export async function openNetwork(config: NetworkConfig, directory: Directory, log: Log, graph?: Graph): Promise<Network> {
  switch (config.kind) {
    case "local": {
      const { local } = await import("./local/index.ts");
      const warn = (problem: string) => log.warn({ network: config.kind, problem }, "network");
      return local({ store: config.store, calendars: config.calendars, directory, warn });
    }
    case "xmpp": {
      const { xmpp } = await import("./xmpp/index.ts");
      return xmpp({ ...config, directory, readPem });
    }
    case "microsoft365": {
      const { microsoft365 } = await import("./microsoft365/index.ts");
      return microsoft365({ graph: required(graph), chat: config.chat, meetings: config.meetings });
    }
  }
}
