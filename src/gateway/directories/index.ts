import * as z from "zod/mini";
import type { Directory } from "../directory.ts";
import type { Graph } from "../graph/index.ts";
import { required } from "../graph/required.ts";
import type { Log } from "../log.ts";

/** The only list of directories: an entry of `directories` in the configuration. `path` is a file's name, seen from its folder. */
export const directoryConfig = (path: z.ZodMiniType<string>) =>
  z.discriminatedUnion("kind", [
    /** JSON or vCard. */
    z.strictObject({ kind: z.literal("file"), path }),
    /** Entra; who asks it is in the entry `microsoft365` of the configuration. */
    z.strictObject({ kind: z.literal("microsoft365") }),
  ]);
export type DirectoryConfig = z.output<ReturnType<typeof directoryConfig>>;

/** A directory's code and libraries are loaded where it is configured, and not otherwise. */
export async function openDirectory(config: DirectoryConfig, log: Log, graph?: Graph): Promise<Directory> {
  switch (config.kind) {
    case "file": {
      const { file } = await import("./file/index.ts");
      const warn = (problem: string) => log.warn({ directory: config.kind, problem }, "directory");
      return file({ path: config.path, warn });
    }
    case "microsoft365": {
      const { microsoft365 } = await import("./microsoft365/index.ts");
      return microsoft365(required(graph));
    }
  }
}
