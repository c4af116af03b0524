import type { FanoutRun } from "./fanout/index.ts";
import type { GraphRun } from "./graph/index.ts";
import { median } from "./median.ts";
import type { PaneFigures, PushFigures } from "./pane/index.ts";
import type { XmppRun } from "./xmpp/index.ts";

/** One goal, held against what was measured. Ratios are of figures taken side by side in one run. */
export interface Verdict {
  readonly goal: string;
  readonly value: number;
  readonly limit: number;
  /** Whether `limit` is the least or the most. */
  readonly bound: "least" | "most";
  readonly met: boolean;
}

const most = (goal: string, value: number, limit: number): Verdict => ({ goal, value, limit, bound: "most", met: value <= limit });
const least = (goal: string, value: number, limit: number): Verdict => ({ goal, value, limit, bound: "least", met: value >= limit });

/** Main-thread CPU of a switch, as a multiple of the floor's. */
const cpuLimit: Readonly<Record<number, number>> = { 5: 4, 50: 4, 500: 1.5 };

export function paneVerdicts(switches: readonly PaneFigures[], pushes: readonly PushFigures[]): readonly Verdict[] {
  const figures = (app: string, latency: number, people: number) =>
    switches.find((one) => one.app === app && one.latency === latency && one.people === people);
  const ofPane = switches.filter(({ app }) => app === "pane");
  const verdicts = ofPane.flatMap((pane) => {
    const floor = figures("floor", pane.latency, pane.people);
    if (!floor) return [];
    const where = `N=${pane.people}, ${pane.latency} ms`;
    return [
      ...(pane.latency === 50 ? [most(`switch, wall ÷ floor, ${where}`, pane.wall / floor.wall, 1.15)] : []),
      most(`switch, CPU ÷ floor, ${where}`, pane.cpu / floor.cpu, cpuLimit[pane.people] ?? 4),
    ];
  });
  return [
    ...verdicts,
    most("heap at N=500, MB", Math.max(...ofPane.filter(({ people }) => people === 500).map(({ heap }) => heap)), 5),
    most("initial JavaScript, KB gzip", Math.max(...ofPane.map(({ script }) => script)) / 1024, 110),
    most("HTTP requests a switch", Math.max(...ofPane.map(({ traffic }) => traffic.http)), 0),
    most("frames sent a switch", Math.max(...ofPane.map(({ traffic }) => traffic.sent)), 1),
    most("frames received a switch", Math.max(...ofPane.map(({ traffic }) => traffic.received)), 1),
    ...pushes
      .filter(({ app }) => app === "pane")
      .map(({ people, frames }) => most(`pushed change → painted, frames, N=${people}`, frames, 2)),
  ];
}

export function fanoutVerdicts(runs: readonly FanoutRun[]): readonly Verdict[] {
  return [...new Set(runs.map(({ panes }) => panes))].flatMap((panes) => {
    const rate = (server: string) =>
      median(runs.filter((run) => run.server === server && run.panes === panes).map((run) => run.deliveriesPerCpuSecond));
    const memory = median(runs.filter((run) => run.server === "rollcall" && run.panes === panes).map((run) => run.rssPerPane));
    return [
      least(`fan-out per CPU-second ÷ plain ws, K=${panes}`, rate("rollcall") / rate("plain"), 0.8),
      most(`resident per idle pane, KB, K=${panes}`, memory / 1024, 22),
    ];
  });
}

export const graphVerdicts = (runs: readonly GraphRun[]): readonly Verdict[] =>
  runs.flatMap(({ panes, distinct, requests, least, refused, told }) => {
    const where = `${panes} panes, ${distinct} people`;
    return [
      most(`presence requests in 30 s ÷ ⌈people ÷ 650⌉, ${where}`, requests / least, 1.1),
      most(`answers of Graph other than 200, ${where}`, refused, 0),
      most(`panes not told of everybody, of all, ${where}`, 1 - told / panes, 0.02),
    ];
  });

export const xmppVerdicts = ({ users, morning, rssPerUser, quiet, busy, busyWorstOwn }: XmppRun): readonly Verdict[] => [
  most(`resident per user on XMPP, KB, K=${users}`, rssPerUser / 1024, 100),
  most(`switch while ${morning} go online ÷ while nothing happens, median`, busy / quiet, 4),
  // What a person calls at once. The server and everybody else's panes share the gateway's machine here, and nowhere else.
  most(`the worst switch of that morning, less the gateway's wait for a CPU, ms`, busyWorstOwn, 100),
];

export function print(verdicts: readonly Verdict[]): string {
  const width = Math.max(...verdicts.map(({ goal }) => goal.length));
  return verdicts
    .map(
      ({ goal, value, limit, bound, met }) =>
        `${met ? "✓" : "✗"} ${goal.padEnd(width)}  ${value.toFixed(2).padStart(8)}  (${bound === "most" ? "≤" : "≥"} ${limit})`,
    )
    .join("\n");
}
