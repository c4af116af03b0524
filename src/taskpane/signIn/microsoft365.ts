import { codeWay } from "./code.ts";
import type { Registration, SignIn, SignInHost } from "./index.ts";
import { nestedWay } from "./nested.ts";

/** Signing in with Entra: by Outlook itself where it can, else in a window. */
export function microsoft365(registration: Registration, host: SignInHost): SignIn {
  const byCode = codeWay(registration, host);
  /** Undefined where this Outlook has no such thing, or only says that it has. */
  let nested = host.nested ? nestedWay(registration) : undefined;
  return {
    async token(wish) {
      // Outlook knows its own user alone: whoever chooses another account does so in a window, from then on.
      if (wish.choose) nested = undefined;
      const token = await nested?.token(wish);
      if (token) return token;
      nested = undefined;
      return byCode.token(wish);
    },
  };
}
