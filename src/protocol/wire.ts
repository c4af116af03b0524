import * as z from "zod/mini";
import { Call, CallId, Device, Signal } from "./call.ts";
import { Conversation, ConversationId, ItemContext, Message } from "./chat.ts";
import { ErrorCode } from "./error.ts";
import { FreeBusy } from "./freeBusy.ts";
import { DeepLink, Meeting } from "./meeting.ts";
import { EmailAddress, Person, Photo } from "./person.ts";
import { OwnStatus, Presence, Time } from "./presence.ts";

/** The version of this protocol is the WebSocket subprotocol: a pane and a gateway that share none do not connect (4406). */
export const subprotocol = "rollcall.v1";
/** The path of the WebSocket on the gateway's origin. */
export const path = "/wire";

export const limits = {
  /** Bytes in one frame from a pane. */
  frame: 256 * 1024,
  /** People that one pane may watch. */
  watched: 2000,
  /** Frames a second from one pane, lasting; `burst` at once. */
  rate: 50,
  burst: 200,
  /** Milliseconds from connecting to `hello`. */
  hello: 5000,
  /** Characters in one message. */
  text: 8000,
  /** People in one `free-busy`, and milliseconds from its `from` to its `to`: less than 62 days, which is what Graph's getSchedule takes. */
  freeBusyPeople: 100,
  freeBusySpan: 62 * 86_400_000 - 1,
  /** People in one `photos`, and bytes of a picture: what is shown is 32 pixels wide. */
  photos: 20,
  photo: 64 * 1024,
} as const;

/** As in graphql-ws, so that whoever knows one knows the other; 1000, 1001 and 1009 keep their RFC 6455 meaning. */
export const closeCode = {
  badFrame: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  noSubprotocol: 4406,
  helloTimeout: 4408,
  tooMany: 4429,
  internal: 4500,
} as const;

/** One network of this user, as the pane may show it. */
export const NetworkState = z.readonly(
  z.object({
    name: z.string(),
    state: z.enum(["connecting", "connected", "unreachable", "refused"]),
    since: Time,
    /** Which parts this network has: a button exists only where a part does. */
    parts: z.readonly(z.array(z.enum(["presence", "ask", "publish", "chat", "calls", "free-busy", "meetings", "links"]))),
    /** Permissions, by the network's own names, that nobody has given it: what they are for is missing, and the rest goes on. */
    lacks: z.optional(z.readonly(z.array(z.string()))),
  }),
);
export type NetworkState = z.output<typeof NetworkState>;

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

/** From the gateway. A pane ignores types that it does not know. */
export const GatewayMessage = z.discriminatedUnion("type", [
  /** Answers `hello`: all that a pane that has just come (back) must know. */
  z.object({
    type: z.literal("welcome"),
    version: z.string(),
    /** This connection's name among the user's panes; a call says by it which pane joined. */
    pane: z.string(),
    user: Person,
    status: OwnStatus,
    presence: z.optional(Presence),
    networks: z.array(NetworkState),
    conversations: z.array(Conversation),
    calls: z.array(Call),
  }),
  z.object({ type: z.literal("pong") }),
  /** Answers `watch`, in one frame: who each asked address is, and everything known of them at this moment. */
  z.object({ type: z.literal("watched"), people: z.record(z.string(), Person), presence: z.array(Presence) }),
  /** A batch of changes, keyed by primary address. */
  z.object({ type: z.literal("presence"), presence: z.readonly(z.array(Presence)) }),
  z.object({ type: z.literal("network"), network: NetworkState }),
  z.object({ type: z.literal("status"), status: OwnStatus }),
  z.object({ type: z.literal("conversation"), conversation: Conversation }),
  z.object({ type: z.literal("message"), message: Message }),
  z.object({ type: z.literal("typing"), conversation: ConversationId, from: EmailAddress, on: z.boolean() }),
  z.object({ type: z.literal("read"), conversation: ConversationId, by: EmailAddress, upTo: z.string() }),
  z.object({ type: z.literal("call"), call: Call }),
  z.object({ type: z.literal("signal"), call: CallId, from: EmailAddress, signal: Signal }),
  z.object({
    type: z.literal("ok"),
    id,
    members: z.optional(z.array(Person)),
    conversation: z.optional(Conversation),
    message: z.optional(Message),
    /** Oldest first; `more` while older ones exist. */
    messages: z.optional(z.array(Message)),
    more: z.optional(z.boolean()),
    devices: z.optional(z.array(Device)),
    call: z.optional(Call),
    /** One for each person that was asked for, by primary address. */
    freeBusy: z.optional(z.array(FreeBusy)),
    /** By the address that was asked for; whoever is absent has none. */
    photos: z.optional(z.record(z.string(), Photo)),
    meeting: z.optional(Meeting),
    links: z.optional(z.array(DeepLink)),
  }),
  z.object({
    type: z.literal("error"),
    id: z.optional(id),
    code: ErrorCode,
    message: z.string(),
    /** With `unauthorized`: get a token with these claims, `renew` with it, and ask again. */
    claims: z.optional(z.string()),
  }),
]);
export type GatewayMessage = z.output<typeof GatewayMessage>;
export type Ok = Extract<GatewayMessage, { type: "ok" }>;
