import type { EmailAddress, Presence } from "../../../protocol/index.ts";

interface Batch {
  readonly presence: readonly Presence[];
  readonly longer: Map<Presence, Batch>;
}

/**
 * Which changes go to which watcher. Watchers whom the same changes concern get the very same array, because a frame is encoded once by its
 * identity: the batches grow as a tree, in which those who watch the same people walk the same path.
 */
export function batches<Watcher>(
  changes: readonly Presence[],
  watchersOf: (person: EmailAddress) => Iterable<Watcher>,
): ReadonlyMap<Watcher, readonly Presence[]> {
  const nothing: Batch = { presence: [], longer: new Map() };
  const reached = new Map<Watcher, Batch>();
  for (const change of changes) {
    for (const watcher of watchersOf(change.address)) {
      const batch = reached.get(watcher) ?? nothing;
      let longer = batch.longer.get(change);
      if (!longer) batch.longer.set(change, (longer = { presence: [...batch.presence, change], longer: new Map() }));
      reached.set(watcher, longer);
    }
  }
  const found = new Map<Watcher, readonly Presence[]>();
  for (const [watcher, batch] of reached) found.set(watcher, batch.presence);
  return found;
}
