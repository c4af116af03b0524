/**
 * What a whole organisation costs Microsoft Graph: as many panes as there are, each watching the people of a message and going on to the next
 * one, at the network's port; the stand-in counts what is asked.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openGraph } from "#dist/gateway/graph/index.js";
import { type AccountEvents, type Network, NetworkError, type User } from "#dist/gateway/network.js";
import { microsoft365 } from "#dist/gateway/networks/microsoft365/index.js";
import type { EmailAddress } from "#dist/protocol/index.js";
import { everyone, random } from "./people.ts";
import type { Counted, Started } from "./standIn.ts";

export interface GraphRun {
  readonly panes: number;
  /** Different people whom the panes watch. */
  readonly distinct: number;
  /** ⌈distinct ÷ 650⌉: less is not possible where everybody is asked for once. */
  readonly least: number;
  /** Presence requests in the thirty seconds that had most of them. */
  readonly requests: number;
  /** Batches, in which people are looked up and calendars asked for. */
  readonly batches: number;
  readonly refused: number;
  /** Panes that were told of everybody they watched when the last second began. */
  readonly told: number;
}

/** As an ordinary message has. */
const peopleInAMessage = 20;
const mostIds = 650;
const window = 30_000;
/** Of all panes, how many open another message in a second. */
const switching = 0.01;

export async function measureGraph({
  panes,
  people,
  seconds,
}: Readonly<Record<"panes" | "people" | "seconds", number>>): Promise<GraphRun> {
  const standIn = fork(fileURLToPath(new URL("./standIn.js", import.meta.url)), [String(people)]);
  const [started] = (await once(standIn, "message")) as [Started]; // its first message
  const { hosts, tenant, app } = started;
  const graph = await openGraph({ tenant, client: app.id, secret: app.secret, cloud: hosts });
  const network = microsoft365({ graph });
  const all = everyone(people);
  const next = random(7);
  const message = () =>
    new Set(Array.from({ length: peopleInAMessage }, () => all[Math.floor(next() * people)]).filter((each) => each !== undefined));

  const opened = await Promise.all(Array.from({ length: panes }, (_, index) => openPane(network, all[index % people], message())));
  const timer = setInterval(() => {
    for (let count = 0; count < panes * switching; count++) opened[Math.floor(next() * panes)]?.watch(message());
  }, 1000);
  await second(seconds);
  clearInterval(timer);
  await second(1);

  const distinct = new Set(opened.flatMap((pane) => [...pane.watching])).size;
  const told = opened.filter((pane) => [...pane.watching].every((person) => pane.heard.has(person))).length;
  standIn.send("count");
  const [{ pulls, batches, refused }] = (await once(standIn, "message")) as [Counted]; // its only answer
  await network.close?.();
  await graph.close();
  standIn.disconnect();
  return { panes, distinct, least: Math.ceil(distinct / mostIds), requests: mostInAWindow(pulls), batches, refused, told };
}

async function openPane(network: Network, self: EmailAddress | undefined, people: ReadonlySet<EmailAddress>) {
  if (!self) throw new Error("a pane is somebody's");
  const heard = new Set<EmailAddress>();
  const nothing = () => {};
  const events: AccountEvents = {
    presence: (changes) => changes.forEach(({ address }) => heard.add(address)),
    closed: (error) => {
      throw error;
    },
    status: nothing,
    askers: nothing,
    conversation: nothing,
    message: nothing,
    typing: nothing,
    read: nothing,
    call: nothing,
    signal: nothing,
  };
  const account = await connect(network, { address: self, person: { address: self, kind: "person" } }, events);
  const pane = {
    heard,
    watching: people,
    watch(others: ReadonlySet<EmailAddress>) {
      pane.watching = others;
      account.presence?.watch(others);
    },
  };
  pane.watch(people);
  return pane;
}

/** As a hub does: whoever is not let in at once, tries again. */
async function connect(network: Network, user: User, events: AccountEvents) {
  for (;;) {
    try {
      return await network.connect(user, events, new AbortController().signal);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      await second(1);
    }
  }
}

const mostInAWindow = (times: readonly number[]): number =>
  Math.max(0, ...times.map((start) => times.filter((time) => time >= start && time < start + window).length));

const second = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));
