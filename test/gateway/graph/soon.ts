import { jest } from "@jest/globals";

/** The wall clock and the timers in the test's hands; sockets go on by themselves. */
export function fakeClock(): void {
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
}

/** Lets the clock run until the promise has settled, as fast as what is behind it answers. */
export async function soon<T>(promise: Promise<T>): Promise<T> {
  const waiting = new Set<Promise<T>>([promise]);
  const end = () => void waiting.delete(promise);
  promise.then(end, end);
  while (waiting.size > 0) {
    await new Promise((resolve) => setImmediate(resolve));
    jest.advanceTimersByTime(10);
  }
  return promise;
}
