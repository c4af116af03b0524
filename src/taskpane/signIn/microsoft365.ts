import type { Registration, SignIn, SignInHost, Wish } from "./index.ts";
import { troubleOf } from "./trouble.ts";

/** Signing in with Entra: by Outlook itself where it can, else in a window. Each loads when it is needed. */
export async function microsoft365(registration: Registration, host: SignInHost): Promise<SignIn> {
  /** Undefined where this Outlook has no such thing, only says that it has, or breaks over it. */
  let nested = host.nested ? (await import("./nested.ts")).nestedWay(registration) : undefined;
  let byCode: Promise<SignIn> | undefined;
  const openByCode = async () => (await import("./code.ts")).codeWay(registration, host);

  async function tokenOfOutlook(wish: Wish) {
    try {
      return await nested?.token(wish);
    } catch (error) {
      if (troubleOf(error) !== "failed") throw error;
      return undefined;
    }
  }

  return {
    async token(wish) {
      // Outlook knows its own user alone: whoever chooses another account does so in a window, from then on.
      if (wish.choose) nested = undefined;
      const token = await tokenOfOutlook(wish);
      if (token) return token;
      nested = undefined;
      byCode ??= openByCode();
      return (await byCode).token(wish);
    },
  };
}
