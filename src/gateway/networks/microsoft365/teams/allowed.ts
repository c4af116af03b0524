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

type Scope = keyof typeof scopes;

/** Why Rollcall cannot do something in a user's name: in words for an administrator, and which permissions would mend it. */
export interface Obstacle {
  readonly words: string;
  readonly lacks: readonly Scope[];
}

/** What keeps Rollcall from chatting or meeting in this user's name; undefined where nothing does, or where only the user has to do something. */
export async function whyNot(what: keyof typeof needed, token: UserToken): Promise<Obstacle | undefined> {
  const rows: readonly (readonly [least: Scope, ...others: Scope[]])[] = needed[what];
  try {
    const allowed = await token.scopes();
    const lacks = rows.filter((any) => !any.some((scope) => allowed.has(scope))).map(([least]) => least);
    const words = `${what} need a delegated permission: ${lacks.map((each) => `${each} (${scopes[each]})`).join("; ")}.`;
    return lacks.length > 0 ? { words, lacks } : undefined;
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const passing = error.code === "unreachable" || error.claims !== undefined;
    if (passing) return undefined;
    const words = `${what} need a user's token that Entra exchanges: ${error.message}`;
    return { words, lacks: error.code === "forbidden" ? rows.map(([least]) => least) : [] };
  }
}
