import type { EmailAddress } from "../../protocol/index.ts";
import type { Rollcall } from "../store.tsx";

/** Opens a list into its members, or closes it again. The members are asked for once; after a failure, again. */
export async function toggleList({ store, connection }: Pick<Rollcall, "store" | "connection">, list: EmailAddress): Promise<void> {
  const known = store.get().people.lists.get(list);
  if (known && known.state !== "failed") return store.dispatch({ type: "list", list, change: { open: !known.open } });
  store.dispatch({ type: "list", list, change: { state: "loading", open: true } });
  const change = await connection.request({ type: "expand", list }).then(
    ({ members }) => ({ state: "loaded" as const, members: members ?? [] }),
    () => ({ state: "failed" as const, open: false }),
  );
  // The reader may have gone on to another item in the meantime.
  if (store.get().people.lists.has(list)) store.dispatch({ type: "list", list, change });
}
