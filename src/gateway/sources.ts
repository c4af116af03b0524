import type { EmailAddress, NetworkState, Presence, Time } from "../protocol/index.ts";
import type { KeptAccount } from "./account.ts";
import { compose, unknown } from "./compose.ts";

const dead = ({ state }: NetworkState) => state === "unreachable" || state === "refused";

/** Whether this account has a say in presence: it can tell, or it may be able to when it is there. */
const tells = ({ state }: KeptAccount): boolean =>
  state.parts.includes("presence") || (state.state !== "connected" && state.parts.length === 0);

/** Whether nothing more is to be waited for: each account has answered, or is away. */
export const answered = (accounts: readonly KeptAccount[], address: EmailAddress): boolean =>
  accounts.every((account) => !tells(account) || dead(account.state) || account.known.has(address));

/** What all accounts together know of a person now; where none knows anything, why. */
export function composed(accounts: readonly KeptAccount[], address: EmailAddress, now: Time): Presence {
  const parts: Presence[] = [];
  for (const account of accounts) {
    if (!tells(account)) continue;
    const part = dead(account.state) ? unreachable(address, account.state) : account.known.get(address);
    if (part) parts.push(part);
  }
  if (parts.length > 0) return compose(parts, now);
  return unknown(address, { code: accounts.some(tells) ? "pending" : "no-network" });
}

const unreachable = (address: EmailAddress, { name, since }: NetworkState): Presence => ({
  address,
  availability: "unknown",
  reason: { code: "unreachable", network: name, since },
  sources: [{ network: name, availability: "unknown", observed: since }],
});
