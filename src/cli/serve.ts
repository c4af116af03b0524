import { once } from "node:events";
import { parseArgs } from "node:util";
import { readConfig, startGateway } from "../gateway/index.ts";

const help = `rollcall serve [--config FILE]

Runs the gateway. FILE (JSON, rollcall.json unless said otherwise) names networks, directories, the certificate and how
people sign in; docs/rollout.md lists everything. The environment goes before the file: ROLLCALL_HOST, ROLLCALL_PORT,
ROLLCALL_ORIGIN, ROLLCALL_LOG, ROLLCALL_JWT_SECRET.`;

/** Runs until the system asks it to stop. */
export async function serve(argv: string[]): Promise<void> {
  const { values } = parseArgs({
    args: argv,
    options: { config: { type: "string", default: "rollcall.json" }, help: { type: "boolean" } },
  });
  if (values.help) return console.log(help);
  const gateway = await startGateway(readConfig(values.config));
  // Before it says so: whoever reads it may stop it at once.
  const stopped = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  console.error(`Rollcall serves ${gateway.origin}`);
  await stopped;
  await gateway.close();
}
