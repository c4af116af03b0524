/** Which requests there are, what each needs, and what it costs. The permissions: any one of a row will do, the least first. */
import type { Context, GraphAnswer } from "./answer.ts";
import { getMailTips, getSchedule } from "./calendar.ts";
import { chat, chats, markRead, message, messages, open, send } from "./chatRoutes.ts";
import { createOrGet } from "./meetingRoutes.ts";
import { list, photo, photos, transitiveMembers, user } from "./people.ts";
import { presence, presences } from "./presence.ts";
import type { Workload } from "./quota.ts";
import { application, permissionGrants } from "./registrationRoutes.ts";
import { create, end, get, list as subscriptions, renew } from "./subscriptionRoutes.ts";

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Answered in a user's name alone; the others to the application alone. */
  readonly delegated?: true;
  readonly path: RegExp;
  readonly permissions: readonly string[];
  readonly workload: Workload;
  /** In resource units (the directory), else in requests. */
  cost(query: URLSearchParams): number;
  readonly answer: (context: Context) => GraphAnswer | Promise<GraphAnswer>;
}

const one = () => 1;
/** Looking up users is two units, one less with $select, one less with a small $top, and never none. */
const lookUp = (query: URLSearchParams) =>
  Math.max(1, 2 - Number(query.has("$select")) - Number(query.has("$top") && Number(query.get("$top")) < 20));

/** What is subscribed to says which of these it takes. */
const subscribing = ["Presence.Read.All", "Chat.Read", "Chat.ReadWrite"];
const subscription = /^\/subscriptions\/([^/]+)$/;
const ofSubscriptions = { delegated: true, permissions: subscribing, workload: "subscriptions", cost: one } as const;

export const routes: readonly Route[] = [
  {
    method: "GET",
    path: /^\/applications\(appId='[^']+'\)$/,
    permissions: ["Application.Read.All", "Directory.Read.All"],
    workload: "directory",
    cost: one,
    answer: application,
  },
  {
    method: "GET",
    path: /^\/servicePrincipals\(appId='[^']+'\)\/oauth2PermissionGrants$/,
    permissions: ["Directory.Read.All"],
    workload: "directory",
    cost: one,
    answer: permissionGrants,
  },
  {
    method: "GET",
    path: /^\/users$/,
    permissions: ["User.ReadBasic.All", "User.Read.All", "Directory.Read.All"],
    workload: "directory",
    cost: lookUp,
    answer: list("user"),
  },
  {
    method: "GET",
    path: /^\/users\/([^/]+)$/,
    permissions: ["User.ReadBasic.All", "User.Read.All", "Directory.Read.All"],
    workload: "directory",
    cost: one,
    answer: user,
  },
  {
    method: "GET",
    path: /^\/users\/([^/]+)\/photos$/,
    permissions: ["ProfilePhoto.Read.All", "User.Read.All"],
    workload: "mailbox",
    cost: one,
    answer: photos,
  },
  {
    method: "GET",
    path: /^\/users\/([^/]+)\/photos\/\d+x\d+\/\$value$/,
    permissions: ["ProfilePhoto.Read.All", "User.Read.All"],
    workload: "mailbox",
    cost: one,
    answer: photo,
  },
  {
    method: "GET",
    path: /^\/contacts$/,
    permissions: ["OrgContact.Read.All", "Directory.Read.All"],
    workload: "directory",
    cost: one,
    answer: list("orgContact"),
  },
  {
    method: "GET",
    path: /^\/groups$/,
    permissions: ["Group.ReadBasic.All", "GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"],
    workload: "directory",
    cost: one,
    answer: list("group"),
  },
  {
    method: "GET",
    path: /^\/groups\/([^/]+)\/transitiveMembers$/,
    permissions: ["GroupMember.ReadBasic.All", "GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"],
    workload: "directory",
    cost: () => 5,
    answer: transitiveMembers,
  },
  {
    method: "POST",
    path: /^\/communications\/getPresencesByUserId$/,
    permissions: ["Presence.Read.All"],
    workload: "presence",
    cost: one,
    answer: presences,
  },
  {
    method: "GET",
    path: /^\/users\/([^/]+)\/presence$/,
    permissions: ["Presence.Read.All"],
    workload: "presence",
    cost: one,
    answer: presence,
  },
  {
    method: "POST",
    path: /^\/users\/([^/]+)\/calendar\/getSchedule$/,
    permissions: ["Calendars.ReadBasic", "Calendars.Read"],
    workload: "mailbox",
    cost: one,
    answer: getSchedule,
  },
  {
    method: "POST",
    path: /^\/users\/([^/]+)\/getMailTips$/,
    permissions: ["MailTips.ReadBasic.All", "Mail.Read"],
    workload: "mailbox",
    cost: one,
    answer: getMailTips,
  },
  {
    method: "GET",
    path: /^\/me\/chats$/,
    delegated: true,
    permissions: ["Chat.Read", "Chat.ReadWrite"],
    workload: "teams",
    cost: one,
    answer: chats,
  },
  {
    method: "POST",
    path: /^\/chats$/,
    delegated: true,
    permissions: ["Chat.Create", "Chat.ReadWrite"],
    workload: "teams",
    cost: one,
    answer: open,
  },
  {
    method: "GET",
    path: /^\/chats\/([^/]+)$/,
    delegated: true,
    permissions: ["Chat.Read", "Chat.ReadWrite"],
    workload: "teams",
    cost: one,
    answer: chat,
  },
  {
    method: "GET",
    path: /^\/chats\/([^/]+)\/messages$/,
    delegated: true,
    permissions: ["Chat.Read", "Chat.ReadWrite"],
    workload: "teams",
    cost: one,
    answer: messages,
  },
  {
    method: "GET",
    path: /^\/chats\/([^/]+)\/messages\/([^/]+)$/,
    delegated: true,
    permissions: ["Chat.Read", "Chat.ReadWrite"],
    workload: "teams",
    cost: one,
    answer: message,
  },
  {
    method: "POST",
    path: /^\/chats\/([^/]+)\/messages$/,
    delegated: true,
    permissions: ["ChatMessage.Send", "Chat.ReadWrite"],
    workload: "teams",
    cost: one,
    answer: send,
  },
  {
    method: "POST",
    path: /^\/chats\/([^/]+)\/markChatReadForUser$/,
    delegated: true,
    permissions: ["Chat.ReadWrite"],
    workload: "teams",
    cost: one,
    answer: markRead,
  },
  {
    method: "POST",
    path: /^\/me\/onlineMeetings\/createOrGet$/,
    delegated: true,
    permissions: ["OnlineMeetings.ReadWrite"],
    workload: "teams",
    cost: one,
    answer: createOrGet,
  },
  { ...ofSubscriptions, method: "POST", path: /^\/subscriptions$/, answer: create },
  { ...ofSubscriptions, method: "GET", path: /^\/subscriptions$/, answer: subscriptions },
  { ...ofSubscriptions, method: "GET", path: subscription, answer: get },
  { ...ofSubscriptions, method: "PATCH", path: subscription, answer: renew },
  { ...ofSubscriptions, method: "DELETE", path: subscription, answer: end },
];
