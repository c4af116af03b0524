import { scopes, type UserToken } from "../../../graph/userToken.ts";
import { NetworkError } from "../../../network.ts";

/** What each takes; any one of a row will do. */
const needed = {
  Chats: [
    ["Chat.Read", "Chat.ReadWrite"],
    ["Chat.Create", "Chat.ReadWrite"],
    ["ChatMessage.Send", "Chat.ReadWrite"],
  ],
  Meetings: [["OnlineMeetings.ReadWrite"]],
} as const;

/**
 * Why Rollcall cannot chat or meet in this user's name, for an administrator; undefined where it can, or where only the user has to do
 * something.
 */
export async function whyNot(what: keyof typeof needed, token: UserToken): Promise<string | undefined> {
  const rows: readonly (readonly [least: keyof typeof scopes, ...others: (keyof typeof scopes)[]])[] = needed[what];
  try {
    const allowed = await token.scopes();
    const missing = rows.filter((any) => !any.some((scope) => allowed.has(scope))).map(([least]) => least);
    return missing.length > 0
      ? `${what} need a delegated permission: ${missing.map((each) => `${each} (${scopes[each]})`).join("; ")}.`
      : undefined;
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const passing = error.code === "unreachable" || error.claims !== undefined;
    return passing ? undefined : `${what} need a user's token that Entra exchanges: ${error.message}`;
  }
}
