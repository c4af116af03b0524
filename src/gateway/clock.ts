import type { Time } from "../protocol/index.ts";

/** Node's timers know no wall clock and hold 24 days at the most, so a moment far away is approached in steps and looked up anew after each. */
const step = 60_000;

/** Calls back once the wall clock shows `time`, within a minute of it even where the clock jumps. Returns a function that cancels. */
export function at(time: Time, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const approach = () => {
    const left = time - Date.now();
    timer = left > 0 ? setTimeout(approach, Math.min(left, step)) : setTimeout(callback, 0);
    timer.unref();
  };
  approach();
  return () => clearTimeout(timer);
}

/** What the promise brings within so many milliseconds, else undefined. Rejections pass. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
