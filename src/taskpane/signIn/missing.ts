import type { EmailAddress, Person } from "../../protocol/index.ts";
import type { State } from "../state.ts";

/** Whether somebody else than the mailbox's owner is signed in; a mailbox may go by any of a person's addresses. */
export function isMismatch({ address, aliases = [] }: Person, mailbox: EmailAddress): boolean {
  return address !== mailbox && !aliases.includes(mailbox);
}

/** Whether there is anything to say of the sign-in while the pane goes on. */
export function isAnythingMissing({ signIn, me, networks }: State, mailbox: EmailAddress): boolean {
  return signIn !== undefined || (me !== undefined && isMismatch(me.person, mailbox)) || networks.some(({ lacks }) => lacks !== undefined);
}
