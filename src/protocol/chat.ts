import * as z from "zod/mini";
import { ErrorCode } from "./error.ts";
import { EmailAddress } from "./person.ts";
import { Time } from "./presence.ts";

export const ConversationId = z.string().check(z.minLength(1), z.maxLength(200)).brand<"ConversationId">();
export type ConversationId = z.output<typeof ConversationId>;

/** The mail or invitation that a conversation or call began from. */
export const ItemContext = z.readonly(
  z.object({
    subject: z.optional(z.string().check(z.maxLength(998))), // RFC 5322 section 2.1.1: the longest line
    importance: z.optional(z.enum(["low", "normal", "high"])),
    /** Outlook's item id, for the link back; of use only to the mailbox that it came from. */
    item: z.optional(z.string().check(z.maxLength(1024))),
  }),
);
export type ItemContext = z.output<typeof ItemContext>;

/**
 * An instant message (RFC 2778). `key` is made by the sender's pane: the same key twice is the same message. Told again under its id, it has
 * changed.
 */
export const Message = z.readonly(
  z.object({
    id: z.string(),
    conversation: ConversationId,
    from: EmailAddress,
    /** What a room calls its sender that does not tell who that is: anybody can have chosen it. `from` is the room then. */
    nick: z.optional(z.string()),
    text: z.string(),
    at: Time,
    key: z.optional(z.string()),
    /** When its sender last changed the text. */
    edited: z.optional(Time),
    /** Taken back; the text is empty. */
    retracted: z.optional(z.literal(true)),
    /** Whoever is in the conversation asks the user to join it, who does by writing; the text is their reason, or empty. */
    invitation: z.optional(z.literal(true)),
    /** Encrypted from one client to another, so that nobody between can read it; the text is empty. */
    encrypted: z.optional(z.literal(true)),
    /** It was on its way, and did not arrive. */
    failed: z.optional(ErrorCode),
  }),
);
export type Message = z.output<typeof Message>;

/** One conversation per set of people and network, and one per room that hides who is in it. `read` tells up to which message id each of them has read. */
export const Conversation = z.readonly(
  z.object({
    id: ConversationId,
    /** All of them, the user included. */
    people: z.readonly(z.array(EmailAddress)),
    /** What a room is called that hides who is in it: `people` are only those whom it has told. */
    room: z.optional(z.string()),
    context: ItemContext,
    /** The network that carries it. */
    via: z.string(),
    last: z.optional(Message),
    unread: z.number(),
    read: z.readonly(z.record(z.string(), z.string())),
    /** Where it can be opened outside of Rollcall. */
    link: z.optional(z.string()),
    /** Its network tells of no new message by itself: `history` shows what has come. */
    replies: z.optional(z.literal("on-request")),
  }),
);
export type Conversation = z.output<typeof Conversation>;
