import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { certificate } from "./certificates.ts";
import { owner, type Daemon, type Owner } from "./process.ts";
import { domain, muc, users, type Options, type XmppServer } from "./server.ts";

/** Where a server stands: a temporary folder that belongs to its user, with certificates in it, and its key. */
export interface Ground {
  readonly folder: string;
  readonly owner: Owner | undefined;
  readonly secret: string;
  readonly ca: string;
  readonly client: XmppServer["client"];
  /** Writes a file, and the folders above it, before the server starts. */
  write(path: string, content: string): Promise<void>;
}

/** In `folder`: server.crt, server.key, server.pem (both), ca.pem. */
export async function ground(name: string, options: Options): Promise<Ground> {
  const [folder, user, made] = await Promise.all([
    mkdtemp(join(tmpdir(), "rollcall-xmpp-")),
    owner(name),
    certificate(options.certificate),
  ]);
  const write = async (path: string, content: string): Promise<void> => {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode: 0o600 });
  };
  await write("server.crt", made.cert);
  await write("server.key", made.key);
  await write("server.pem", made.cert + made.key);
  await write("ca.pem", made.ca);
  return { folder, owner: user, secret: randomBytes(32).toString("base64url"), ca: made.ca, client: made.client, write };
}

/** What is left to say of one server, once it runs for the first time. */
export interface Running {
  readonly name: XmppServer["name"];
  readonly ports: { readonly tcp: number; readonly directTls: number; readonly http: number; readonly https: number };
  /** Of its WebSocket end-point. */
  readonly path: string;
  start(): Promise<Daemon>;
}

/** The server as the tests see it. */
export async function xmppServer(
  { folder, owner, secret, ca, client }: Ground,
  { name, ports, path, start }: Running,
): Promise<XmppServer> {
  if (owner) await promisify(execFile)("chown", ["-R", `${owner.uid}:${owner.gid}`, folder]);
  let daemon: Daemon | undefined = await start();
  const end = async (how: "stop" | "kill"): Promise<void> => {
    const last = daemon;
    daemon = undefined;
    await last?.[how]();
  };
  return {
    name,
    domain,
    muc,
    tcp: { host: "127.0.0.1", port: ports.tcp },
    directTls: ports.directTls,
    ws: `ws://127.0.0.1:${ports.http}${path}`,
    wss: `wss://127.0.0.1:${ports.https}${path}`,
    ca,
    client,
    secret,
    users,
    folder,
    async restart() {
      await end("stop");
      daemon = await start();
    },
    kill: () => end("kill"),
    async stop() {
      await end("kill"); // nobody needs its data any more, and it takes a second to write them
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whether the program is there; in CI it must be: a test that were skipped there would go unnoticed. */
export function present(found: boolean, program: string): boolean {
  if (!found && process.env.CI) throw new Error(`${program} is not installed, or may not be started by this user`);
  return found;
}
