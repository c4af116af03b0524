import * as z from "zod/mini";
import type { ConversationId, EmailAddress, Message } from "../../../../protocol/index.ts";
import { Attachment, Body, textOf } from "./words.ts";

const text = z.optional(z.nullable(z.string()));
const Someone = z.optional(z.nullable(z.object({ id: text, displayName: text })));

/** As much of Graph's chatMessage as is looked at. A chat's `lastMessagePreview` is the same, with less in it. */
export const GraphMessage = z.object({
  id: z.string(),
  chatId: text,
  messageType: text,
  createdDateTime: text,
  lastModifiedDateTime: text,
  lastEditedDateTime: text,
  deletedDateTime: text,
  isDeleted: z.optional(z.nullable(z.boolean())),
  from: z.optional(z.nullable(z.object({ user: Someone, application: Someone }))),
  body: z.optional(z.nullable(Body)),
  attachments: z.optional(z.nullable(z.array(Attachment))),
});
export type GraphMessage = z.output<typeof GraphMessage>;

/** Undefined where nobody said it: "Alice added Bob" is no message. */
export function mapMessage(message: GraphMessage, conversation: ConversationId, from: EmailAddress | undefined): Message | undefined {
  const at = Date.parse(message.createdDateTime ?? "");
  if ((message.messageType ?? "message") !== "message" || from === undefined || Number.isNaN(at)) return undefined;
  const edited = Date.parse(message.lastEditedDateTime ?? "");
  if (message.deletedDateTime || message.isDeleted) return { id: message.id, conversation, from, text: "", at, retracted: true };
  const words = textOf(message.body ?? {}, message.attachments ?? []);
  return { id: message.id, conversation, from, text: words, at, ...(!Number.isNaN(edited) && { edited }) };
}

/** Bots and flows speak too, and have no address: they get one by their name, in a domain that is nobody's (RFC 2606 section 2). */
export function botAddress(name: string | null | undefined): string {
  const word = (name ?? "").toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-");
  return `${word.replaceAll(/^-|-$/g, "") || "bot"}@teams.invalid`;
}
