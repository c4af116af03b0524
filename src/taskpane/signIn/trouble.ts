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

/** AADSTS65001, 65004, 90094, 90095: consent was not given, was declined, or is an administrator's to give. */
const consentCodes = /\bAADSTS(65001|65004|90094|90095)\b/;

/** What Entra refused for, by the words of its protocol. Silently, whatever a window could mend is worth one. */
export function whyRefused(error: string, description: string, interactive: boolean): Trouble {
  if (!interactive) return "interaction";
  if (error === "consent_required" || consentCodes.test(description)) return "consent";
  if (error === "access_denied") return "cancelled";
  return /^(interaction|login|mfa)_required$|^invalid_grant$/.test(error) ? "interaction" : "failed";
}
