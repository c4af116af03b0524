import type { EmailAddress } from "../protocol/index.ts";
import type { Connection } from "./connection.ts";
import { addressesOf } from "./people/rows.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.tsx";

/** Whom the pane shows anywhere at this moment: the reader, the item's people, those of the chats and calls in the strip, and who asks. */
function peopleInSight({ item, people, chats, calls, askers = [] }: State, user: EmailAddress): ReadonlySet<EmailAddress> {
  const chatting = Object.values(chats.conversations).flatMap((conversation) => conversation.people);
  const calling = Object.values(calls.calls).flatMap((call) => call.parties.map(({ address }) => address));
  return new Set([user, ...addressesOf(item, people.lists), ...chatting, ...calling, ...askers]);
}

/** Tells the gateway whom to watch: one frame for each change of the set, none where it stays. Returns how to stop. */
export function keepWatching(store: Store, connection: Connection, user: EmailAddress): () => void {
  let seen = store.get();
  let watched: ReadonlySet<EmailAddress> = new Set();
  return store.subscribe(() => {
    const state = store.get();
    const same =
      state.item === seen.item &&
      state.people.lists === seen.people.lists &&
      state.chats.conversations === seen.chats.conversations &&
      state.calls.calls === seen.calls.calls &&
      state.askers === seen.askers;
    seen = state;
    if (same) return;
    const wanted = peopleInSight(state, user);
    if (wanted.size === watched.size && [...wanted].every((address) => watched.has(address))) return;
    watched = wanted;
    connection.tell({ type: "watch", people: [...wanted] });
  });
}
