/**
 * The gateway under load: the built-in network, people in a directory file, everything else as it ships. Arguments: how many
 * panes will come; the origin that they say they are from, where a line lies in front.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startGateway } from "#dist/gateway/index.js";
import { path, subprotocol } from "#dist/protocol/index.js";
import { underLoad } from "./process.ts";

const [panes = "0", origin] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "rollcall-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const person = (prefix: string) => (_: unknown, index: number) => ({ address: `${prefix}${index}@example.org`, name: `Person ${index}` });
const people = [
  ...Array.from({ length: 1000 }, person("p")),
  ...Array.from({ length: 1000 }, person("v")),
  ...Array.from({ length: Number(panes) }, person("w")),
  ...["floor", "pane"].map((app) => ({ address: `reader-${app}@example.org`, name: `Reader of ${app}` })),
];
const directory = join(folder, "people.json");
writeFileSync(directory, JSON.stringify({ people }));

const here = (place: string) => fileURLToPath(new URL(place, import.meta.url));
const gateway = await startGateway(
  {
    port: 0,
    log: "error",
    // Whoever has warmed the process up is gone before the measuring begins.
    grace: 0,
    ...(origin ? { origin } : {}),
    networks: [{ kind: "local", store: ":memory:" }],
    directories: [{ kind: "file", path: directory }],
    officeJs: ["/bench/outlook.js"],
  },
  {
    mounts: [
      { prefix: "/bench/", root: here("./pane") },
      // The page itself is no script, so it was not compiled: it lies in the source.
      { prefix: "/floor/", root: here("../../../bench/pane") },
    ],
  },
);
underLoad({ port: gateway.port, path, protocol: subprotocol });
