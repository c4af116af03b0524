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
import { openPane, type Pane } from "./pane.ts";

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
}

const teamSize = 50;
/** As docs/rollout.md advises for many users. */
const youngGeneration = "--max-semi-space-size=32";
/** As an ordinary message has. */
const peopleInAMessage = 20;
/** Connections that are made at the same moment: the kernel queues no more for a server (Node's backlog is 511). */
const atOnce = 200;
const address = (index: number) => `u${String(index + 1).padStart(4, "0")}@example.org`;

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

async function measure({ process, listening }: Running, users: number, morning: number): Promise<XmppRun> {
  const enter = async (from: number, to: number): Promise<readonly Pane[]> => {
    const coming: Promise<Pane>[] = [];
    for (let next = from; next < to; next += atOnce) {
      const users = Array.from({ length: Math.min(atOnce, to - next) }, (_, index) => next + index);
      const opened = await Promise.all(users.map((user) => openPane(listening, address(user))));
      coming.push(...opened.map(async (pane, index) => settle(pane, next + index)));
    }
    return Promise.all(coming);
  };
  // What the process needs for the first users whoever they are is paid once, not by each.
  for (const pane of await enter(0, 200)) await pane.close();
  const empty = await usage(process);
  const reader = await openPane(listening, address(0));
  await reader.connected;
  const early = await enter(1, users - morning);
  const quiet = await switching(reader, users, settled(5));
  const began = performance.now();
  const coming = enter(users - morning, users);
  const busy = await switching(reader, users, coming);
  const seconds = (performance.now() - began) / 1000;
  const late = await coming;
  await settled(5);
  const full = await usage(process);
  for (const pane of [reader, ...early, ...late]) await pane.close();
  return {
    users,
    rssPerUser: (full.rss - empty.rss) / users,
    morning,
    seconds,
    quiet: median(quiet),
    busy: median(busy),
    quietWorst: Math.max(...quiet),
    busyWorst: Math.max(...busy),
  };
}

async function settle(pane: Pane, user: number): Promise<Pane> {
  await pane.connected;
  await pane.watch(messageOf(user));
  return pane;
}

/** Opens one message after the other, as fast as a reader with the arrow key, until something is over. */
async function switching(reader: Pane, users: number, over: Promise<unknown>): Promise<readonly number[]> {
  const taken: number[] = [];
  const going = { on: true };
  const end = () => (going.on = false);
  over.then(end, end);
  for (let next = 0; going.on; next += 7) {
    taken.push(await reader.watch(messageOf(next % users)));
    await settled(0.05);
  }
  return taken;
}

/** The people of a message: some of that user's own team. */
function messageOf(user: number): readonly string[] {
  const first = user - (user % teamSize);
  return Array.from({ length: peopleInAMessage }, (_, index) => address(first + ((user + index) % teamSize)));
}

async function usage(server: ChildProcess): Promise<Usage> {
  server.send("usage");
  const [told] = await once(server, "message");
  return told as Usage; // underLoad answers with nothing else
}

const settled = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
