/** The gateway on an XMPP server. Argument: its network's entry in the configuration, and how many people there are, in JSON. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGateway } from "#dist/gateway/index.js";
import { path, subprotocol } from "#dist/protocol/index.js";
import { underLoad } from "../process.ts";

const { network, people } = JSON.parse(process.argv[2] ?? "{}") as { readonly network: object; readonly people: readonly string[] }; // ./index.ts wrote it
const folder = mkdtempSync(join(tmpdir(), "rollcall-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const directory = join(folder, "people.json");
writeFileSync(directory, JSON.stringify({ people: people.map((address) => ({ address })) }));

const gateway = await startGateway({
  port: 0,
  log: "error",
  grace: 0,
  // Checked where it is read, as every configuration is.
  networks: [network as { readonly kind: "local"; readonly store: string }],
  directories: [{ kind: "file", path: directory }],
});
underLoad({ port: gateway.port, path, protocol: subprotocol });
