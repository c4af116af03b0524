/**
 * How the pane proves to the gateway who its user is. The gateway names the way in its page. For Entra that is nested.ts (Outlook signs its
 * own user in, silently) or, where Outlook cannot, code.ts with a window of Outlook's (page.ts); renewal.ts keeps the token fresh.
 */
import type { EmailAddress } from "../../protocol/index.ts";
import { SignInError } from "./trouble.ts";

export interface Token {
  readonly text: string;
  /** Milliseconds since 1970; absent where it lasts. */
  readonly expires?: number;
}

export interface Wish {
  /** The reader has asked for it, so a window may open. */
  readonly interactive: boolean;
  /** What the token must say of how its user signed in (OpenID Connect Core section 5.5), in JSON. */
  readonly claims?: string;
  /** No token that is at hand already. */
  readonly fresh?: boolean;
  /** The reader chooses the account. */
  readonly choose?: boolean;
}

export interface SignIn {
  /** Rejects with SignInError. */
  token(wish: Wish): Promise<Token>;
  /** Where people sign in with Entra: the address at which an administrator allows what is missing, for everybody. */
  readonly consent?: string;
}

/** As much of Outlook as signing in takes. */
export interface SignInHost {
  readonly user: { readonly address: EmailAddress };
  /** Outlook signs its own user in to add-ins (nested app authentication). */
  readonly nested: boolean;
  /** Shows a page of this origin in a window, and settles with the first text that it sends. Rejects with SignInError. */
  dialog(url: string): Promise<string>;
}

/** What was registered for Rollcall in Entra, as the gateway tells it. */
export interface Registration {
  readonly client: string;
  /** The organisation's address at Entra. */
  readonly authority: string;
  readonly issuer: string;
  readonly scope: string;
}

/** The ways there are; the gateway names its own in the page. */
const ways: Readonly<Record<string, (host: SignInHost, said: DOMStringMap) => SignIn>> = {
  /** No password, on this machine alone: the gateway refuses it anywhere else. */
  loopback: ({ user }) => ({ token: async () => ({ text: `loopback:${user.address}` }) }),
  microsoft365: (host, { client = "", authority = "", issuer = "", scope = "", consent = "" }) => ({
    token: whenLoaded(async () => {
      const { microsoft365 } = await import("./microsoft365.ts");
      return microsoft365({ client, authority, issuer, scope }, host);
    }),
    consent,
  }),
};

/** Loads a way when a token is wanted for the first time: Microsoft's library is as large as the rest of the pane. */
function whenLoaded(load: () => Promise<SignIn>): SignIn["token"] {
  let loading: Promise<SignIn> | undefined;
  return async (wish) => {
    loading ??= load();
    const way = await loading.catch((cause: unknown) => {
      loading = undefined;
      throw new SignInError("offline", { cause });
    });
    return way.token(wish);
  };
}

/** The way that this page's gateway asks for: `<meta name="rollcall-sign-in" content="loopback">`. */
export function createSignIn(host: SignInHost, page: Document): SignIn {
  const meta = page.querySelector<HTMLMetaElement>('meta[name="rollcall-sign-in"]');
  const way = ways[meta?.content ?? ""];
  return way && meta ? way(host, meta.dataset) : { token: () => Promise.reject(new SignInError("failed")) };
}
