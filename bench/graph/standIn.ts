/** The stand-in in a process of its own, so that it sees requests when they come. Its argument: how many people there are. */
import { everyone } from "./people.ts";
import { startGraph } from "#dist/test/graph/index.js";

export interface Started {
  readonly hosts: { readonly login: string; readonly graph: string };
  readonly tenant: string;
  readonly app: { readonly id: string; readonly secret: string };
}

export interface Counted {
  /** When each presence request was answered. */
  readonly pulls: readonly number[];
  readonly batches: number;
  /** Answers other than 200. */
  readonly refused: number;
}

/** Of all people, how many change in a second. */
const changing = 0.001;

const people = everyone(Number(process.argv[2]));
const standIn = await startGraph({
  people: people.map((mail) => ({ mail, presence: { availability: "Available", activity: "Available" } })),
});
let turn = 0;
setInterval(() => {
  for (let count = 0; count < people.length * changing; count++) {
    const availability = turn % 2 === 0 ? "Busy" : "Available";
    standIn.tenant.setPresence(people[turn++ % people.length] ?? "", { availability, activity: availability });
  }
}, 1000);

process.on("message", () => {
  const { asked } = standIn;
  process.send?.({
    pulls: asked.filter(({ request }) => request.endsWith("getPresencesByUserId")).map(({ at }) => at),
    batches: asked.filter(({ request }) => request.endsWith("$batch")).length,
    refused: asked.filter(({ status }) => status !== 200).length,
  } satisfies Counted);
});
process.on("disconnect", () => process.exit());
process.send?.({ hosts: standIn.hosts, tenant: standIn.tenant.id, app: standIn.app } satisfies Started);
