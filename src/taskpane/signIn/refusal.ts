import type { Trouble } from "./trouble.ts";

/** AADSTS65001, 65004, 90094, 90095: consent was not given, was declined, or is an administrator's to give. */
const consentCodes = /\bAADSTS(65001|65004|90094|90095)\b/;

/** What Entra refused for, by the words of its protocol. Silently, whatever a window could mend is worth one. */
export function whyRefused(error: string, description: string, interactive: boolean): Trouble {
  if (!interactive) return "interaction";
  if (error === "consent_required" || consentCodes.test(description)) return "consent";
  if (error === "access_denied") return "cancelled";
  return /^(interaction|login|mfa)_required$|^invalid_grant$/.test(error) ? "interaction" : "failed";
}
