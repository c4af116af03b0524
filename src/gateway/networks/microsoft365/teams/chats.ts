import * as z from "zod/mini";
import type { ConversationId, ItemContext } from "../../../../protocol/index.ts";
import type { Ask } from "../../../graph/client.ts";
import { GraphMessage } from "./message.ts";

const text = z.optional(z.nullable(z.string()));

/** As much of Graph's chat as is looked at. */
export const GraphChat = z.object({
  id: z.string(),
  topic: text,
  webUrl: text,
  members: z.optional(z.array(z.object({ userId: text, email: text }))),
  lastMessagePreview: z.optional(z.nullable(GraphMessage)),
  viewpoint: z.optional(z.nullable(z.object({ lastMessageReadDateTime: text }))),
});
export type GraphChat = z.output<typeof GraphChat>;

const Messages = z.object({ value: z.array(GraphMessage), "@odata.nextLink": z.optional(z.string()) });

/** Somebody in a chat, as Graph wants them named. */
export interface Member {
  readonly id: string;
  readonly guest: boolean;
}

const workload = "teams";
const pathOf = (chat: ConversationId) => `/chats/${encodeURIComponent(chat)}`;
/** What is subscribed to, to hear what is said in a chat. */
export const resourceOf = (chat: ConversationId): string => `/chats/${chat}/messages`;
const query = (parameters: Readonly<Record<string, string>>) => new URLSearchParams(parameters).toString().replaceAll("+", "%20");

/** Every question about chats. */
export const asks = {
  latest: (): Ask<{ value: GraphChat[] }> => ({
    path: `/me/chats?${query({ $expand: "members,lastMessagePreview", $orderby: "lastMessagePreview/createdDateTime desc", $top: "50" })}`,
    schema: z.object({ value: z.array(GraphChat) }),
    workload,
  }),
  /** In pages. */
  groups: (): Ask<GraphChat> => ({
    path: `/me/chats?${query({ $expand: "members,lastMessagePreview", $filter: "chatType eq 'group'", $top: "50" })}`,
    schema: GraphChat,
    workload,
  }),
  one: (chat: ConversationId): Ask<GraphChat> => ({
    path: `${pathOf(chat)}?${query({ $expand: "members,lastMessagePreview" })}`,
    schema: GraphChat,
    workload,
  }),
  /** Of two people there is one chat, and Graph answers with it where it is there already; of more, it would be a second one. */
  begin: (members: readonly Member[], { subject }: ItemContext, users: string): Ask<GraphChat> => {
    const topic = topicOf(subject);
    return {
      path: "/chats",
      body: {
        chatType: members.length === 2 ? "oneOnOne" : "group",
        ...(members.length > 2 && topic && { topic }),
        members: members.map(({ id, guest }) => ({
          "@odata.type": "#microsoft.graph.aadUserConversationMember",
          roles: [guest ? "guest" : "owner"],
          "user@odata.bind": `${users}('${id}')`,
        })),
      },
      schema: GraphChat,
      workload,
      ...(members.length > 2 && { once: true }),
    };
  },
  message: (chat: ConversationId, id: string): Ask<GraphMessage> => ({
    path: `${pathOf(chat)}/messages/${encodeURIComponent(id)}`,
    schema: GraphMessage,
    workload,
  }),
  /** Latest first; `before` is a moment as Graph writes it. */
  messages: (chat: ConversationId, before?: string): Ask<z.output<typeof Messages>> => ({
    path: `${pathOf(chat)}/messages?${query({
      $top: "50",
      $orderby: "createdDateTime desc",
      ...(before !== undefined && { $filter: `createdDateTime lt ${before}` }),
    })}`,
    schema: Messages,
    workload,
  }),
  send: (chat: ConversationId, content: string, urgent: boolean): Ask<GraphMessage> => ({
    path: `${pathOf(chat)}/messages`,
    body: { body: { contentType: "text", content }, ...(urgent && { importance: "high" }) },
    schema: GraphMessage,
    workload,
    once: true,
  }),
  markRead: (chat: ConversationId, user: string, tenantId: string): Ask<unknown> => ({
    path: `${pathOf(chat)}/markChatReadForUser`,
    body: { user: { id: user, tenantId } },
    schema: z.unknown(),
    workload,
  }),
};

/** Teams takes no colon in a topic, and 250 characters. "Re:" is of the mail alone, anyway. */
export function topicOf(subject: string | undefined): string | undefined {
  const topic = subject?.replace(/^((re|aw|fwd?|wg)\s*:\s*)+/i, "").replaceAll(":", " –");
  return topic?.trim().slice(0, 250) || undefined;
}
