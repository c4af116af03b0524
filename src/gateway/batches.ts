import type { EmailAddress, Presence } from "../protocol/index.ts";

/** A set of changes, as the last of them and the batch of those before it. */
interface Batch {
  readonly last?: Presence;
  readonly before?: Batch;
  longer?: Map<Presence, Batch>;
  /** Made once, for all whom it concerns. */
  presence?: readonly Presence[];
}

/**
 * Tells each watcher of the changes that concern it. Those whom the same changes concern get the very same array, because a frame is encoded
 * once by its identity: the batches grow as a tree, in which those who watch the same people walk the same path.
 */
export function tellBatches<Watcher>(
  changes: readonly Presence[],
  watchersOf: (person: EmailAddress) => Iterable<Watcher>,
  tell: (watcher: Watcher, batch: readonly Presence[]) => void,
): void {
  const [only] = changes;
  if (only && changes.length === 1) {
    for (const watcher of watchersOf(only.address)) tell(watcher, changes);
    return;
  }
  const nothing: Batch = {};
  const reached = new Map<Watcher, Batch>();
  for (const change of changes) {
    for (const watcher of watchersOf(change.address)) reached.set(watcher, longer(reached.get(watcher) ?? nothing, change));
  }
  for (const [watcher, batch] of reached) tell(watcher, (batch.presence ??= changesOf(batch)));
}

function longer(batch: Batch, change: Presence): Batch {
  const known = batch.longer?.get(change);
  if (known) return known;
  const made: Batch = { last: change, before: batch };
  (batch.longer ??= new Map()).set(change, made);
  return made;
}

function changesOf(batch: Batch): readonly Presence[] {
  const changes: Presence[] = [];
  for (let at: Batch | undefined = batch; at?.last; at = at.before) changes.unshift(at.last);
  return changes;
}
