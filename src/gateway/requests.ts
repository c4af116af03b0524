import type { Ok, PaneMessage } from "../protocol/index.ts";
import { askFreeBusy } from "./freeBusy.ts";
import type { Hub, Pane } from "./hub.ts";
import { NetworkError } from "./network.ts";
import { callsOf, chatOf, firstThatReaches, lacking } from "./routes.ts";

type Message<T extends PaneMessage["type"]> = Extract<PaneMessage, { type: T }>;
/** What a request is answered with; `type` and `id` are added to it. */
export type Answer = Omit<Ok, "type" | "id">;

/** Every request that a hub answers. Rejections are NetworkErrors and become `error`. */
const requests = {
  expand: async ({ list }: Message<"expand">, { options: { lookup } }: Hub): Promise<Answer> => ({
    members: [...(await lookup.members(list))],
  }),

  async ask({ person }: Message<"ask">, { accounts }: Hub): Promise<Answer> {
    const able = accounts.filter(({ account }) => account?.presence?.ask);
    if (able.length === 0) throw lacking(accounts, "ask");
    await firstThatReaches(able, "presence", (presence) => presence.ask?.(person) ?? Promise.resolve());
    return {};
  },

  async answer({ person, decision }: Message<"answer">, { accounts }: Hub): Promise<Answer> {
    const asked = accounts.filter(({ asking }) => asking.includes(person));
    if (asked.length === 0) throw new NetworkError("conflict", "They do not ask any more.");
    const answers = asked.map(async ({ account }) => {
      if (!account?.presence?.answer) throw lacking(accounts, "presence");
      await account.presence.answer(person, decision);
    });
    await Promise.all(answers);
    return {};
  },

  async status({ status }: Message<"status">, { own }: Hub): Promise<Answer> {
    await own.choose(status);
    return {};
  },

  async open({ people, context }: Message<"open">, hub: Hub): Promise<Answer> {
    const conversation = await firstThatReaches(hub.accounts, "chat", (chat) => chat.open(people, context));
    hub.carries(conversation);
    return { conversation };
  },

  async send({ conversation, text, key }: Message<"send">, hub: Hub): Promise<Answer> {
    return { message: await chatOf(hub.accounts, hub.via(conversation)).send(conversation, text, key) };
  },

  async history({ conversation, before }: Message<"history">, hub: Hub): Promise<Answer> {
    const { messages, more } = await chatOf(hub.accounts, hub.via(conversation)).history(conversation, before);
    return { messages: [...messages], more };
  },

  async devices(_: Message<"devices">, { accounts }: Hub): Promise<Answer> {
    const able = accounts.flatMap(({ account }) => account?.calls ?? []);
    return { devices: (await Promise.all(able.map((calls) => calls.devices()))).flat() };
  },

  async call({ people, context, device }: Message<"call">, { accounts }: Hub, pane: Pane): Promise<Answer> {
    return { call: await firstThatReaches(accounts, "calls", (calls) => calls.place(people, context, pane.name, device)) };
  },

  async act({ call, action }: Message<"act">, { accounts, leaving }: Hub, pane: Pane): Promise<Answer> {
    try {
      return { call: await callsOf(accounts, call).act(call, action, pane.name) };
    } catch (error) {
      const away = accounts.some(({ state }) => state.state === "unreachable");
      if (away && action !== "answer") leaving.note(call, action, pane.name);
      throw error;
    }
  },

  async meet({ people, context, key }: Message<"meet">, { accounts }: Hub): Promise<Answer> {
    return { meeting: await firstThatReaches(accounts, "meetings", (meetings) => meetings.create(people, context, key)) };
  },

  async links({ people, context }: Message<"links">, { accounts }: Hub): Promise<Answer> {
    const able = accounts.flatMap(({ account }) => account?.links ?? []);
    if (able.length === 0) throw lacking(accounts, "links");
    return { links: (await Promise.all(able.map((links) => links.to(people, context)))).flat() };
  },

  async photos({ people }: Message<"photos">, { options: { lookup } }: Hub): Promise<Answer> {
    const found = people.map(async (person) => [person, await lookup.photo(person)] as const);
    return { photos: Object.fromEntries((await Promise.all(found)).flatMap(([person, photo]) => (photo ? [[person, photo]] : []))) };
  },

  "free-busy": async ({ people, from, to }: Message<"free-busy">, hub: Hub): Promise<Answer> => ({
    freeBusy: await askFreeBusy(hub, people, { from, to }),
  }),
};

/** Every message that is not answered. */
const notices = {
  typing: ({ conversation, on }: Message<"typing">, hub: Hub): void => chatOf(hub.accounts, hub.via(conversation)).typing(conversation, on),

  read: ({ conversation, upTo }: Message<"read">, hub: Hub): Promise<void> =>
    chatOf(hub.accounts, hub.via(conversation)).read(conversation, upTo),

  signal: ({ call, to, signal }: Message<"signal">, { accounts }: Hub, pane: Pane): void =>
    callsOf(accounts, call).signal(call, to, signal, pane.name),
};

type Request = { [T in keyof typeof requests]: Message<T> }[keyof typeof requests];
type Notice = { [T in keyof typeof notices]: Message<T> }[keyof typeof notices];

export async function answer(message: Request, hub: Hub, pane: Pane): Promise<Answer> {
  // The table pairs each type with its own message, which the compiler cannot follow through a union.
  return requests[message.type](message as never, hub, pane);
}

export async function note(message: Notice, hub: Hub, pane: Pane): Promise<void> {
  // As above.
  return notices[message.type](message as never, hub, pane);
}
