/** What Graph answers of subscriptions, each to the user who made it. */
import { badRequest, type Context, field, type GraphAnswer, ok, refusal } from "./answer.ts";
import { certificateIn } from "./encrypt.ts";
import type { SubscriptionData } from "./subscriptions.ts";

const minute = 60_000;
const mostIds = 650;
const longestText = 128;
/** Whoever subscribes for longer must want to hear of the subscription itself. */
const longWithoutLifecycle = 60 * minute;

/** What can be subscribed to here: for how long, who may, and of what there is one at a time. */
interface Kind {
  readonly pattern: RegExp;
  readonly longest: number;
  readonly changeTypes: readonly string[];
  readonly permissions: readonly string[];
  readonly one: (creator: string, resource: string) => string;
}

const kinds: readonly Kind[] = [
  {
    pattern: /^communications\/presences\?\$filter=id in \((.+)\)$/,
    longest: 60 * minute,
    changeTypes: ["updated"],
    permissions: ["Presence.Read.All"],
    one: (creator) => `presence ${creator}`,
  },
  {
    pattern: /^chats\/([^/]+)\/messages$/,
    longest: 4320 * minute,
    changeTypes: ["created", "updated", "deleted"],
    permissions: ["Chat.Read", "Chat.ReadWrite"],
    one: (_creator, resource) => resource,
  },
];

const plain = (resource: string): string => resource.replace(/^\//, "");
const kindOf = (resource: string): Kind | undefined => kinds.find(({ pattern }) => pattern.test(plain(resource)));

export async function create({ request, tenant, subscriptions, granted, user = "", richChats }: Context): Promise<GraphAnswer> {
  const text = (name: string): string => {
    const value = field(request.body, name);
    return typeof value === "string" ? value : "";
  };
  const [resource, changeType, clientState, notificationUrl] = [
    text("resource"),
    text("changeType"),
    text("clientState"),
    text("notificationUrl"),
  ];
  const lifecycleNotificationUrl = text("lifecycleNotificationUrl") || null;
  const expires = Date.parse(text("expirationDateTime"));
  const kind = kindOf(resource);
  const [, content = ""] = kind?.pattern.exec(plain(resource)) ?? [];
  if (!kind || !changeType.split(",").every((each) => kind.changeTypes.includes(each)))
    return badRequest("The resource cannot be subscribed to.");
  if (!kind.permissions.some((permission) => granted.has(permission))) return refusal(403, "Forbidden", "The caller lacks a scope.");
  const chat = tenant.chats.all.get(content);
  if (kind.permissions.includes("Chat.Read") && !chat?.members.includes(user)) return refusal(403, "Forbidden", "The caller is no member.");
  if (!chat && content.split(",").length > mostIds) return badRequest(`At the most ${mostIds} ids.`);
  const urls = [notificationUrl, ...(lifecycleNotificationUrl ? [lifecycleNotificationUrl] : [])];
  if (!urls.every(isReachable) || clientState.length > longestText) return badRequest("An address or the clientState is invalid.");
  const tooLong = expires - Date.now() > Math.min(kind.longest, lifecycleNotificationUrl ? Infinity : longWithoutLifecycle);
  if (!(expires > Date.now()) || tooLong) return badRequest("The expirationDateTime is invalid.");
  const encryption = encryptionIn(request.body, text("encryptionCertificate"), text("encryptionCertificateId"));
  if (encryption === "invalid" || (encryption && chat && !richChats)) return badRequest("The resource data cannot be included.");
  const all = [...subscriptions.all.values()].filter((each) => each.expires > Date.now());
  const name = kind.one(user, plain(resource));
  if (all.some((each) => kindOf(each.resource)?.one(each.creator, plain(each.resource)) === name)) {
    return refusal(403, "Forbidden", "The limit of subscriptions has been reached.");
  }
  for (const url of urls)
    if (!(await subscriptions.validate(url))) return badRequest("Subscription validation request failed.", "ValidationError");
  const made = subscriptions.add({
    creator: user,
    resource,
    changeType,
    notificationUrl,
    lifecycleNotificationUrl,
    clientState,
    expires,
    ...(encryption && { encryption }),
  });
  return { status: 201, body: describe(made) };
}

/** https from the internet; a stand-in on this machine takes this machine's http, too. */
const isReachable = (url: string): boolean =>
  URL.canParse(url) && (url.startsWith("https://") || ["127.0.0.1", "localhost"].includes(new URL(url).hostname));

function encryptionIn(body: unknown, base64: string, id: string): SubscriptionData["encryption"] | "invalid" {
  if (field(body, "includeResourceData") !== true) return undefined;
  const certificate = certificateIn(base64);
  return certificate && id !== "" && id.length <= longestText ? { certificate, id } : "invalid";
}

const describe = ({
  id,
  creator,
  resource,
  changeType,
  notificationUrl,
  lifecycleNotificationUrl,
  clientState,
  encryption,
  expires,
}: SubscriptionData) => ({
  id,
  creatorId: creator,
  resource,
  changeType,
  notificationUrl,
  lifecycleNotificationUrl,
  clientState,
  includeResourceData: encryption !== undefined,
  encryptionCertificateId: encryption?.id ?? null,
  expirationDateTime: new Date(expires).toISOString(),
});

/** The user's own, while it lasts. */
function own({ subscriptions, parameters, user }: Context): SubscriptionData | undefined {
  const found = subscriptions.all.get(parameters[0] ?? "");
  return found && found.creator === user && found.expires > Date.now() ? found : undefined;
}
const unknown = (): GraphAnswer => refusal(404, "ResourceNotFound", "The object was not found.");

export function list({ subscriptions, user }: Context): GraphAnswer {
  return ok({ value: [...subscriptions.all.values()].filter(({ creator }) => creator === user).map(describe) });
}

export function get(context: Context): GraphAnswer {
  const found = own(context);
  return found ? ok(describe(found)) : unknown();
}

export function renew(context: Context): GraphAnswer {
  const found = own(context);
  if (!found) return unknown();
  const expires = Date.parse(String(field(context.request.body, "expirationDateTime")));
  const longest = Math.min(kindOf(found.resource)?.longest ?? 0, found.lifecycleNotificationUrl ? Infinity : longWithoutLifecycle);
  if (!(expires > Date.now()) || expires - Date.now() > longest) return badRequest("The expirationDateTime is invalid.");
  found.expires = expires;
  return ok(describe(found));
}

export async function end(context: Context): Promise<GraphAnswer> {
  const found = own(context);
  if (!found) return unknown();
  await context.subscriptions.remove(found.id);
  return { status: 204 };
}
