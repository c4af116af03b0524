import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ground, present, xmppServer, type Ground } from "./ground.ts";
import { daemon, freePorts } from "./process.ts";
import { prosodyConfig } from "./prosodyConfig.ts";
import { domain, passwordOf, staff, strangers, teams, type Options, type XmppServer } from "./server.ts";

const program = "/usr/bin/prosody";
/** The module that the administrator is told to install: here it is put to the test. */
const authModule = fileURLToPath(new URL("../../docs/prosody/mod_auth_rollcall.lua", import.meta.url));

export const installed = present(existsSync(program), program);
/** Debian's prosody-modules, which have more ways to sign in. */
export const modules = present(existsSync("/usr/lib/prosody/modules/mod_auth_ccert"), "prosody-modules");

/** A real Prosody, as Debian packages it, with Rollcall's own module; undefined where it is not installed. */
export async function start(options: Options = {}): Promise<XmppServer | undefined> {
  if (!installed) return undefined;
  const here = await ground("prosody", options);
  const { folder, owner } = here;
  const [tcp = 0, directTls = 0, http = 0, https = 0] = await freePorts(4);
  const ports = { tcp, directTls, http, https };
  await here.write("modules/mod_auth_rollcall.lua", await readFile(authModule, "utf8"));
  await here.write("prosody.cfg.lua", prosodyConfig(here, ports, options));
  await provision(here, options);
  return xmppServer(here, {
    name: "prosody",
    ports,
    path: "/xmpp-websocket",
    start: () =>
      daemon({
        command: program,
        args: ["--config", join(folder, "prosody.cfg.lua"), "-F"], // in the foreground
        cwd: folder,
        ...(owner && { owner }),
        pidFile: join(folder, "prosody.pid"),
        ports: Object.values(ports),
      }),
  });
}

/** Straight into its store: a file for each account, and one of all groups. A password in plain text is hashed when it is first used. */
async function provision({ write }: Ground, options: Options): Promise<void> {
  const groups = new Map<string, readonly string[]>([["staff", staff], ...teams(options)]);
  const jids = (members: readonly string[]) => members.map((name) => `${name}@${domain}`);
  await write("groups.txt", [...groups].flatMap(([group, members]) => [`[${group}]`, ...jids(members)]).join("\n") + "\n");
  for (const name of [...groups.values(), strangers].flat()) {
    await write(`data/${domain.replaceAll(".", "%2e")}/accounts/${name}.dat`, `return { ["password"] = "${passwordOf(name)}" };\n`);
  }
}
