/**
 * `npm run bench [-- --only pane|fanout] [--quick] [--json FILE]`: what is claimed about speed, measured. Everything is a ratio of
 * two things measured by turns in this one run, since an absolute time holds on no other machine.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { fanout } from "./fanout/index.ts";
import { fanoutVerdicts, paneVerdicts, print } from "./goals.ts";
import { measurePanes } from "./pane/index.ts";

const { values } = parseArgs({
  options: { only: { type: "string" }, quick: { type: "boolean", default: false }, json: { type: "string" } },
});

const pane = values.only === "fanout" ? undefined : await measurePanes({ switches: values.quick ? 4 : 15 });
const runs =
  values.only === "pane"
    ? undefined
    : await fanout(values.quick ? { panes: [1000], runs: 1, seconds: 2 } : { panes: [1000, 5000], runs: 3, seconds: 3 });

if (pane) console.table(pane.switches.map(({ traffic, ...rest }) => ({ ...rest, ...traffic })));
if (runs) console.table(runs);
const verdicts = [...(pane ? paneVerdicts(pane.switches, pane.pushes) : []), ...(runs ? fanoutVerdicts(runs) : [])];
console.log(print(verdicts));
if (values.json)
  writeFileSync(
    values.json,
    JSON.stringify({ node: process.version, platform: process.platform, pane, fanout: runs, verdicts }, undefined, 2),
  );
