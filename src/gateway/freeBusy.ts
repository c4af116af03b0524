import { type EmailAddress, type FreeBusy, type FreeBusyReason, limits, type Person, type Time } from "../protocol/index.ts";
import type { KeptAccount } from "./account.ts";
import { within } from "./clock.ts";
import type { Hub } from "./hub.ts";
import { NetworkError } from "./network.ts";
import { lacking } from "./routes.ts";
import { flatten } from "./slots.ts";

interface Span {
  readonly from: Time;
  readonly to: Time;
}

/** One network's answers, by person; undefined: it did not answer. */
type Answers = ReadonlyMap<EmailAddress, FreeBusy> | undefined;

/** Milliseconds: a network that takes longer must not keep the others' answers from a pane, which waits for 15 s. */
const patience = 8000;

const day = 86_400_000;

/** When these people are busy, as all networks of the user know it together: one answer for each, by primary address. */
export async function askFreeBusy(hub: Hub, people: readonly EmailAddress[], span: Span): Promise<FreeBusy[]> {
  const now = Date.now();
  // The day that is still going on somewhere, and what is to come: where somebody was is nobody's business.
  if (span.from < now - 2 * day) throw new NetworkError("bad-request", "Only what is to come can be asked for.");
  if (span.to > now + limits.freeBusySpan + day) throw new NetworkError("too-large", "That is too far away.");
  const able = hub.accounts.filter(canTell);
  if (!able.some(({ account }) => account?.freeBusy)) throw lacking(hub.accounts, "free-busy");
  const who = await hub.options.lookup.who(people);
  const each = [...new Map([...who.values()].map((person) => [person.address, person])).values()];
  const asked = each.filter(({ kind }) => kind !== "list").map(({ address }) => address);
  const answers = await Promise.all(able.map((account) => ask(hub, account, asked, span)));
  return each.map((person) => merge(person, answers, span));
}

/** Whether this account has a say: it can tell, or it may be able to once it is there. */
const canTell = ({ state }: KeptAccount): boolean =>
  state.parts.includes("free-busy") || (state.state !== "connected" && state.parts.length === 0);

async function ask(hub: Hub, { name, account }: KeptAccount, people: readonly EmailAddress[], { from, to }: Span): Promise<Answers> {
  if (people.length === 0) return new Map();
  try {
    const answers = account?.freeBusy && (await within(patience, account.freeBusy.of(people, from, to)));
    return answers && new Map(answers.map((answer) => [answer.address, answer]));
  } catch (error) {
    hub.options.log.warn({ network: name, err: error }, "free/busy could not be asked for");
    return undefined;
  }
}

/** The strongest first: what may change soon, what the person decided, what is simply not there. */
const reasons: readonly FreeBusyReason[] = ["unreachable", "not-shared", "no-calendar", "not-in-directory"];

const unreachable = (address: EmailAddress): FreeBusy => ({ address, reason: "unreachable" });

function merge({ address, external }: Person, networks: readonly Answers[], { from, to }: Span): FreeBusy {
  const answers = networks.flatMap((answers) => (answers ? (answers.get(address) ?? []) : unreachable(address)));
  const known = answers.flatMap((answer) => ("slots" in answer ? answer : []));
  const given = new Set(answers.flatMap((answer) => ("reason" in answer ? answer.reason : [])));
  if (known.length > 0) {
    const slots = known.flatMap((answer) => answer.slots);
    const workingHours = known.find((answer) => answer.workingHours)?.workingHours;
    const incomplete = given.has("unreachable") || known.some((answer) => answer.incomplete);
    return { address, slots: flatten(slots, from, to), ...(workingHours && { workingHours }), ...(incomplete && { incomplete }) };
  }
  const reason = reasons.find((each) => given.has(each)) ?? "no-calendar";
  return { address, reason: external && reason !== "not-shared" ? "external" : reason };
}
