import { readFileSync } from "node:fs";

/** Milliseconds that the main thread of that process has been ready to run so far, and every CPU was another's; 0 where the system does not tell. */
export function waited(pid: number | undefined): number {
  try {
    const [, delay = "0"] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
    return Number(delay) / 1e6;
  } catch {
    return 0;
  }
}
