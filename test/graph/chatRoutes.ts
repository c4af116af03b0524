/** What Graph answers of chats, in the name of one of their members. */
import { badRequest, type Context, field, type GraphAnswer, notFound, ok, refusal } from "./answer.ts";
import type { ChatData, SaidData } from "./chats.ts";

const largestPage = 50;
const created = (body: unknown): GraphAnswer => ({ status: 201, body });

/** The user's own of the chats that the path names. */
function entered({ tenant, parameters, user = "" }: Context): ChatData | GraphAnswer {
  const found = tenant.chats.all.get(parameters[0] ?? "");
  if (!found) return notFound("The chat does not exist.");
  return found.members.includes(user) ? found : refusal(403, "Forbidden", "The caller is no member of the chat.");
}

function describe(chat: ChatData, { request, tenant, user = "", base }: Context): Readonly<Record<string, unknown>> {
  const expanded = request.query.get("$expand")?.split(",") ?? [];
  const last = chat.messages.at(-1);
  return {
    id: chat.id,
    chatType: chat.type,
    topic: chat.topic,
    webUrl: `${new URL(base).origin}/l/chat/${encodeURIComponent(chat.id)}/0`,
    viewpoint: { isHidden: false, lastMessageReadDateTime: new Date(chat.read.get(user) ?? 0).toISOString() },
    ...(expanded.includes("members") && {
      members: chat.members.map((userId) => ({
        "@odata.type": "#microsoft.graph.aadUserConversationMember",
        id: `member ${userId}`,
        roles: ["owner"],
        userId,
        email: tenant.user(userId)?.data.mail ?? null,
      })),
    }),
    ...(expanded.includes("lastMessagePreview") && { lastMessagePreview: last ? preview(last) : null }),
  };
}

const preview = ({ id, createdDateTime, messageType, from, body, deletedDateTime }: SaidData) => ({
  id,
  createdDateTime,
  messageType,
  from,
  body,
  isDeleted: deletedDateTime !== null,
});

/** In pages; the latest that something was said in first, where that is asked for. */
function paged<T>(all: readonly T[], { request, base }: Context, show: (each: T) => unknown): GraphAnswer {
  const top = Math.min(Number(request.query.get("$top") ?? 20), largestPage);
  const skip = Number(request.query.get("$skiptoken") ?? 0);
  const next = new URLSearchParams(request.query);
  next.set("$skiptoken", String(skip + top));
  return ok({
    value: all.slice(skip, skip + top).map(show),
    ...(skip + top < all.length && { "@odata.nextLink": `${base}${request.path}?${next}` }),
  });
}

export function chats(context: Context): GraphAnswer {
  const { tenant, user = "", request } = context;
  const own = [...tenant.chats.all.values()].filter(({ members }) => members.includes(user));
  const filter = request.query.get("$filter");
  if (filter !== null && filter !== "chatType eq 'group'") return badRequest("The stand-in does not know this filter.");
  const wanted = filter === null ? own : own.filter(({ type }) => type === "group");
  const at = (chat: ChatData) => chat.messages.at(-1)?.createdDateTime ?? "";
  return paged(
    wanted.toSorted((a, b) => at(b).localeCompare(at(a))),
    context,
    (chat) => describe(chat, context),
  );
}

export function chat(context: Context): GraphAnswer {
  const found = entered(context);
  return "status" in found ? found : ok(describe(found, context));
}

export function open(context: Context): GraphAnswer {
  const { request, tenant, user = "" } = context;
  const bodies = field(request.body, "members");
  const names = Array.isArray(bodies)
    ? bodies.map((each) => /\/users\('([^']+)'\)$/.exec(String(field(each, "user@odata.bind")))?.[1] ?? "")
    : [];
  const members = names.map((name) => tenant.user(name));
  if (members.some((member) => !member)) return notFound("A member does not exist.");
  const ids = members.flatMap((member) => member?.id ?? []);
  const roles = (member: unknown) => String(field(member, "roles"));
  const guests = members.map((member) => (member?.data.guest ? "guest" : "owner"));
  if (!ids.includes(user)) return badRequest("The caller must be a member.");
  if (Array.isArray(bodies) && bodies.some((each, index) => roles(each) !== guests[index])) return badRequest("A role is not allowed.");
  const topic = field(request.body, "topic");
  const type = field(request.body, "chatType");
  if (ids.length < 2 || (type === "oneOnOne") !== (ids.length === 2)) return badRequest("The chat's type is not that of its members.");
  if (typeof topic === "string" && (type !== "group" || topic.includes(":") || topic.length > 250))
    return badRequest("The topic is invalid.");
  return created(describe(tenant.chats.open(ids, typeof topic === "string" ? topic : null), context));
}

export function messages(context: Context): GraphAnswer {
  const found = entered(context);
  if ("status" in found) return found;
  const filter = context.request.query.get("$filter");
  const before = filter === null ? undefined : /^createdDateTime lt (\S+)$/.exec(filter)?.[1];
  if (filter !== null && before === undefined) return badRequest("The filter is invalid.");
  const order = context.request.query.get("$orderby") === "createdDateTime desc";
  // Without an order by the same property Graph leaves the filter aside.
  const wanted = found.messages.filter(({ createdDateTime }) => !order || before === undefined || createdDateTime < before);
  return paged(wanted.toReversed(), context, (said) => said);
}

export function message(context: Context): GraphAnswer {
  const found = entered(context);
  if ("status" in found) return found;
  const said = found.messages.find(({ id }) => id === context.parameters[1]);
  return said ? ok(said) : notFound("The message does not exist.");
}

export function send(context: Context): GraphAnswer {
  const found = entered(context);
  if ("status" in found) return found;
  const body = field(context.request.body, "body");
  const content = field(body, "content");
  if (typeof content !== "string" || content === "") return badRequest("The message needs a body.");
  const importance = field(context.request.body, "importance") ?? "normal";
  return created(context.tenant.chats.say(found, context.user ?? "", content, { importance }));
}

export function markRead(context: Context): GraphAnswer {
  const found = entered(context);
  if ("status" in found) return found;
  found.read.set(context.user ?? "", Date.now());
  return { status: 204 };
}
