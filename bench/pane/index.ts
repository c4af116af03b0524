/**
 * What a reader waits for: another message is selected, and its people are shown. Rollcall's pane beside the floor page, by
 * turns, in one browser, from one gateway; people who change keep the presence from being all the same.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { launch } from "../../test/browser/chromium.ts";
import { median } from "../median.ts";
import type { Listening } from "../process.ts";
import { openPane } from "../fanout/clients.ts";
import { slowLine } from "./delay.ts";
import { framesToPaint, heap, open, switchMessage, type App, type Subject } from "./page.ts";

export interface PaneFigures {
  readonly app: App;
  readonly latency: number;
  readonly people: number;
  /** Milliseconds, median. */
  readonly wall: number;
  readonly cpu: number;
  readonly traffic: { readonly http: number; readonly sent: number; readonly received: number };
  /** Megabytes, at this many people. */
  readonly heap: number;
  /** Bytes of script until the first people are shown, gzip. */
  readonly script: number;
}

export interface PushFigures {
  readonly app: App;
  readonly people: number;
  /** From the arrival of the change: 1 is the next frame. */
  readonly frames: number;
}

const sizes = [5, 50, 500] as const;

export async function measurePanes(options: {
  readonly switches: number;
}): Promise<{ readonly switches: readonly PaneFigures[]; readonly pushes: readonly PushFigures[] }> {
  const proxy = await freePort();
  const origin = `http://localhost:${proxy}`;
  const child = fork(fileURLToPath(new URL("../gateway.js", import.meta.url)), ["0", origin]);
  const [told] = await once(child, "message");
  const gateway = told as Listening; // the first message of underLoad
  const browser = await launch();
  const somebody = await openPane(gateway.port, gateway.path, gateway.protocol, () => undefined, origin);
  somebody.send({ type: "hello", token: "loopback:p1@example.org" });
  const switches: PaneFigures[] = [];
  const pushes: PushFigures[] = [];
  for (const latency of [0, 50]) {
    const line = await slowLine(gateway.port, proxy, latency);
    const subjects = [await open(browser, "floor", origin), await open(browser, "pane", origin)];
    for (const people of sizes) {
      switches.push(...(await bySize(subjects, latency, people, options.switches)));
      if (latency === 0) for (const subject of subjects) pushes.push(await push(subject, people, somebody));
    }
    for (const subject of subjects) await subject.close();
    line.close();
  }
  somebody.close();
  await browser.close();
  child.disconnect();
  return { switches, pushes };
}

async function freePort(): Promise<number> {
  const line = await slowLine(0, 0, 0);
  line.close();
  return line.port;
}

/** The two apps take turns, so that whatever else the machine does hits both alike. The first switch of each warms up. */
async function bySize(subjects: readonly Subject[], latency: number, people: number, turns: number): Promise<readonly PaneFigures[]> {
  const took = subjects.map(() => ({ wall: [] as number[], cpu: [] as number[] }));
  const traffic = subjects.map(() => ({ http: 0, sent: 0, received: 0 }));
  for (let turn = 0; turn <= turns; turn++)
    for (const [index, subject] of subjects.entries()) {
      subject.traffic();
      const { wall, cpu } = await switchMessage(subject, people, turn);
      if (turn === 0) continue;
      took[index]?.wall.push(wall);
      took[index]?.cpu.push(cpu);
      const seen = subject.traffic();
      traffic[index] = {
        http: (traffic[index]?.http ?? 0) + seen.http,
        sent: (traffic[index]?.sent ?? 0) + seen.sent,
        received: (traffic[index]?.received ?? 0) + seen.received,
      };
    }
  return Promise.all(
    subjects.map(async (subject, index) => {
      const sum = traffic[index] ?? { http: 0, sent: 0, received: 0 };
      return {
        app: subject.app,
        latency,
        people,
        wall: median(took[index]?.wall ?? []),
        cpu: median(took[index]?.cpu ?? []),
        traffic: { http: sum.http / turns, sent: sum.sent / turns, received: sum.received / turns },
        heap: await heap(subject),
        script: subject.script,
      };
    }),
  );
}

/** Person 1 goes away and comes back; both apps show the message that they are on. */
async function push(subject: Subject, people: number, somebody: { send(message: unknown): void }): Promise<PushFigures> {
  await switchMessage(subject, people, 0);
  const frames: number[] = [];
  for (let turn = 0; turn < 10; turn++)
    frames.push(await framesToPaint(subject, 1, () => somebody.send(turn % 2 ? { type: "idle" } : { type: "idle", since: Date.now() })));
  return { app: subject.app, people, frames: median(frames) };
}
