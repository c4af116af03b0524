/** Why nobody is signed in; each is said in words by view.tsx. */
export type Trouble =
  | "interaction" // the reader has to do something, and has not been asked
  | "cancelled"
  | "blocked" // the browser let no window open
  | "consent" // nobody has allowed Rollcall to sign people in
  | "offline" // Entra, or the way to it, is not there now
  | "refused" // the gateway takes none of the tokens
  | "failed";

/** Why there is no token. Never carries what Entra said: that may name people. */
export class SignInError extends Error {
  override readonly name = "SignInError";
  readonly code: Trouble;
  constructor(code: Trouble, options?: { cause?: unknown }) {
    super(`not signed in: ${code}`, options);
    this.code = code;
  }
}

/** What a way of signing in rejected with; anything else is a mistake of ours. */
export function troubleOf(error: unknown): Trouble {
  return error instanceof SignInError ? error.code : "failed";
}
