/** The organisation behind the stand-in: a small description of it, and the same with ids, versions and a way to change it. */
import { createHash } from "node:crypto";
import { type Chats, createChats } from "./chats.ts";
import type { RegistrationData } from "./registrationRoutes.ts";

export interface PersonData {
  readonly mail: string;
  /** Where it differs from `mail`. */
  readonly userPrincipalName?: string;
  readonly aliases?: readonly string[];
  readonly name?: string;
  readonly title?: string;
  readonly department?: string;
  readonly businessPhone?: string;
  readonly mobilePhone?: string;
  readonly guest?: boolean;
  /** JPEG, in base64. */
  readonly photo?: string;
  /** Graph's words; a person without any has never signed in to Teams. */
  readonly presence?: PresenceData;
  /** The automatic reply that is on, as HTML. */
  readonly automaticReply?: string;
  /** When it begins and ends, where that is set: milliseconds since 1970. */
  readonly automaticReplyTimes?: readonly [start: number, end: number];
  readonly calendar?: readonly SlotData[];
  readonly workingHours?: { readonly start: string; readonly end: string; readonly timeZone: string };
  /** The code of the error that whoever asks for their free/busy gets, ErrorNoFreeBusyAccess for one. */
  readonly calendarError?: string;
}

export interface PresenceData {
  readonly availability: string;
  readonly activity: string;
  readonly outOfOffice?: string;
  readonly statusMessage?: string;
  /** Milliseconds since 1970. */
  readonly statusMessageExpires?: number;
  readonly workLocation?: "office" | "remote" | "timeOff";
}

export interface SlotData {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly status: "free" | "tentative" | "busy" | "oof" | "workingElsewhere" | "unknown";
  readonly subject?: string;
}

export interface GroupData {
  readonly mail: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  /** The mail addresses of people, contacts and other groups. */
  readonly members: readonly string[];
  readonly hiddenMembership?: boolean;
}

export interface ContactData {
  readonly mail: string;
  readonly name: string;
  readonly businessPhone?: string;
}

export interface TenantData {
  readonly people: readonly PersonData[];
  readonly contacts?: readonly ContactData[];
  readonly groups?: readonly GroupData[];
  /** Exchange's own, of which Entra knows nothing: their mail address and how many they reach. */
  readonly dynamicLists?: readonly { readonly mail: string; readonly size: number }[];
  /** The application's, as its administrator has set it. */
  readonly registration?: RegistrationData;
}

/** A member of the directory; `data` is as it was described, and replaced as a whole where it changes. */
export interface Entity<K extends "user" | "orgContact" | "group", D extends { readonly mail: string }> {
  readonly kind: K;
  readonly id: string;
  data: D;
}
export interface User extends Entity<"user", PersonData> {
  /** Counts the presences that were set. */
  version: number;
}
export type Contact = Entity<"orgContact", ContactData>;
export type Group = Entity<"group", GroupData>;
export type Member = User | Contact | Group;

export interface Tenant {
  readonly id: string;
  user(idOrName: string): User | undefined;
  group(id: string): Group | undefined;
  /** Everybody of a kind who has this value in the property; what Graph indexes, and nothing else. */
  where(kind: Member["kind"], property: Indexed, value: string): readonly Member[];
  /** All that a group holds, each once, its nested groups among them. */
  membersOf(group: Group): readonly Member[];
  byMail(mail: string): Member | undefined;
  readonly dynamicLists: ReadonlyMap<string, number>;
  readonly chats: Chats;
  readonly registration: RegistrationData | undefined;
  /** As Graph shows them, by organiser and `externalId`. */
  readonly meetings: Map<string, object>;
  setPresence(mail: string, presence: PresenceData | undefined): void;
  /** Hears of every presence that is set. */
  listen(hear: (user: User) => void): void;
  change(mail: string, change: Partial<PersonData>): void;
  remove(mail: string): void;
}

export const indexed = ["id", "mail", "userPrincipalName", "proxyAddresses"] as const;
export type Indexed = (typeof indexed)[number];

