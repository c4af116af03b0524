import type { EmailAddress } from "../../../protocol/index.ts";
import type { AccountEvents } from "../../network.ts";

/** Who is signed in now; one person may be so several times. */
export interface Accounts {
  add(address: EmailAddress, events: AccountEvents): void;
  remove(address: EmailAddress, events: AccountEvents): void;
  signedIn(address: EmailAddress): boolean;
  /** Says it to every account of these people, each on its own. */
  tell(people: Iterable<EmailAddress>, say: (events: AccountEvents) => void): void;
}

export function accounts(): Accounts {
  const open = new Map<EmailAddress, Set<AccountEvents>>();
  return {
    add(address, events) {
      const own = open.get(address);
      if (own) own.add(events);
      else open.set(address, new Set([events]));
    },
    remove(address, events) {
      const own = open.get(address);
      own?.delete(events);
      if (own?.size === 0) open.delete(address);
    },
    signedIn: (address) => open.has(address),
    tell(people, say) {
      for (const address of people) for (const events of open.get(address) ?? []) say(events);
    },
  };
}
