/**
 * Presence fan-out to K panes: one person changes, K panes hear of it. Rollcall's whole way (a pane's frame → network → hub →
 * frame) beside the `ws` library alone; servers take turns, and only what they do per CPU-second is compared.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { median } from "../median.ts";
import { openPane, type Pane } from "./clients.ts";
import type { Listening, Usage } from "../process.ts";

export interface FanoutRun {
  readonly server: Server;
  readonly panes: number;
  readonly deliveriesPerCpuSecond: number;
  /** Milliseconds from the change to the last pane, median. */
  readonly round: number;
  /** Bytes resident per idle pane. */
  readonly rssPerPane: number;
}

export type Server = "plain" | "rollcall";
const scripts: Readonly<Record<Server, string>> = { plain: "./plain.js", rollcall: "../gateway.js" };

/** Each pane watches this many people, as an ordinary message has. */
export const watched = 20;
const people = Array.from({ length: watched }, (_, index) => `p${index}@example.org`);

/** As long as Rollcall's frame for one changed person. */
const frame = JSON.stringify({
  type: "presence",
  presence: [
    {
      address: "p10@example.org",
      availability: "available",
      since: 1795000000000,
      sources: [{ network: "local", availability: "available", observed: 1795000000000 }],
    },
  ],
});

async function ask(server: ChildProcess): Promise<Usage> {
  server.send("usage");
  const [usage] = await once(server, "message");
  return usage as Usage; // underLoad answers with nothing else
}

/** Opens panes a few at a time and waits until each has been told of everybody it watches. */
async function openAll(
  server: Server,
  listening: Listening,
  count: number,
  name: string,
  watch: readonly string[],
  heard: () => void,
): Promise<Pane[]> {
  const panes: Pane[] = [];
  const atOnce = 50;
  while (panes.length < count) {
    const batch = Array.from({ length: Math.min(atOnce, count - panes.length) }, async (_, index) => {
      let first: (() => void) | undefined;
      const next = () => new Promise<void>((resolve) => (first = resolve));
      const pane = await openPane(listening.port, listening.path, listening.protocol, () => {
        const waiting = first;
        first = undefined;
        if (waiting) waiting();
        else heard();
      });
      if (server === "rollcall") {
        const welcome = next();
        pane.send({ type: "hello", token: `loopback:${name}${panes.length + index}@example.org` });
        await welcome;
        const answered = next();
        pane.send({ type: "watch", people: watch });
        await answered;
      } else pane.send({ type: "watch", people: watch });
      return pane;
    });
    panes.push(...(await Promise.all(batch)));
  }
  return panes;
}

async function measure(server: Server, count: number, seconds: number): Promise<FanoutRun> {
  const child = fork(fileURLToPath(new URL(scripts[server], import.meta.url)), [String(count)], { execArgv: ["--expose-gc"] });
  const [told] = await once(child, "message");
  const listening = told as Listening; // the first message of underLoad
  let expected = 0;
  let heard = 0;
  let roundOver: (() => void) | undefined;
  const publishers = await openAll(server, listening, server === "rollcall" ? watched : 1, "p", [], () => undefined);
  if (server === "plain") publishers[0]?.send({ type: "frame", frame });
  // V8's young generation grows to its working size whoever comes first; that is paid once, not by each pane.
  for (const pane of await openAll(server, listening, 1000, "v", people, () => undefined)) pane.close();
  const before = await ask(child);
  const panes = await openAll(server, listening, count, "w", people, () => {
    if (++heard === expected) roundOver?.();
  });
  await new Promise((resolve) => setTimeout(resolve, 1000)); // late pushes of the morning settle before idle memory is read
  const idle = await ask(child);
  heard = 0;
  expected = 0;
  const rounds: number[] = [];
  const end = performance.now() + seconds * 1000;
  let away = false;
  while (performance.now() < end) {
    const publisher = publishers[rounds.length % publishers.length];
    if (rounds.length % publishers.length === 0) away = !away;
    expected += count;
    const began = performance.now();
    const over = new Promise<void>((resolve) => (roundOver = resolve));
    publisher?.send(away ? { type: "idle", since: Date.now() } : { type: "idle" });
    await over;
    rounds.push(performance.now() - began);
  }
  const after = await ask(child);
  for (const pane of [...panes, ...publishers]) pane.close();
  child.disconnect();
  await once(child, "exit");
  return {
    server,
    panes: count,
    deliveriesPerCpuSecond: (rounds.length * count) / ((after.cpu - idle.cpu) / 1e6),
    round: median(rounds),
    rssPerPane: (idle.rss - before.rss) / count,
  };
}

/** Both servers, `runs` times each, by turns. */
export async function fanout(options: {
  readonly panes: readonly number[];
  readonly runs: number;
  readonly seconds: number;
}): Promise<readonly FanoutRun[]> {
  const figures: FanoutRun[] = [];
  for (const count of options.panes)
    for (let run = 0; run < options.runs; run++)
      for (const server of ["plain", "rollcall"] as const) figures.push(await measure(server, count, options.seconds));
  return figures;
}
