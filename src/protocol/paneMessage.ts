import * as z from "zod/mini";
import { CallId, Signal } from "./call.ts";
import { ConversationId, ItemContext } from "./chat.ts";
import { EmailAddress } from "./person.ts";
import { OwnStatus, Time } from "./presence.ts";
import { limits } from "./wire.ts";

const id = z.number();
const people = z.array(EmailAddress).check(z.minLength(1), z.maxLength(100));

/** A stretch of time that is none, or too long a one. */
const ahead = z.check<{ from: Time; to: Time }>(({ value: { from, to }, issues }) => {
  if (from >= to) issues.push({ code: "custom", path: ["to"], input: to });
  else if (to - from > limits.freeBusySpan)
    issues.push({ code: "too_big", origin: "number", maximum: from + limits.freeBusySpan, path: ["to"], input: to });
});

/** From the pane. Those with an `id` are requests, answered by `ok` or `error` with the same id. */
export const PaneMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), token: z.string() }),
  z.object({ type: z.literal("renew"), id, token: z.string() }),
  z.object({ type: z.literal("ping") }),
  z.object({ type: z.literal("watch"), people: z.array(EmailAddress).check(z.maxLength(limits.watched)) }),
  z.object({ type: z.literal("expand"), id, list: EmailAddress }),
  /** Somebody who does not show their presence is asked to. */
  z.object({ type: z.literal("ask"), id, person: EmailAddress }),
  /** The user's answer to somebody who asks to see their presence. */
  z.object({ type: z.literal("answer"), id, person: EmailAddress, decision: z.enum(["allow", "decline"]) }),
  z.object({ type: z.literal("status"), id, status: OwnStatus }),
  /** No input on this pane since then; absent: active again. */
  z.object({ type: z.literal("idle"), since: z.optional(Time) }),
  z.object({ type: z.literal("open"), id, people, context: ItemContext }),
  z.object({
    type: z.literal("send"),
    id,
    conversation: ConversationId,
    text: z.string().check(z.minLength(1), z.maxLength(limits.text)),
    key: z.string().check(z.maxLength(64)),
  }),
  z.object({ type: z.literal("history"), id, conversation: ConversationId, before: z.optional(z.string()) }),
  z.object({ type: z.literal("typing"), conversation: ConversationId, on: z.boolean() }),
  z.object({ type: z.literal("read"), conversation: ConversationId, upTo: z.string() }),
  z.object({ type: z.literal("devices"), id }),
  z.object({ type: z.literal("call"), id, people, context: ItemContext, device: z.optional(z.string()) }),
  z.object({ type: z.literal("act"), id, call: CallId, action: z.enum(["answer", "decline", "cancel", "hang-up"]) }),
  z.object({ type: z.literal("signal"), call: CallId, to: EmailAddress, signal: Signal }),
  z
    .object({
      type: z.literal("free-busy"),
      id,
      people: z.array(EmailAddress).check(z.minLength(1), z.maxLength(limits.freeBusyPeople)),
      from: Time,
      to: Time,
    })
    .check(ahead),
  /** Pictures of people, as far as there are any. */
  z.object({ type: z.literal("photos"), id, people: z.array(EmailAddress).check(z.minLength(1), z.maxLength(limits.photos)) }),
  /** A meeting with these people, to be joined now. `key` is the pane's: the same key again is the same meeting. */
  z.object({ type: z.literal("meet"), id, people, context: ItemContext, key: z.string().check(z.minLength(1), z.maxLength(64)) }),
  /** The ways to these people together that lead out of Rollcall. */
  z.object({ type: z.literal("links"), id, people, context: ItemContext }),
]);
export type PaneMessage = z.output<typeof PaneMessage>;
