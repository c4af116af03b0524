/** What a server under load tells the bench over Node's own channel to its parent. */
export interface Listening {
  readonly port: number;
  readonly path: string;
  readonly protocol: string;
}

export interface Usage {
  /** Microseconds of this process's CPU so far, user and system, without what it took to collect for these answers. */
  readonly cpu: number;
  /** Bytes resident, after V8 has collected and given back what it can, as it does where memory is short. */
  readonly rss: number;
}

/** Announces where the server listens, then answers each question with its usage. */
export function underLoad(listening: Listening): void {
  /** What the collections for the answers took. */
  let collecting = 0;
  process.on("message", () => {
    const cpu = spent() - collecting;
    globalThis.gc?.({ type: "major", flavor: "last-resort", execution: "sync" });
    collecting = spent() - cpu;
    process.send?.({ cpu, rss: process.memoryUsage().rss } satisfies Usage);
  });
  process.on("disconnect", () => process.exit());
  process.send?.(listening);
}

function spent(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
