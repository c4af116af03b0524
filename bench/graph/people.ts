import { parseAddress, type EmailAddress } from "#dist/protocol/index.js";

/** So many people at example.org. */
export const everyone = (count: number): readonly EmailAddress[] =>
  Array.from({ length: count }, (_, index) => parseAddress(`p${index}@example.org`)).filter((address) => address !== undefined);

/** Always the same numbers, so that one run is like another (Park and Miller's generator). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
