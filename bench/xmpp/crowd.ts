/** Everybody else's panes, in a process of their own: what they cost must not count as the reader's wait. */
import type { Listening } from "../process.ts";
import { address, messageOf } from "./people.ts";
import { openPane, type Pane } from "./pane.ts";

/** From the bench: users of these numbers come, or with `close` all go. Answered with "done". */
export type Order = { readonly enter: readonly [from: number, to: number] } | { readonly close: true };

/** Connections that are made at the very same moment. All are there within seconds all the same, and wait for their turn on the server. */
const atOnce = 50;

const listening = JSON.parse(process.argv[2] ?? "{}") as Listening; // ./index.ts wrote it
const panes: Pane[] = [];

async function enter(from: number, to: number): Promise<void> {
  const coming: Promise<Pane>[] = [];
  for (let next = from; next < to; next += atOnce) {
    const users = Array.from({ length: Math.min(atOnce, to - next) }, (_, index) => next + index);
    const opened = await Promise.all(users.map((user) => openPane(listening, address(user))));
    coming.push(...opened.map(async (pane, index) => settle(pane, next + index)));
  }
  panes.push(...(await Promise.all(coming)));
}

async function settle(pane: Pane, user: number): Promise<Pane> {
  await pane.connected;
  await pane.watch(messageOf(user));
  return pane;
}

async function obey(order: Order): Promise<void> {
  if ("enter" in order) await enter(...order.enter);
  else for (const pane of panes.splice(0)) await pane.close();
  process.send?.("done");
}

process.on("message", (order: Order) => void obey(order));
process.on("disconnect", () => process.exit());
