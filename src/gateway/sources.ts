import type { EmailAddress, NetworkState, OwnStatus, Presence, Time } from "../protocol/index.ts";
import { compose } from "./compose.ts";
import type { KeptAccount } from "./keep.ts";

/** One network's account in a hub, and what it last said of each watched person. */
export interface HubAccount {
  readonly name: string;
  readonly kept: KeptAccount;
  readonly known: Map<EmailAddress, Presence>;
  /** The user's own status as this network has it. */
  told?: OwnStatus;
}

const dead = (state: NetworkState) => state.state === "unreachable" || state.state === "refused";

/** Whether this account has a say in presence: it can tell, or it would if it were there. */
export const tells = ({ kept: { state } }: HubAccount): boolean =>
  state.parts.includes("presence") || (state.state !== "connected" && state.parts.length === 0);

/** Whether nothing more is to be waited for: each account has answered, or is away. */
export const answered = (accounts: readonly HubAccount[], address: EmailAddress): boolean =>
  accounts.every((account) => !tells(account) || dead(account.kept.state) || account.known.has(address));

/** What all accounts together know of a person now; where none knows anything, why. */
export function composed(accounts: readonly HubAccount[], address: EmailAddress, now: Time): Presence {
  const parts: Presence[] = [];
  for (const account of accounts) {
    if (!tells(account)) continue;
    const { name, kept, known } = account;
    const part = dead(kept.state) ? unreachable(address, name, kept.state.since) : known.get(address);
    if (part) parts.push(part);
  }
  if (parts.length > 0) return compose(parts, now);
  return unknown(address, { code: accounts.some(tells) ? "pending" : "no-network" });
}

/** A presence of which nothing is known, and why. */
export const unknown = (address: EmailAddress, reason: NonNullable<Presence["reason"]>): Presence => ({
  address,
  availability: "unknown",
  reason,
  sources: [],
});

const unreachable = (address: EmailAddress, network: string, since: Time): Presence => ({
  address,
  availability: "unknown",
  reason: { code: "unreachable", network, since },
  sources: [{ network, availability: "unknown", observed: since }],
});
