/** What a server under load tells the bench over Node's own channel to its parent. */
export interface Listening {
  readonly port: number;
  readonly path: string;
  readonly protocol: string;
}

export interface Usage {
  /** Microseconds of this process's CPU so far, user and system. */
  readonly cpu: number;
  /** Bytes resident, after a collection. */
  readonly rss: number;
}

/** Announces where the server listens, then answers each question with its usage. */
export function underLoad(listening: Listening): void {
  process.on("message", () => {
    globalThis.gc?.();
    globalThis.gc?.(); // what the first one found free, the second gives back
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, rss: process.memoryUsage().rss } satisfies Usage);
  });
  process.on("disconnect", () => process.exit());
  process.send?.(listening);
}
