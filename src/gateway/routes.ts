import type { CallId, ConversationId, ErrorCode } from "../protocol/index.ts";
import { type Account, type Calls, type Chat, NetworkError } from "./network.ts";
import type { HubAccount } from "./sources.ts";

type Part = "chat" | "calls";

/** The first network, in configured order, that has the part and reaches all the people. */
export async function firstThatReaches<P extends Part, T>(
  accounts: readonly HubAccount[],
  part: P,
  attempt: (part: NonNullable<Account[P]>, network: string) => Promise<T>,
): Promise<T> {
  let refusal: NetworkError | undefined;
  for (const { name, kept } of accounts) {
    const able = kept.account?.[part];
    if (!able) continue;
    try {
      return await attempt(able, name);
    } catch (error) {
      if (!(error instanceof NetworkError && passedOn.has(error.code))) throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? lacking(accounts, part);
}

/** Refusals after which another network may still do it. */
const passedOn: ReadonlySet<ErrorCode> = new Set(["not-found", "unsupported", "unreachable"]);

/** The network that carries a conversation; where that is not known, the first that chats says whether it knows it. */
export function chatOf(accounts: readonly HubAccount[], via: ReadonlyMap<ConversationId, string>, conversation: ConversationId): Chat {
  const name = via.get(conversation);
  const carrier = accounts.find((account) => (name === undefined ? account.kept.account?.chat : account.name === name));
  return carrier?.kept.account?.chat ?? fail(lacking(accounts, "chat"));
}

/** The network in which a call rings or goes on. */
export function callsOf(accounts: readonly HubAccount[], call: CallId): Calls {
  const able = accounts.flatMap(({ kept }) => kept.account?.calls ?? []);
  const carrier = able.find((calls) => calls.current().some(({ id }) => id === call)) ?? able[0];
  return carrier ?? fail(lacking(accounts, "calls"));
}

/** Nobody can do it: for now, where a network that could is away. */
export const lacking = (accounts: readonly HubAccount[], part: Part | "publish"): NetworkError =>
  accounts.some(({ kept: { state } }) => state.state !== "connected" && (state.parts.length === 0 || state.parts.includes(part)))
    ? new NetworkError("unreachable", "The network that could do this cannot be reached now.")
    : new NetworkError("unsupported", "None of your networks can do this.");

function fail(error: NetworkError): never {
  throw error;
}
