import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** The server's own user, as its package made it. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The user of that name; undefined where there is none, or where we may not become them: then the server runs as we do. */
export async function owner(name: string): Promise<Owner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const line = (await readFile("/etc/passwd", "utf8")).split("\n").find((line) => line.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/**
 * Ports that nobody listens on now, below those that the kernel gives to clients: one of these could take the port while its server is
 * down, or even connect to itself.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(10_000, 32_768);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, "127.0.0.1"), "listening");
    await once(server.close(), "close");
    return true;
  } catch {
    return false;
  }
}

export interface Daemon {
  /** SIGTERM to the server itself, and SIGKILL to all of its processes where it takes too long. */
  stop(): Promise<void>;
  /** SIGKILL to all of its processes. */
  kill(): Promise<void>;
}

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly owner?: Owner;
  /** The server writes its process id there. */
  readonly pidFile: string;
  /** It has started when it takes connections on each of these. */
  readonly ports: readonly number[];
}

/**
 * A leash: its stdin is a pipe that this process holds. However this process dies, the pipe closes, and the whole process group goes with it.
 */
export const leash = `exec 3<&0; { read -r _ <&3; kill -KILL 0; } >/dev/null 2>&1 & "$@" </dev/null 3<&-; kill $!; wait`;

/** Runs a server in a process group of its own; settles when it can be used. */
export async function daemon({ command, args, cwd, env, owner, pidFile, ports }: Program): Promise<Daemon> {
  const child = spawn("/bin/sh", ["-c", leash, "leash", command, ...args], {
    cwd,
    ...owner,
    env: { PATH: process.env.PATH, LANG: "C.UTF-8", HOME: cwd, ...env },
    detached: true, // makes it the leader of a process group
    stdio: ["pipe", "pipe", "pipe"],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
  let running = true;
  const over = new AbortController();
  const ended = once(child, "close").finally(() => {
    running = false; // all who held its output have gone, not the first of them alone
    over.abort(new Error(`${command} has ended`));
  });
  const killGroup = (): void => {
    if (running && child.pid) process.kill(-child.pid, "SIGKILL");
  };
  const daemon: Daemon = {
    async kill() {
      killGroup();
      await ended;
    },
    async stop() {
      const pid = Number(await readFile(pidFile, "utf8").catch(() => ""));
      if (running && pid > 1) process.kill(pid, "SIGTERM");
      const late = setTimeout(killGroup, 10_000);
      await ended;
      clearTimeout(late);
    },
  };
  try {
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(60_000)]);
    await Promise.all(ports.map((port) => listening(port, signal)));
  } catch (cause) {
    await daemon.kill();
    throw new Error(`${command} has not started:\n${output.join("").slice(-4000)}`, { cause });
  }
  return daemon;
}

/** Settles once something takes connections there. Another process's port has no event for it: it is asked again and again. */
async function listening(port: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect", { signal });
      return;
    } catch {
      await wait(50, undefined, { signal });
    } finally {
      socket.destroy();
    }
  }
}
