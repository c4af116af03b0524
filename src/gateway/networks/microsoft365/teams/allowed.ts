import { scopes, type UserToken } from "../../../graph/userToken.ts";
import { NetworkError } from "../../../network.ts";

/** What a chat takes; any one of a row will do. */
const needed = [
  ["Chat.Read", "Chat.ReadWrite"],
  ["Chat.Create", "Chat.ReadWrite"],
  ["ChatMessage.Send", "Chat.ReadWrite"],
] as const;

/** Why Rollcall cannot chat in this user's name, for an administrator; undefined where it can, or where only the user has to do something. */
export async function whyNoChat(token: UserToken): Promise<string | undefined> {
  try {
    const allowed = await token.scopes();
    const missing = needed.filter((any) => !any.some((scope) => allowed.has(scope))).map(([least]) => least);
    return missing.length > 0
      ? `Chats need a delegated permission: ${missing.map((each) => `${each} (${scopes[each]})`).join("; ")}.`
      : undefined;
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const passing = error.code === "unreachable" || error.claims !== undefined;
    return passing ? undefined : `Chats need a user's token that Entra exchanges: ${error.message}`;
  }
}
