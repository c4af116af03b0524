import type { Call, EmailAddress, Party } from "../../protocol/index.ts";

/** How a call ended, as far as the user must be told. */
export type Outcome = "ended" | "declined" | "unanswered" | "unreachable" | "missed" | "lost";

/** The call as it was and as it ended; undefined where the user need not be told: they answered or declined elsewhere. */
export function outcome(before: Call, after: Call, me: EmailAddress, pane: string | undefined): Outcome | undefined {
  const own = partyOf(before, me);
  if (own?.state === "ringing") return partyOf(after, me)?.state === "missed" ? "missed" : undefined;
  if (own?.state !== "joined" || own.pane !== pane) return undefined;
  if (before.established !== undefined || after.established !== undefined) return "ended";
  return unanswered(after, me);
}

/** Why nobody came to the user's own call. */
export function unanswered(call: Call, me: EmailAddress): Outcome {
  const others = call.parties.filter((party) => party.address !== me).map((party) => party.state);
  return unestablished.find(([state]) => others.includes(state))?.[1] ?? "ended";
}

/** Where several did not come, the most telling of their reasons is said. */
const unestablished: readonly (readonly [Party["state"], Outcome])[] = [
  ["declined", "declined"],
  ["missed", "unanswered"],
  ["unreachable", "unreachable"],
];

function partyOf(call: Call, address: EmailAddress): Party | undefined {
  return call.parties.find((party) => party.address === address);
}
