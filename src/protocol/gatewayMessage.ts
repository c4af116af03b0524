import * as z from "zod/mini";
import { Call, CallId, Device, Signal } from "./call.ts";
import { Conversation, ConversationId, Message } from "./chat.ts";
import { ErrorCode } from "./error.ts";
import { FreeBusy } from "./freeBusy.ts";
import { DeepLink, Meeting } from "./meeting.ts";
import { EmailAddress, Person, Photo } from "./person.ts";
import { OwnStatus, Presence, Time } from "./presence.ts";

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
    /** As in `askers`; absent: nobody. */
    askers: z.optional(z.array(EmailAddress)),
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
  /** Who asks to see the user's presence and waits for an answer: all of them, each time. */
  z.object({ type: z.literal("askers"), people: z.array(EmailAddress) }),
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
