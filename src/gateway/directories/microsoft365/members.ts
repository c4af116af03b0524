import * as z from "zod/mini";
import { limits, type EmailAddress, type Person } from "../../../protocol/index.ts";
import type { Graph } from "../../graph/index.ts";
import { users, GraphUser } from "../../graph/user.ts";
import { NetworkError } from "../../network.ts";
import { contacts, GraphContact, type GraphGroup, ofContact, ofUser } from "./person.ts";

/** A page's most. */
const top = 999;

/** Users, contacts, groups and devices come mixed; whom Rollcall may not read has nothing but an id. */
const Member = z.object({ "@odata.type": z.optional(z.string()), ...GraphUser.shape, ...GraphContact.shape });

/** Everybody in a group, nested groups opened. Rejects where they are hidden, or more than a pane can watch. */
export async function membersOf({ id, visibility }: GraphGroup, { client, grants }: Graph): Promise<readonly Person[]> {
  const hidden = visibility === "HiddenMembership";
  const permission = hidden ? "Member.Read.Hidden" : "GroupMember.Read.All";
  if (grants.lacks(permission)) throw refusal(hidden);
  const select = [...new Set(["id", ...users.select, ...contacts.select])].join(",");
  const path = `/groups/${id}/transitiveMembers?${new URLSearchParams({ $select: select, $top: String(top) })}`;
  const people = new Map<EmailAddress, Person>();
  try {
    for await (const page of client.pages({ path, schema: Member, workload: "directory", cost: 5, permission })) {
      for (const member of page) {
        const person = ofMember(member);
        if (person) people.set(person.address, person);
      }
      if (people.size > limits.watched) throw new NetworkError("too-large", `The list has more than ${limits.watched} members.`);
    }
  } catch (error) {
    if (error instanceof NetworkError && error.code === "forbidden") throw refusal(hidden, error);
    throw error;
  }
  return [...people.values()];
}

function ofMember(member: z.output<typeof Member>): Person | undefined {
  if (member["@odata.type"] === "#microsoft.graph.user") return ofUser(member);
  return member["@odata.type"] === "#microsoft.graph.orgContact" ? ofContact(member) : undefined;
}

const refusal = (hidden: boolean, cause?: unknown) =>
  new NetworkError("forbidden", hidden ? "The list hides its members." : "Rollcall may not read the members of lists.", { cause });
