import type { EmailAddress } from "../protocol/index.ts";
import type { Connection } from "./connection.ts";
import { addressesOf } from "./people/rows.ts";
import type { State } from "./state.ts";
import type { Store } from "./store.tsx";

/** Whose presence the pane shows anywhere at this moment: the reader's own, the item's people, those of a conversation in view. */
function peopleInSight({ item, people, view, chats }: State, user: EmailAddress): ReadonlySet<EmailAddress> {
  const conversation = view.name === "chat" ? chats.conversations[view.conversation] : undefined;
  return new Set([user, ...addressesOf(item, people.lists), ...(conversation?.people ?? [])]);
}

/** Tells the gateway whom to watch: one frame for each change of the set, none where it stays. Returns how to stop. */
export function keepWatching(store: Store, connection: Connection, user: EmailAddress): () => void {
  let seen = store.get();
  let watched: ReadonlySet<EmailAddress> = new Set();
  return store.subscribe(() => {
    const state = store.get();
    const same = state.item === seen.item && state.people.lists === seen.people.lists && state.view === seen.view;
    seen = state;
    if (same) return;
    const wanted = peopleInSight(state, user);
    if (wanted.size === watched.size && [...wanted].every((address) => watched.has(address))) return;
    watched = wanted;
    connection.tell({ type: "watch", people: [...wanted] });
  });
}
