import { parseArgs } from "node:util";
import { readConfig, StartError } from "../gateway/config.ts";
import { type Finding, checkPermissions } from "../gateway/graph/check.ts";
import { type GraphConfig, hostsOf } from "../gateway/graph/config.ts";
import { openGraph } from "../gateway/graph/index.ts";
import { permissions } from "../gateway/graph/permissions.ts";
import { NetworkError } from "../gateway/network.ts";
import { parseAddress } from "../protocol/index.ts";

const help = `rollcall check --person ADDRESS [--config FILE]

Tries what Rollcall may do in Microsoft 365, permission by permission, and says what to grant. ADDRESS is that of somebody in
the organisation whose name, presence and free/busy are looked at, your own for one. FILE is rollcall.json unless said
otherwise; its entry "microsoft365" says how to ask. Nothing is changed, and nothing that is found is shown.`;

const options = { person: { type: "string" }, config: { type: "string", default: "rollcall.json" }, help: { type: "boolean" } } as const;

/** `rollcall check`: exit code 1 where something is missing. */
export async function check(argv: string[]): Promise<void> {
  const { values } = parseArgs({ args: argv, options });
  if (values.help) return console.log(help);
  const person = parseAddress(values.person ?? "");
  if (!person) return fail(`--person takes the address of somebody in the organisation.\n\n${help}`);
  const { microsoft365 } = readConfig(values.config);
  if (!microsoft365) throw new StartError("config", `${values.config}: there is no entry "microsoft365".`);
  const graph = await openGraph(microsoft365);
  try {
    const findings = await checkPermissions(graph, person);
    console.log(findings.map(line).join("\n"));
    if (findings.some(({ state }) => state === "missing")) fail(`\n${whatToDo(microsoft365)}`);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    fail(error.message);
  } finally {
    await graph.close();
  }
}

const marks = { granted: "✓", missing: "✗", untried: "?" } as const;

function line({ permission, state, why }: Finding): string {
  const said = { granted: permissions[permission], missing: `missing: ${permissions[permission]}`, untried: `not tried: ${why}` }[state];
  return `${marks[state]} ${permission.padEnd(24)} ${said}`;
}

const whatToDo = (config: GraphConfig): string =>
  `Add what is missing to the application ${config.client} as application permissions of Microsoft Graph, and let an administrator consent:
  ${hostsOf(config).login}/${config.tenant}/adminconsent?client_id=${config.client}
Rollcall goes on with less; it asks anew within ten minutes.`;

function fail(words: string) {
  console.error(words);
  process.exitCode = 1;
}
