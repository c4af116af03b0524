import { gzipSync } from "node:zlib";
import type { Browser, CDPSession, Page } from "playwright-core";

export type App = "floor" | "pane";

/** One page under measure, loaded and connected. */
export interface Subject {
  readonly app: App;
  readonly page: Page;
  readonly devtools: CDPSession;
  /** Bytes of script, gzip, that the page had loaded when its first people were shown. */
  readonly script: number;
  /** Since the last call: HTTP requests, and WebSocket frames each way. */
  traffic(): { readonly http: number; readonly sent: number; readonly received: number };
  close(): Promise<void>;
}

const address: Readonly<Record<App, string>> = { floor: "/floor/floor.html", pane: "/taskpane.html" };

/**
 * Runs in the page. True once every person of the message who is in sight is shown with their presence; the floor has all of
 * them in its page, the pane the rows of its window.
 */
function shown([app, size, turn]: readonly [App, number, number]): boolean {
  const first = (turn % 2) * size;
  const all = [...document.querySelectorAll<HTMLElement>(app === "floor" ? "[data-address]" : "[data-line]")];
  // The floor writes in one go: its first and last row tell of all, and looking costs it next to nothing.
  const rows = app === "floor" ? [...all.slice(0, 1), ...all.slice(-1)] : all;
  return (
    all.length >= Math.min(size, 5) &&
    rows.every((row) => {
      const number = Number(/Person (\d+)/.exec(row.textContent ?? "")?.[1] ?? -1);
      const dot = app === "floor" ? row.dataset.presence : row.querySelector("[data-presence]");
      return number >= first && number < first + size && Boolean(dot);
    })
  );
}

export async function open(browser: Browser, app: App, origin: string): Promise<Subject> {
  const context = await browser.newContext({ viewport: { width: 320, height: 720 }, bypassCSP: true });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const count = { http: 0, sent: 0, received: 0 };
  devtools.on("Network.requestWillBeSent", () => count.http++);
  devtools.on("Network.webSocketFrameSent", () => count.sent++);
  devtools.on("Network.webSocketFrameReceived", () => count.received++);
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script" && !response.url().includes("/bench/outlook.js"))
      scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(`${origin}${address[app]}?user=reader-${app}@example.org`);
  await page.waitForFunction(shown, [app, 5, 0] as const);
  const script = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
  return {
    app,
    page,
    devtools,
    script,
    traffic() {
      const so = { ...count };
      Object.assign(count, { http: 0, sent: 0, received: 0 });
      return so;
    },
    close: () => context.close(),
  };
}

/** Selects the other message and waits for its people. Milliseconds of wall time, and of the page's main thread. */
export async function switchMessage(
  subject: Subject,
  size: number,
  turn: number,
): Promise<{ readonly wall: number; readonly cpu: number }> {
  const before = await taskTime(subject);
  const wall = await subject.page.evaluate(
    ([source, app, size, turn]) => {
      const isShown = new Function(`return (${source}).apply(null, arguments)`) as typeof shown; // its text comes from above
      return new Promise<number>((resolve) => {
        const began = performance.now();
        const look = () => {
          if (isShown([app, size, turn])) setTimeout(() => resolve(performance.now() - began));
          else requestAnimationFrame(look);
        };
        (globalThis as unknown as { bench: { show(size: number, turn: number): void } }).bench.show(size, turn); // outlook.ts defines it
        requestAnimationFrame(look);
      });
    },
    [shown.toString(), subject.app, size, turn] as const,
  );
  return { wall, cpu: (await taskTime(subject)) - before };
}

async function taskTime({ devtools }: Subject): Promise<number> {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000;
}

/** Megabytes of JavaScript heap in use, after a collection. */
export async function heap({ devtools }: Subject): Promise<number> {
  await devtools.send("HeapProfiler.enable");
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  await devtools.send("HeapProfiler.disable");
  return usedSize / 1e6;
}

/**
 * Frames from the arrival of a pushed change of `person` to the one that shows it: 1 is the very next. `change` makes somebody
 * else change; what it says is seen on the socket, not guessed from a clock.
 */
export async function framesToPaint(subject: Subject, person: number, change: () => void): Promise<number> {
  await subject.page.evaluate(
    ([app, person]) => {
      const row = [...document.querySelectorAll<HTMLElement>(app === "floor" ? "[data-address]" : "[data-line]")].find((row) =>
        new RegExp(`Person ${person}(?!\\d)`).test(row.textContent ?? ""),
      );
      const before = row?.textContent;
      const painted = new Promise<number>((resolve) => {
        let count = 0;
        const look = () => {
          count++;
          if (row?.textContent !== before) resolve(count);
          else requestAnimationFrame(look);
        };
        // Listens beside the app: `bench.sockets` is kept by the first script of the page.
        const { sockets } = (globalThis as unknown as { bench: { sockets: WebSocket[] } }).bench;
        sockets.at(-1)?.addEventListener("message", () => requestAnimationFrame(look), { once: true });
      });
      Object.assign(globalThis, { painted });
    },
    [subject.app, person] as const,
  );
  change();
  return subject.page.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted); // just put there
}
