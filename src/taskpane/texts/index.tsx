import { createContext, use } from "react";
import type { Text } from "./text.ts";

export type { Text } from "./text.ts";

export const TextContext = createContext<Text | undefined>(undefined);

/** The texts in the reader's language: `text("availability-busy")`. */
export function useText(): Text {
  const text = use(TextContext);
  if (!text) throw new Error("useText outside its context");
  return text;
}
