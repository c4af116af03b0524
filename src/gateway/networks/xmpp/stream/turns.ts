import PQueue, { type Queue, type QueueAddOptions } from "p-queue";
import { NetworkError } from "../../../network.ts";

/** Lets so many sign in at once, and so many in a second. */
export type Turns = <Value>(task: () => Promise<Value>, signal: AbortSignal) => Promise<Value>;

/** Not the library's own `signal`, which would also break into a task that runs: that one gives up by itself. */
interface Waiting extends QueueAddOptions {
  readonly until: AbortSignal;
}
type Run = () => Promise<unknown>;

/** Whoever has given up does not take a turn: else those behind give up in theirs, and nobody ever gets in. */
class Line implements Queue<Run, Waiting> {
  readonly #line: { readonly run: Run; readonly until: AbortSignal | undefined }[] = [];

  get size(): number {
    while (this.#line[0]?.until?.aborted) this.#line.shift();
    return this.#line.length;
  }
  enqueue(run: Run, waiting?: Partial<Waiting>): void {
    this.#line.push({ run, until: waiting?.until });
  }
  dequeue(): Run | undefined {
    return this.size > 0 ? this.#line.shift()?.run : undefined;
  }
  filter(): Run[] {
    return this.#line.map(({ run }) => run);
  }
  setPriority(): void {
    // Nobody is let in before others.
  }
}

/** Rejects with NetworkError `unreachable` where the signal aborts while waiting. */
export function turns(atOnce: number, perSecond: number): Turns {
  const queue = new PQueue<Line, Waiting>({ concurrency: atOnce, interval: 100, intervalCap: Math.ceil(perSecond / 10), queueClass: Line });
  return (task, signal) =>
    new Promise((resolve, reject) => {
      const giveUp = () => reject(new NetworkError("unreachable", "The XMPP server did not answer in time."));
      if (signal.aborted) return giveUp();
      signal.addEventListener("abort", giveUp, { once: true });
      const run = () => {
        signal.removeEventListener("abort", giveUp);
        return task();
      };
      queue.add(run, { until: signal, throwOnTimeout: true }).then(resolve, reject);
    });
}