export const tenantId = "7d1c6f0a-3c4e-4b7e-9a52-0f4f0a8b2c11";

export function createTenant(data: TenantData, id = tenantId): Tenant {
  const members = new Map<string, Member>();
  const index = new Map<string, Member[]>();
  const listeners: ((user: User) => void)[] = [];
  const keyOf = (kind: Member["kind"], property: Indexed, value: string) => `${kind} ${property} ${value.toLowerCase()}`;
  const keysOf = (member: Member) =>
    indexed.flatMap((property) => valuesOf(member, property).map((value) => keyOf(member.kind, property, value)));
  const enlist = (member: Member) => {
    members.set(member.id, member);
    for (const key of new Set(keysOf(member))) index.set(key, [...(index.get(key) ?? []), member]);
  };
  const strike = (member: Member) => {
    members.delete(member.id);
    for (const key of keysOf(member)) index.set(key, index.get(key)?.filter((other) => other !== member) ?? []);
  };
  for (const person of data.people) enlist({ kind: "user", id: idOf("user", person.mail), data: person, version: 1 });
  for (const contact of data.contacts ?? []) enlist({ kind: "orgContact", id: idOf("orgContact", contact.mail), data: contact });
  for (const group of data.groups ?? []) enlist({ kind: "group", id: idOf("group", group.mail), data: group });

  const byMail = (mail: string) =>
    (["user", "group", "orgContact"] as const).flatMap((kind) => index.get(keyOf(kind, "mail", mail)) ?? [])[0];
  const known = (mail: string): User => {
    const member = byMail(mail);
    if (member?.kind !== "user") throw new Error(`${mail} is nobody of this tenant`);
    return member;
  };

  return {
    id,
    user(name) {
      const member = members.get(name.toLowerCase()) ?? index.get(keyOf("user", "userPrincipalName", name))?.[0];
      return member?.kind === "user" ? member : undefined;
    },
    group(id) {
      const member = members.get(id.toLowerCase());
      return member?.kind === "group" ? member : undefined;
    },
    where: (kind, property, value) => index.get(keyOf(kind, property, value)) ?? [],
    membersOf(group) {
      const found = new Set<Member>();
      const open = ({ data }: Group) => {
        for (const mail of data.members) {
          const member = byMail(mail);
          if (!member || found.has(member)) continue;
          found.add(member);
          if (member.kind === "group") open(member);
        }
      };
      open(group);
      return [...found];
    },
    byMail,
    chats: createChats(),
    registration: data.registration,
    meetings: new Map(),
    dynamicLists: new Map(data.dynamicLists?.map(({ mail, size }) => [mail.toLowerCase(), size])),
    setPresence(mail, presence) {
      const user = known(mail);
      user.data = { ...user.data, presence };
      user.version += 1;
      for (const hear of listeners) hear(user);
    },
    listen: (hear) => void listeners.push(hear),
    change(mail, change) {
      const user = known(mail);
      strike(user);
      user.data = { ...user.data, ...change };
      enlist(user);
    },
    remove: (mail) => strike(known(mail)),
  };
}

/** The primary address is written `SMTP:`, the others `smtp:`. */
export function proxyAddressesOf({ data }: Member): readonly string[] {
  const aliases = "aliases" in data ? (data.aliases ?? []) : [];
  return [`SMTP:${data.mail}`, ...aliases.map((alias) => `smtp:${alias}`)];
}

export const userPrincipalNameOf = ({ data }: User): string => data.userPrincipalName ?? data.mail;

function valuesOf(member: Member, property: Indexed): readonly string[] {
  switch (property) {
    case "id":
      return [member.id];
    case "mail":
      return [member.data.mail];
    case "proxyAddresses":
      return proxyAddressesOf(member);
    case "userPrincipalName":
      return member.kind === "user" ? [userPrincipalNameOf(member)] : [];
  }
}

/** Always the same for the same address, as a test wants it. */
function idOf(kind: Member["kind"], mail: string): string {
  const hex = createHash("sha256").update(`${kind} ${mail.toLowerCase()}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
