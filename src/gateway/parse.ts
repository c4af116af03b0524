import { type ErrorCode, PaneMessage } from "../protocol/index.ts";

/** What a frame from a pane is: a message, or a refusal that the pane can be told of. */
export type Frame = { readonly message: PaneMessage } | { readonly refusal: ErrorCode; readonly id?: number };

/** Strict: undefined means that nothing can be said but goodbye (4400). */
export function parseFrame(text: string): Frame | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = PaneMessage.safeParse(value);
  if (parsed.success) return { message: parsed.data };
  const id = idOf(value);
  // Too many people or too long a text is an honest pane at a limit, also where the message carries no id.
  if (parsed.error.issues.some((issue) => issue.code === "too_big")) return { refusal: "too-large", id };
  return id === undefined ? undefined : { refusal: "bad-request", id };
}

function idOf(value: unknown): number | undefined {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "number" ? value.id : undefined;
}
