/** What came so far, and a way to await what is still to come. */
export interface Heard<Thing> {
  add(thing: Thing): void;
  /** The first that fits, come already or still to come. */
  first(fits: (thing: Thing) => boolean): Promise<Thing>;
  all(): readonly Thing[];
}

export function heard<Thing>(): Heard<Thing> {
  const things: Thing[] = [];
  const waiting = new Set<(thing: Thing) => void>();
  return {
    add(thing) {
      things.push(thing);
      for (const look of waiting) look(thing);
    },
    first(fits) {
      const there = things.find(fits);
      if (there !== undefined) return Promise.resolve(there);
      return new Promise((resolve) => {
        const look = (thing: Thing): void => {
          if (!fits(thing)) return;
          waiting.delete(look);
          resolve(thing);
        };
        waiting.add(look);
      });
    },
    all: () => things,
  };
}
