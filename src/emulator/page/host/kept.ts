/** Texts by key, as the server of a real mailbox keeps them: here in the browser, so that they survive a reload. */
export type Kept = Readonly<Record<string, string>>;

/** `place` names what they belong to: a mailbox, or an item of it, and the add-in. */
export function load(place: readonly string[]): Kept {
  // Written by `save` alone, on this origin.
  return JSON.parse(localStorage.getItem(JSON.stringify(place)) ?? "{}") as Kept;
}

export function save(place: readonly string[], kept: Kept): void {
  localStorage.setItem(JSON.stringify(place), JSON.stringify(kept));
}
