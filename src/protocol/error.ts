import * as z from "zod/mini";

/** Why something was not done. What each of them is in words stands in the pane. */
export const ErrorCode = z.enum([
  "bad-request", // the frame's words are off
  "unauthorized", // the token is no token of ours, or too old
  "forbidden", // known, but not allowed
  "not-found", // no such conversation, call, list
  "too-large", // text, people or frame over a limit
  "too-many", // too often
  "unreachable", // the network that should do it is away
  "unsupported", // no network of this user can do it
  "conflict", // the state has moved on (a call already answered, say)
  "storage", // could not be kept: nothing was changed
  "internal",
]);
export type ErrorCode = z.output<typeof ErrorCode>;
