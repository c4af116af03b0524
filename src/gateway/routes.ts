import type { KeptAccount } from "./account.ts";
import type { CallId, ErrorCode } from "../protocol/index.ts";
import { type Account, type Calls, type Chat, NetworkError } from "./network.ts";

type Part = "presence" | "chat" | "calls" | "meetings";

/** The first network, in configured order, that has the part and reaches all the people. */
export async function firstThatReaches<P extends Part, T>(
  accounts: readonly KeptAccount[],
  part: P,
  attempt: (part: NonNullable<Account[P]>) => Promise<T>,
): Promise<T> {
  let refusal: NetworkError | undefined;
  for (const { account } of accounts) {
    const able = account?.[part];
    if (!able) continue;
    try {
      return await attempt(able);
    } catch (error) {
      if (!(error instanceof NetworkError && passedOn.has(error.code))) throw error;
      refusal ??= error;
    }
  }
  throw refusal ?? lacking(accounts, part);
}

/** Refusals after which another network may still do it. */
const passedOn: ReadonlySet<ErrorCode> = new Set(["not-found", "unsupported", "unreachable"]);

/** The chat of the network that carries a conversation; where that is not known, the first one says whether it knows it. */
export function chatOf(accounts: readonly KeptAccount[], via: string | undefined): Chat {
  const carrier = accounts.find((each) => (via === undefined ? each.account?.chat : each.name === via));
  return carrier?.account?.chat ?? fail(lacking(accounts, "chat"));
}

/** The network in which a call rings or goes on. */
export function callsOf(accounts: readonly KeptAccount[], call: CallId): Calls {
  const able = accounts.flatMap(({ account }) => account?.calls ?? []);
  const carrier = able.find((calls) => calls.current().some(({ id }) => id === call)) ?? able[0];
  return carrier ?? fail(lacking(accounts, "calls"));
}

/** Nobody can do it: for now, where a network that could is away. */
export const lacking = (accounts: readonly KeptAccount[], part: Part | "ask" | "publish" | "free-busy" | "links"): NetworkError =>
  accounts.some(({ state }) => state.state !== "connected" && (state.parts.length === 0 || state.parts.includes(part)))
    ? new NetworkError("unreachable", "The network that could do this cannot be reached now.")
    : new NetworkError("unsupported", "None of your networks can do this.");

function fail(error: NetworkError): never {
  throw error;
}
