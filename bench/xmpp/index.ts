/**
 * A whole organisation on one XMPP server: what a signed-in user costs the gateway, and whether a pane notices that many others come at once.
 * The server is a real ejabberd, over a WebSocket.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "../../test/servers/ejabberd.ts";
import type { XmppServer } from "../../test/servers/server.ts";
import { median } from "../median.ts";
import type { Listening, Usage } from "../process.ts";
import type { Order } from "./crowd.ts";
import { openPane, type Pane } from "./pane.ts";
import { address, messageOf } from "./people.ts";
import { waited } from "./waiting.ts";

export interface XmppRun {
  readonly users: number;
  /** Bytes resident for each user who is signed in, their pane and their colleagues' presence among them. */
  readonly rssPerUser: number;
  /** How many came at once in the end, and how long until the last of them was signed in, in seconds. */
  readonly morning: number;
  readonly seconds: number;
  /** Milliseconds of a pane's switch to another message: median and worst, while nothing else happens and during that morning. */
  readonly quiet: number;
  readonly busy: number;
  readonly quietWorst: number;
  readonly busyWorst: number;
  /** The worst of that morning, where none counts for as long as the gateway was ready and the server or the crowd had its CPU. */
  readonly busyWorstOwn: number;
}

/** As docs/rollout.md advises for many users. */
const youngGeneration = "--max-semi-space-size=32";
/** Undefined where there is no ejabberd. */
export async function measureXmpp({ users, morning }: { readonly users: number; readonly morning: number }): Promise<XmppRun | undefined> {
  const server = await start({ people: users });
  if (!server) return undefined;
  const child = await gateway(server, users);
  try {
    return await measure(child, users, morning);
  } finally {
    child.process.disconnect();
    await once(child.process, "exit");
    await server.stop();
  }
}

interface Running {
  readonly process: ChildProcess;
  readonly listening: Listening;
}

async function gateway({ domain, muc, ws, secret, folder }: XmppServer, users: number): Promise<Running> {
  const key = join(folder, "key");
  await writeFile(key, secret);
  const network = { kind: "xmpp", domain, rooms: muc, services: [ws], credentials: { kind: "jwt", key } };
  const people = Array.from({ length: users }, (_, index) => address(index));
  const started = fork(fileURLToPath(new URL("gateway.js", import.meta.url)), [JSON.stringify({ network, people })], {
    execArgv: ["--expose-gc", youngGeneration],
  });
  const [listening] = await once(started, "message");
  return { process: started, listening: listening as Listening }; // the first message of underLoad
}

async function measure(gateway: Running, users: number, morning: number): Promise<XmppRun> {
  const { listening, process } = gateway;
  const switches = (over: Promise<unknown>) => switching({ reader, users, over, pid: process.pid });
  const crowd = fork(fileURLToPath(new URL("crowd.js", import.meta.url)), [JSON.stringify(listening)]);
  const order = async (wanted: Order): Promise<void> => {
    crowd.send(wanted);
    await once(crowd, "message");
  };
  // What the process needs for the first users whoever they are is paid once, not by each.
  await order({ enter: [0, 200] });
  await order({ close: true });
  const empty = await usage(process);
  const reader = await openPane(listening, address(0));
  await reader.connected;
  await order({ enter: [1, users - morning] });
  const quiet = await switches(settled(5));
  const began = performance.now();
  const coming = order({ enter: [users - morning, users] });
  const busy = await switches(coming);
  const seconds = (performance.now() - began) / 1000;
  await settled(5);
  const full = await usage(process);
  await reader.close();
  await order({ close: true });
  crowd.disconnect();
  return {
    users,
    rssPerUser: (full.rss - empty.rss) / users,
    morning,
    seconds,
    quiet: median(quiet.map(({ taken }) => taken)),
    busy: median(busy.map(({ taken }) => taken)),
    quietWorst: Math.max(...quiet.map(({ taken }) => taken)),
    busyWorst: Math.max(...busy.map(({ taken }) => taken)),
    busyWorstOwn: Math.max(...busy.map(({ taken, waited }) => taken - waited)),
  };
}

/** Milliseconds. */
interface Switch {
  readonly taken: number;
  /** For how long of that the gateway had no CPU. */
  readonly waited: number;
}

interface Switching {
  readonly reader: Pane;
  readonly users: number;
  readonly over: Promise<unknown>;
  /** The gateway's. */
  readonly pid: number | undefined;
}

/** Opens one message after the other, as fast as a reader with the arrow key, until something is over. */
async function switching({ reader, users, over, pid }: Switching): Promise<readonly Switch[]> {
  const switches: Switch[] = [];
  const going = { on: true };
  const end = () => (going.on = false);
  over.then(end, end);
  for (let next = 0; going.on; next += 7) {
    const before = waited(pid);
    const taken = await reader.watch(messageOf(next % users));
    switches.push({ taken, waited: waited(pid) - before });
    await settled(0.05);
  }
  return switches;
}

async function usage(server: ChildProcess): Promise<Usage> {
  server.send("usage");
  const [told] = await once(server, "message");
  return told as Usage; // underLoad answers with nothing else
}

const settled = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
