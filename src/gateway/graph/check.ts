import * as z from "zod/mini";
import type { EmailAddress } from "../../protocol/index.ts";
import { NetworkError } from "../network.ts";
import type { Ask } from "./client.ts";
import type { Graph } from "./index.ts";
import type { Permission } from "./permissions.ts";
import { quoted } from "./resolver.ts";
import { inUtc } from "./time.ts";

/** What came of trying a permission. `untried`: it takes something to try it on that is not there. */
export interface Finding {
  readonly permission: Permission;
  readonly state: "granted" | "missing" | "untried";
  /** Why it was not tried. */
  readonly why?: string;
}

type Probe = Pick<Ask<unknown>, "path" | "body" | "workload">;

const Listed = z.object({ value: z.array(z.object({ id: z.optional(z.string()) })) });
const hour = 3_600_000;

/**
 * Tries what each permission is for, on one person of the organisation. Rejects with NetworkError where Entra does not let the application in,
 * or where it cannot be asked.
 */
export async function checkPermissions(graph: Graph, person: EmailAddress): Promise<readonly Finding[]> {
  const byMail = (path: string): Probe => ({ path: `${path}?${filter(`mail eq ${quoted(person)}`)}`, workload: "directory" });
  const [basic, id] = await lookUp(graph, byMail("/users"));
  const findings: Finding[] = [basic];
  const others = probes(person, id, byMail);
  for (const permission of Object.keys(others) as Other[]) {
    // The table's keys are those of its type.
    const probe = others[permission];
    findings.push(typeof probe === "string" ? { permission, state: "untried", why: probe } : await attempt(graph, permission, probe));
  }
  return findings;
}

/** All but the one that everything begins with. */
type Other = Exclude<Permission, "User.ReadBasic.All">;

function probes(person: EmailAddress, id: string | undefined, byMail: (path: string) => Probe): Readonly<Record<Other, Probe | string>> {
  const nobody = `${person} is nobody whom Graph knows; name somebody of the organisation`;
  const ofPerson = (probe: (id: string) => Probe) => (id === undefined ? nobody : probe(id));
  return {
    "User.Read.All": { path: `/users?${filter(`proxyAddresses/any(p:p eq ${quoted(`smtp:${person}`)})`)}`, workload: "directory" },
    "ProfilePhoto.Read.All": ofPerson((each) => ({ path: `/users/${each}/photos`, workload: `mailbox ${each}` })),
    "OrgContact.Read.All": byMail("/contacts"),
    "GroupMember.Read.All": byMail("/groups"),
    "Member.Read.Hidden": "it shows only where a list hides its members",
    "Presence.Read.All": ofPerson((each) => ({
      path: "/communications/getPresencesByUserId",
      body: { ids: [each] },
      workload: "presence",
    })),
    "Calendars.ReadBasic": ofPerson((each) => ({
      path: `/users/${each}/calendar/getSchedule`,
      body: { schedules: [person], startTime: inUtc(Date.now()), endTime: inUtc(Date.now() + hour) },
      workload: `mailbox ${each}`,
    })),
    "MailTips.ReadBasic.All": ofPerson((each) => ({
      path: `/users/${each}/getMailTips`,
      body: { EmailAddresses: [person], MailTipsOptions: "automaticReplies" },
      workload: `mailbox ${each}`,
    })),
  };
}

async function lookUp(graph: Graph, probe: Probe): Promise<readonly [Finding, id: string | undefined]> {
  const permission = "User.ReadBasic.All";
  try {
    const { value } = await graph.client.ask({ ...probe, schema: Listed, permission });
    return [{ permission, state: "granted" }, value[0]?.id];
  } catch (error) {
    return [whyNot(permission, error), undefined];
  }
}

async function attempt(graph: Graph, permission: Permission, probe: Probe): Promise<Finding> {
  try {
    await graph.client.ask({ ...probe, schema: Listed, permission });
    return { permission, state: "granted" };
  } catch (error) {
    return whyNot(permission, error);
  }
}

function whyNot(permission: Permission, error: unknown): Finding {
  if (!(error instanceof NetworkError) || error.code === "unauthorized") throw error;
  if (error.code === "not-found") return { permission, state: "granted" }; // looked for, and not there: somebody without a photo
  return error.code === "forbidden" ? { permission, state: "missing" } : { permission, state: "untried", why: error.message };
}

const filter = ($filter: string) => new URLSearchParams({ $filter, $select: "id" });
