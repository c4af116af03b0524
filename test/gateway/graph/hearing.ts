import type { Change, Notifications, Standing } from "../../../src/gateway/graph/notifications/index.ts";
import type { Dropped } from "../../../src/gateway/graph/notifications/inbox.ts";
import type { Envelope, SubscriptionData } from "../../graph/subscriptions.ts";
import { alice, bob, type GraphStage } from "./stage.ts";

/** Alice, who hears of Bob's presence; and whoever posts to her, Graph or not. */
export interface Hearing {
  readonly subscription: SubscriptionData;
  readonly notifications: Notifications;
  /** What Graph would post. */
  envelope(availability: string, claims?: Readonly<Record<string, unknown>>): Promise<Envelope>;
  /** Posts, and answers with the status. */
  post(body: unknown, type?: string): Promise<number>;
  /** The contents that are heard from now on, once there are so many. */
  next(count: number): Promise<readonly unknown[]>;
  /** How often she was told to look for herself, once that is so often. */
  missed(times: number): Promise<number>;
  close(): Promise<void>;
}

export async function hearing({ standIn, graph }: GraphStage): Promise<Hearing> {
  const { notifications } = graph;
  if (!notifications) throw new Error("the stage is open to notifications");
  const oidOf = (mail: string) => standIn.tenant.byMail(mail)?.id ?? "";
  const heard: Change[] = [];
  const waiting = new Set<() => void>();
  const look = () => waiting.forEach((each) => each());
  let missed = 0;
  const until = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      waiting.add(() => fits() && resolve());
      look();
    });

  const { client } = graph.onBehalfOf(await standIn.login.userToken({ oid: oidOf(alice) }));
  let standing: Standing | undefined;
  await new Promise<void>((resolve, reject) => {
    standing = notifications.hold(client, {
      changeType: "updated",
      content: "always",
      settling: 0,
      hear(change) {
        heard.push(change);
        look();
      },
      missed() {
        missed++;
        look();
      },
      turned: (holds, why) => (holds ? resolve() : reject(why)),
    });
    standing.want(`/communications/presences?$filter=id in ('${oidOf(bob)}')`);
  });
  const [subscription] = standIn.subscriptions.all.values();
  if (!subscription) throw new Error("Graph has the subscription");
  return {
    subscription,
    notifications,
    envelope: (availability, claims) =>
      standIn.subscriptions.envelope(
        subscription,
        { kind: "updated", resource: `communications/presences/${oidOf(bob)}`, content: { id: oidOf(bob), availability } },
        claims,
      ),
    post: async (body, type) => (await standIn.subscriptions.post(subscription, body, type)).status,
    async next(count) {
      const from = heard.length;
      await until(() => heard.length >= from + count);
      return heard.slice(from).map(({ content }) => content);
    },
    async missed(times) {
      await until(() => missed >= times);
      return missed;
    },
    close: async () => standing?.close(),
  };
}

/** How often each reason to drop something came up while `work` was done. */
export async function droppedBy({ dropped }: Notifications, work: () => Promise<void>): Promise<Partial<Record<Dropped, number>>> {
  const before = new Map(dropped);
  await work();
  const counts = [...dropped].map(([why, count]) => [why, count - (before.get(why) ?? 0)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
