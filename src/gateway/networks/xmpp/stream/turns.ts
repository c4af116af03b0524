import PQueue, { type Queue, type QueueAddOptions } from "p-queue";
import { NetworkError } from "../../../network.ts";

/** Lets so many sign in at once, and so many in a second. */
export type Turns = <Value>(task: () => Promise<Value>, signal: AbortSignal) => Promise<Value>;

type Waiting = Partial<QueueAddOptions> | undefined;
type Run = () => Promise<unknown>;

/** Whoever has given up leaves the line at once: else those behind give up in their turn, and nobody ever gets in. */
class Line implements Queue<Run, QueueAddOptions> {
  #line: { readonly run: Run; readonly waiting: Waiting }[] = [];

  get size(): number {
    this.#line = this.#line.filter(({ waiting }) => !waiting?.signal?.aborted);
    return this.#line.length;
  }
  enqueue(run: Run, waiting: Waiting): void {
    this.#line.push({ run, waiting });
  }
  dequeue(): Run | undefined {
    const next = this.#line.findIndex(({ waiting }) => !waiting?.signal?.aborted);
    const [first] = next < 0 ? [] : this.#line.splice(0, next + 1).slice(-1);
    return first?.run;
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
  const queue = new PQueue({ concurrency: atOnce, interval: 100, intervalCap: Math.ceil(perSecond / 10), queueClass: Line });
  return async (task, signal) => {
    const gaveUp = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(new NetworkError("unreachable", "The XMPP server did not answer in time.")), {
        once: true,
      });
    });
    const turn = queue.add(task, { signal, throwOnTimeout: true });
    turn.catch(() => {}); // whoever has given up hears nothing more of it
    return Promise.race([turn, gaveUp]);
  };
}
