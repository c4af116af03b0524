import type { SignIn, Token, Wish } from "./index.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

export interface RenewalOptions {
  readonly signIn: SignIn;
  /** Gives the gateway a fresh token over the line that is open. Rejects where it does not take it. */
  readonly renew: (token: string) => Promise<unknown>;
  /** What keeps the sign-in from going on, or undefined where it goes on. */
  readonly tell: (trouble: Trouble | undefined) => void;
  readonly times: {
    /** How long before its end a token is renewed, where it lasts twice as long. Milliseconds, as all of them. */
    readonly ahead: number;
    /** Between two tries where Entra, or the way to it, is not there. */
    readonly renewalRetry: number;
  };
}

/** Keeps the token of an open line fresh: silently, and with the reader's help only where that fails. */
export interface Renewal {
  /** The gateway has taken this token. */
  begin(token: Token): void;
  /** Something needs a token with these claims. Settles with whether the gateway has one now. */
  satisfy(claims: string): Promise<boolean>;
  /** The reader signs in again, with whatever claims are wanted. Rejects with SignInError or WireError. */
  ask(): Promise<void>;
  stop(): void;
}

export function createRenewal({ signIn, renew, tell, times }: RenewalOptions): Renewal {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ends: number | undefined;
  /** Counts lines: what was asked for on one that is gone, is not wanted any more. */
  let line = 0;
  /** What a window has to ask for, because it could not be had silently. */
  let wanted: string | undefined;
  const asking = new Map<string, Promise<boolean>>();

  function begin(token: Token): void {
    clearTimeout(timer);
    ends = token.expires;
    if (ends === undefined) return;
    const left = ends - Date.now();
    timer = setTimeout(() => void keep(), Math.max(0, left - Math.min(times.ahead, left / 2)));
  }

  async function take(wish: Wish): Promise<void> {
    const token = await signIn.token(wish);
    await renew(token.text);
    begin(token);
  }

  async function keep(): Promise<void> {
    const mine = line;
    try {
      await take({ interactive: false, fresh: true });
    } catch (error) {
      if (mine !== line) return;
      const trouble = troubleOf(error);
      const passing = trouble === "offline" || trouble === "failed";
      // The gateway goes by its own clock: at the token's end it closes the line, and the pane begins anew.
      if (passing && Date.now() < (ends ?? 0)) timer = setTimeout(() => void keep(), times.renewalRetry);
      else tell(trouble);
    }
  }

  async function trySilently(claims: string): Promise<boolean> {
    try {
      await take({ interactive: false, claims });
      return true;
    } catch (error) {
      wanted = claims;
      tell(troubleOf(error));
      return false;
    } finally {
      asking.delete(claims);
    }
  }

  return {
    begin,
    satisfy(claims) {
      const asked = asking.get(claims) ?? trySilently(claims);
      asking.set(claims, asked);
      return asked;
    },
    async ask() {
      await take({ interactive: true, fresh: true, ...(wanted !== undefined && { claims: wanted }) });
      wanted = undefined;
      tell(undefined);
    },
    stop() {
      line += 1;
      clearTimeout(timer);
      wanted = undefined;
    },
  };
}
