/** Where Entra leads an administrator back to who has, or has not, allowed Rollcall what it asks for. */
import { tell } from "./words.ts";

const answer = new URLSearchParams(location.search);
const given = answer.get("admin_consent")?.toLowerCase() === "true" && !answer.has("error");
const declined = /^(access|permission)_denied$/.test(answer.get("error") ?? "");
// Only Entra's number: its words could be anybody's, for anybody can make up an address.
const [code = "?"] = /\bAADSTS\d+\b/.exec(answer.get("error_description") ?? "") ?? [];

await tell(given ? "given" : declined ? "declined" : "failed", { code });
