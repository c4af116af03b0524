/** Users, contacts, groups and what they hold. */
import { badRequest, type Context, type GraphAnswer, notFound, ok, refusal } from "./answer.ts";
import { select } from "./filter.ts";
import { type Group, type Member, proxyAddressesOf, type User, userPrincipalNameOf } from "./tenant.ts";

/** What `User.ReadBasic.All` shows of a user. */
const basic: ReadonlySet<string> = new Set(["id", "displayName", "givenName", "surname", "mail", "userPrincipalName"]);
const whole = ["User.Read.All", "Directory.Read.All"];
const defaultPage = 100;
const largestPage = 999;

/** Graph leaves out what was not selected, and gives null for what a user has not. */
const describe = {
  user: (user: User): Readonly<Record<string, unknown>> => ({
    id: user.id,
    displayName: user.data.name ?? null,
    mail: user.data.mail,
    userPrincipalName: userPrincipalNameOf(user),
    proxyAddresses: proxyAddressesOf(user),
    userType: user.data.guest ? "Guest" : "Member",
    jobTitle: user.data.title ?? null,
    department: user.data.department ?? null,
    businessPhones: user.data.businessPhone ? [user.data.businessPhone] : [],
    mobilePhone: user.data.mobilePhone ?? null,
  }),
  orgContact: ({ id, data }: Extract<Member, { kind: "orgContact" }>): Readonly<Record<string, unknown>> => ({
    id,
    displayName: data.name,
    mail: data.mail,
    proxyAddresses: [`SMTP:${data.mail}`],
    phones: data.businessPhone ? [{ type: "business", number: data.businessPhone }] : [],
  }),
  group: (group: Group): Readonly<Record<string, unknown>> => ({
    id: group.id,
    displayName: group.data.name,
    mail: group.data.mail,
    proxyAddresses: proxyAddressesOf(group),
    visibility: group.data.hiddenMembership ? "HiddenMembership" : "Public",
  }),
};

function shown(member: Member, { request, granted }: Context): Readonly<Record<string, unknown>> {
  const all =
    member.kind === "user" ? describe.user(member) : member.kind === "group" ? describe.group(member) : describe.orgContact(member);
  const selected = request.query.get("$select")?.split(",");
  const limited = member.kind === "user" && !whole.some((permission) => granted.has(permission));
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => (name === "id" || !selected || selected.includes(name)) && (!limited || basic.has(name))),
  );
}

/** `GET /users`, `/contacts`, `/groups`: only those whom a filter names. */
export const list =
  (kind: Member["kind"]) =>
  (context: Context): GraphAnswer => {
    const filter = context.request.query.get("$filter");
    if (filter === null) return badRequest("The stand-in lists nobody without $filter.");
    const members = select(context.tenant, kind, filter);
    if (!members) return badRequest(`Unsupported or invalid query filter clause: ${filter}`, "Request_UnsupportedQuery");
    const limited = kind === "user" && filter.includes("proxyAddresses") && !whole.some((permission) => context.granted.has(permission));
    if (limited) return refusal(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    return ok({ value: members.map((member) => shown(member, context)) });
  };

export function user(context: Context): GraphAnswer {
  const found = context.tenant.user(context.parameters[0] ?? "");
  return found ? ok(shown(found, context)) : notFound("The user does not exist.");
}

const noPhoto = () =>
  refusal(404, "ImageNotFound", "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.");

export function photos({ tenant, parameters }: Context): GraphAnswer {
  const photo = tenant.user(parameters[0] ?? "")?.data.photo;
  return photo ? ok({ value: [{ "@odata.mediaContentType": "image/jpeg", id: "64x64", width: 64, height: 64 }] }) : noPhoto();
}

/** Only as a batch answers it, in base64: Rollcall asks in no other way. */
export function photo({ tenant, parameters }: Context): GraphAnswer {
  const found = tenant.user(parameters[0] ?? "")?.data.photo;
  return found ? ok(found, { "Content-Type": "image/jpeg" }) : noPhoto();
}

/** `GET /groups/{id}/transitiveMembers`: nested groups are opened and listed too; whom the caller may not read has an id alone. */
export function transitiveMembers(context: Context): GraphAnswer {
  const { tenant, request, granted, base } = context;
  const group = tenant.group(context.parameters[0] ?? "");
  if (!group) return notFound("The group does not exist.");
  if (group.data.hiddenMembership && !granted.has("Member.Read.Hidden")) {
    return refusal(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
  }
  const top = Math.min(Number(request.query.get("$top") ?? defaultPage), largestPage);
  const skip = Number(request.query.get("$skiptoken") ?? 0);
  const members = tenant.membersOf(group);
  const value = members
    .slice(skip, skip + top)
    .map((member) => ({ "@odata.type": `#microsoft.graph.${member.kind}`, ...readable(member, context) }));
  if (skip + top >= members.length) return ok({ value });
  const next = new URLSearchParams(request.query);
  next.set("$skiptoken", String(skip + top));
  return ok({ value, "@odata.nextLink": `${base}${request.path}?${next}` });
}

const reading: Readonly<Record<Member["kind"], readonly string[]>> = {
  user: ["User.ReadBasic.All", ...whole],
  orgContact: ["OrgContact.Read.All", "Directory.Read.All"],
  group: ["Group.ReadBasic.All", "GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"],
};
const readable = (member: Member, context: Context) =>
  reading[member.kind].some((permission) => context.granted.has(permission)) ? shown(member, context) : { id: member.id };
