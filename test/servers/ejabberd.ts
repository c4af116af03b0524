import { existsSync } from "node:fs";
import { join } from "node:path";
import { ejabberdConfig, ejabberdctlConfig } from "./ejabberdConfig.ts";
import { ground, present, xmppServer } from "./ground.ts";
import { daemon, freePorts } from "./process.ts";
import { domain, names, passwordOf, staff, teams, type Options, type XmppServer } from "./server.ts";

const program = "/usr/sbin/ejabberdctl";

/** Its script starts for root and its own user only. */
export const installed = present(existsSync(program) && process.getuid?.() === 0, program);

/** A real ejabberd, as Debian packages it; undefined where it is not installed. */
export async function start(options: Options = {}): Promise<XmppServer | undefined> {
  if (!installed) return undefined;
  const here = await ground("ejabberd", options);
  const { folder } = here;
  const [tcp = 0, directTls = 0, http = 0, https = 0, distribution = 0] = await freePorts(5);
  const ports = { tcp, directTls, http, https, distribution };
  await here.write("secret.jwk", JSON.stringify({ kty: "oct", k: here.secret }));
  await here.write("ejabberd.yml", ejabberdConfig(folder, ports));
  await here.write("ejabberdctl.cfg", ejabberdctlConfig(folder, ports));
  await here.write("inetrc", '{lookup, ["file", "native"]}.\n');
  await here.write("people.txt", peopleFile(options));
  await here.write("data/.keep", "");
  await here.write("log/.keep", "");
  const server = await xmppServer(here, {
    name: "ejabberd",
    ports,
    path: "/ws",
    start: () =>
      daemon({
        command: program,
        args: ["foreground"],
        cwd: folder,
        env: { CONFIG_DIR: folder },
        ...(here.owner && { owner: here.owner }),
        pidFile: join(folder, "ejabberd.pid"),
        ports: [tcp, directTls, http, https],
      }),
  });
  try {
    const call = api(http);
    await provision(call);
    if (options.people) await provisionTeams(call, folder, options);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

type Api = (command: string, args: object) => Promise<void>;

/** ejabberd's commands over HTTP. */
const api =
  (port: number): Api =>
  async (command, args) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v0/${command}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(args),
    });
    if (!answer.ok) throw new Error(`ejabberd ${command}: ${answer.status} ${await answer.text()}`);
  };

async function provision(call: Api): Promise<void> {
  for (const user of names) await call("register", { user, host: domain, password: passwordOf(user) });
  await createGroup(call, "staff");
  for (const user of staff) await call("srg_user_add", { user, host: domain, group: "staff", grouphost: domain });
}

const createGroup = (call: Api, group: string): Promise<void> =>
  call("srg_create", { group, host: domain, label: group, description: group, display: group });

/** One by one five thousand would take half a minute; as a dump of the two tables (Mnesia's text format) they take a second. */
function peopleFile(options: Options): string {
  const pair = (left: string, right = domain) => `{<<"${left}">>, <<"${right}">>}`;
  const records = [...teams(options)].flatMap(([group, members]) =>
    members.flatMap((user) => [`{passwd, ${pair(user)}, <<"${passwordOf(user)}">>}.`, `{sr_user, ${pair(user)}, ${pair(group)}}.`]),
  );
  return ["{tables, [{passwd, [{record_name, passwd}]}, {sr_user, [{record_name, sr_user}]}]}.", ...records, ""].join("\n");
}

async function provisionTeams(call: Api, folder: string, options: Options): Promise<void> {
  await call("load", { file: join(folder, "people.txt") });
  for (const group of teams(options).keys()) await createGroup(call, group);
}
