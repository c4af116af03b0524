import { microsoft365 } from "../../../../src/gateway/networks/microsoft365/index.ts";
import type { Network } from "../../../../src/gateway/network.ts";
import type { ConversationId, EmailAddress, Message } from "../../../../src/protocol/index.ts";
import { type Actor, signIn } from "../../../contract/stage.ts";
import type { GraphStandIn } from "../../../graph/index.ts";
import type { ChatData, SaidData } from "../../../graph/chats.ts";
import type { ChangeData, SubscriptionData } from "../../../graph/subscriptions.ts";
import { bob, type GraphStage, organisation, stageGraph, type StageOptions } from "../../graph/stage.ts";

/** Somebody who has a chat open. */
interface Looking {
  readonly actor: Actor;
  readonly id: ConversationId;
}

/** Chats in Teams whose replies Graph tells, set up by `open` in each test and cleared after it. */
export interface TeamsScene {
  readonly standIn: GraphStandIn;
  readonly network: Network;
  open(options?: StageOptions, data?: typeof organisation): Promise<void>;
  oidOf(mail: string): string;
  tokenOf(mail: string, claims?: object): Promise<string>;
  enter(user: EmailAddress): Promise<Actor>;
  /** The user, who has the chat with the others open and has looked at it; Graph tells what is said there. */
  looking(user: EmailAddress, ...others: readonly EmailAddress[]): Promise<Looking>;
  /** The same, and it has been looked for what was said before Graph began to tell: "before" was found so. */
  settled(user: EmailAddress, ...others: readonly EmailAddress[]): Promise<Looking>;
  subscriptionsOf(id: string): readonly SubscriptionData[];
  chatIn(id: string): ChatData;
  says(id: string, mail: string, text: string, fields?: object): SaidData;
  /** Graph tells of this in the chat, now and once. */
  tell(id: string, content: ChangeData["content"], kind?: string): Promise<void>;
  /** Says it, and waits until it was heard: all that was told before has been heard by then. */
  heardAfter(actor: Actor, id: ConversationId, last: string): Promise<readonly string[]>;
}

export const soon = () => new Promise((resolve) => setImmediate(resolve));
export const texts = (actor: Actor) => actor.all("message").map(({ text }) => text);
export const isText = (text: string) => (message: Message) => message.text === text;

export function teamsScene(): TeamsScene {
  let stage: GraphStage;
  let network: Network;
  const actors: Actor[] = [];
  afterEach(async () => {
    for (const actor of actors.splice(0)) await actor.account.close();
    await network.close?.();
    await stage.close();
  });

  const scene: TeamsScene = {
    get standIn() {
      return stage.standIn;
    },
    get network() {
      return network;
    },
    async open(options = {}, data = organisation) {
      stage = await stageGraph(data, { notified: true, ...options });
      network = microsoft365({ graph: stage.graph, chat: true });
    },
    oidOf: (mail) => stage.standIn.tenant.byMail(mail)?.id ?? "",
    tokenOf: (mail, claims = {}) => stage.standIn.login.userToken({ oid: scene.oidOf(mail), ...claims }),
    async enter(user) {
      const token = await scene.tokenOf(user);
      const actor = await signIn(network, { address: user, person: { address: user, kind: "person" }, token });
      actors.push(actor);
      return actor;
    },
    async looking(user, ...others) {
      const actor = await scene.enter(user);
      const { id } = await actor.chat.open(others, {});
      await actor.chat.history(id);
      while (scene.subscriptionsOf(id).length === 0) await soon();
      await stage.standIn.subscriptions.delivered();
      return { actor, id };
    },
    async settled(user, ...others) {
      const { subscriptions, faults } = stage.standIn;
      let answer = () => {};
      faults.add({ on: /^POST \/subscriptions/, times: 1, held: new Promise<void>((resolve) => (answer = resolve)) });
      const { actor, id } = await scene.looking(user, ...others);
      subscriptions.telling = false;
      scene.says(id, bob, "before");
      subscriptions.telling = true;
      answer();
      await actor.hear("message", isText("before"));
      return { actor, id };
    },
    subscriptionsOf: (id) => [...stage.standIn.subscriptions.all.values()].filter(({ resource }) => resource.includes(id)),
    chatIn(id) {
      const chat = stage.standIn.tenant.chats.all.get(id);
      if (!chat) throw new Error(`${id} is no chat`);
      return chat;
    },
    says: (id, mail, text, fields = {}) => stage.standIn.tenant.chats.say(scene.chatIn(id), scene.oidOf(mail), text, { ...fields }),
    async tell(id, content, kind = "created") {
      const { subscriptions } = stage.standIn;
      const [subscription] = scene.subscriptionsOf(id);
      if (!subscription) throw new Error("Graph has the subscription");
      await subscriptions.post(subscription, await subscriptions.envelope(subscription, { kind, resource: "", content }));
    },
    async heardAfter(actor, id, last) {
      await stage.standIn.subscriptions.delivered();
      scene.says(id, bob, last);
      await actor.hear("message", isText(last));
      return texts(actor);
    },
  };
  return scene;
}
