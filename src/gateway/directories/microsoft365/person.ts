import * as z from "zod/mini";
import type { Person, Phone } from "../../../protocol/index.ts";
import { addressesOf, type Collection, type Entity } from "../../graph/resolver.ts";
import { lineOf } from "../../graph/text.ts";
import type { GraphUser } from "../../graph/user.ts";

const text = z.optional(z.nullable(z.string()));

/** Characters of a name, a title or a department. */
const longest = 300;

/** Graph's orgContact: somebody outside, whom the organisation's address book names. */
export const GraphContact = z.object({
  id: z.string(),
  mail: text,
  displayName: text,
  proxyAddresses: z.optional(z.array(z.string())),
  phones: z.optional(z.array(z.object({ type: text, number: text }))),
});
export type GraphContact = z.output<typeof GraphContact>;

export const contacts: Collection<GraphContact> = {
  path: "/contacts",
  entity: GraphContact,
  select: ["mail", "displayName", "proxyAddresses", "phones"],
  permission: "OrgContact.Read.All",
};

export const GraphGroup = z.object({
  id: z.string(),
  mail: text,
  displayName: text,
  proxyAddresses: z.optional(z.array(z.string())),
  visibility: text,
});
export type GraphGroup = z.output<typeof GraphGroup>;

export const groups: Collection<GraphGroup> = {
  path: "/groups",
  entity: GraphGroup,
  select: ["mail", "displayName", "proxyAddresses", "visibility"],
  permission: "GroupMember.Read.All",
  aliases: "GroupMember.Read.All",
};

/** A guest's presence is told in their own organisation, and not here. Whether there is a photo shows only when it is asked for. */
export function ofUser(user: GraphUser): Person | undefined {
  const { jobTitle, department, businessPhones = [], mobilePhone, userType } = user;
  const phones = [...businessPhones.map(phone("work")), ...(mobilePhone ? [phone("mobile")(mobilePhone)] : [])];
  return named(user, {
    ...(jobTitle && { title: lineOf(jobTitle, longest) }),
    ...(department && { department: lineOf(department, longest) }),
    ...(phones.length > 0 && { phones }),
    photo: true,
    ...(userType === "Guest" && { external: true }),
  });
}

export function ofContact(contact: GraphContact): Person | undefined {
  const phones = (contact.phones ?? []).flatMap(({ type, number }) => {
    const kind = phoneKinds[type ?? ""];
    return kind && number ? [phone(kind)(number)] : [];
  });
  return named(contact, { ...(phones.length > 0 && { phones }), external: true });
}

export const ofGroup = (group: GraphGroup): Person | undefined => named(group, { kind: "list" });

/** Undefined where no mail reaches it. */
function named(entity: Entity & { readonly displayName?: string | null | undefined }, more: Partial<Person>): Person | undefined {
  const [address, ...aliases] = addressesOf(entity);
  if (!address) return undefined;
  const name = lineOf(entity.displayName ?? "", longest);
  return { address, kind: "person", ...(name && { name }), ...(aliases.length > 0 && { aliases }), ...more };
}

const phone = (kind: Phone["kind"]) => (number: string) => ({ kind, number });
const phoneKinds: Readonly<Record<string, Phone["kind"]>> = { business: "work", mobile: "mobile", home: "home" };
