import { jest } from "@jest/globals";

/** The wall clock and the timers in the test's hands; sockets go on by themselves. */
export function fakeClock(): void {
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
}

/** By the test's clock, in milliseconds: what has not come by then will not. */
const tooLate = 3_600_000;

/** Lets the clock run until the promise has settled, as fast as what is behind it answers. */
export async function soon<T>(promise: Promise<T>): Promise<T> {
  const waiting = new Set<Promise<T>>([promise]);
  const end = () => void waiting.delete(promise);
  promise.then(end, end);
  const latest = Date.now() + tooLate;
  while (waiting.size > 0) {
    if (Date.now() > latest) throw new Error("it has not come within an hour");
    await new Promise((resolve) => setImmediate(resolve));
    jest.advanceTimersByTime(10);
  }
  return promise;
}
