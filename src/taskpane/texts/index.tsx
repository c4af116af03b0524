import { createContext, use } from "react";
import { loadRest } from "./load.ts";
import type { Text } from "./text.ts";

export type { Text } from "./text.ts";

export const TextContext = createContext<Text | undefined>(undefined);

/** What the list of people says, in the reader's language: `text("availability-busy")`. */
export function useText(): Text {
  const text = use(TextContext);
  if (!text) throw new Error("useText outside its context");
  return text;
}

/** All the texts; a view that needs more than the list does begins with this, and suspends until they are there. */
export function useAllText(): Text {
  const text = useText();
  use(loadRest(text));
  return text;
}
