import { jest } from "@jest/globals";
import { at } from "../../src/gateway/clock.ts";
import { TokenBucket } from "../../src/gateway/rate.ts";

const minute = 60_000;
const hour = 60 * minute;

/** The wall clock and the timers, in the test's hands. */
beforeEach(() => jest.useFakeTimers({ now: Date.UTC(2026, 10, 24, 9) }));
afterEach(() => jest.useRealTimers());
const jump = (by: number) => jest.setSystemTime(Date.now() + by);

describe("a moment on the wall clock", () => {
  let reached: boolean;
  const set = (delay: number) => {
    reached = false;
    return at(Date.now() + delay, () => (reached = true));
  };

  it("is reached when the clock shows it, however far away", () => {
    for (const delay of [minute / 2, 3 * hour, 60 * 24 * hour]) {
      set(delay);
      jest.advanceTimersByTime(delay - 1);
      expect(reached).toBe(false);
      jest.advanceTimersByTime(2);
      expect(reached).toBe(true);
    }
  });

  it("is reached within a minute where the clock jumps over it", () => {
    set(2 * hour);
    jump(3 * hour);
    jest.advanceTimersByTime(minute + 1);
    expect(reached).toBe(true);
  });

  it("is waited for anew where the clock jumps back", () => {
    set(hour);
    jump(-hour);
    jest.advanceTimersByTime(hour + minute);
    expect(reached).toBe(false);
    jest.advanceTimersByTime(hour);
    expect(reached).toBe(true);
  });

  it("is not reached once cancelled", () => {
    const cancel = set(2 * minute);
    jest.advanceTimersByTime(minute);
    cancel();
    jest.advanceTimersByTime(hour);
    expect(reached).toBe(false);
  });
});

describe("the rate of a pane", () => {
  it.each([-hour, hour])("does not care about a clock that jumps by %d ms", (by) => {
    const bucket = new TokenBucket({ rate: 1, burst: 2 });
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([true, true, false]);
    jump(by);
    expect(bucket.take()).toBe(false);
    jest.advanceTimersByTime(1000);
    expect(bucket.take()).toBe(true);
  });
});
