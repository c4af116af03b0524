import { pino, type Logger, type LoggerOptions } from "pino";
import type { EmailAddress } from "../protocol/index.ts";

export type Log = Logger;
export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

/** One JSON line per event, on standard output. Message texts and tokens go to no level, whole addresses to `debug` alone. */
export function openLog(level: (typeof logLevels)[number]): Log {
  const options: LoggerOptions = { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` };
  return pino(options);
}

/** Enough of an address to tell two people of one organisation apart in a log, and not enough to write to them. */
export function brief(address: EmailAddress): string {
  const at = address.lastIndexOf("@");
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}
