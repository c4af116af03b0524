import * as z from "zod/mini";
import type { Directory } from "../directory.ts";
import type { Log } from "../log.ts";

/** The only list of directories: an entry of `directories` in the configuration. `path` is a file's name, seen from its folder. */
export const directoryConfig = (path: z.ZodMiniType<string>) =>
  z.discriminatedUnion("kind", [
    /** JSON or vCard. */
    z.strictObject({ kind: z.literal("file"), path }),
  ]);
export type DirectoryConfig = z.output<ReturnType<typeof directoryConfig>>;

/** A directory's code and libraries are loaded where it is configured, and not otherwise. */
export async function openDirectory(config: DirectoryConfig, log: Log): Promise<Directory> {
  switch (config.kind) {
    case "file": {
      const { file } = await import("./file/index.ts");
      const warn = (problem: string) => log.warn({ directory: config.kind, problem }, "directory");
      return file({ path: config.path, warn });
    }
  }
}
