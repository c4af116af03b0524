/**
 * `npm run bench [-- --only pane|fanout|graph|xmpp] [--quick] [--json FILE]`: what is claimed about speed, measured. Everything is a ratio of
 * two things measured by turns in this one run, since an absolute time holds on no other machine.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { fanout } from "./fanout/index.ts";
import { fanoutVerdicts, graphVerdicts, paneVerdicts, print, xmppVerdicts } from "./goals.ts";
import { type GraphRun, measureGraph } from "./graph/index.ts";
import { measurePanes } from "./pane/index.ts";
import { measureXmpp } from "./xmpp/index.ts";

const { values } = parseArgs({
  options: { only: { type: "string" }, quick: { type: "boolean", default: false }, json: { type: "string" } },
});

const wanted = (part: string) => values.only === undefined || values.only === part;
const pane = !wanted("pane") ? undefined : await measurePanes({ switches: values.quick ? 4 : 15 });
const runs = !wanted("fanout")
  ? undefined
  : await fanout(values.quick ? { panes: [1000], runs: 1, seconds: 2 } : { panes: [1000, 5000], runs: 3, seconds: 3 });
const graph: GraphRun[] = [];
if (wanted("graph")) {
  const seconds = values.quick ? 35 : 65;
  for (const people of values.quick ? [20_000] : [20_000, 50_000]) graph.push(await measureGraph({ panes: 50_000, people, seconds }));
}
const xmpp = !wanted("xmpp") ? undefined : await measureXmpp(values.quick ? { users: 500, morning: 100 } : { users: 5000, morning: 1000 });

if (pane) console.table(pane.switches.map(({ traffic, ...rest }) => ({ ...rest, ...traffic })));
if (runs) console.table(runs);
if (graph.length > 0) console.table(graph);
if (xmpp) console.table([xmpp]);
else if (wanted("xmpp")) console.log("xmpp: not measured, there is no ejabberd here");
const verdicts = [
  ...(pane ? paneVerdicts(pane.switches, pane.pushes) : []),
  ...(runs ? fanoutVerdicts(runs) : []),
  ...graphVerdicts(graph),
  ...(xmpp ? xmppVerdicts(xmpp) : []),
];
console.log(print(verdicts));
if (values.json)
  writeFileSync(
    values.json,
    JSON.stringify({ node: process.version, platform: process.platform, pane, fanout: runs, graph, xmpp, verdicts }, undefined, 2),
  );
