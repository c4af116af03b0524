import type { Config } from "./config.ts";
import { hostsOf, issuerOf } from "./graph/config.ts";
import { adminConsent } from "./graph/consent.ts";

/** How a page is told to sign people in; nothing of it is secret. */
export interface SignInPage {
  readonly kind: string;
  /** What that way takes, by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** The one other origin that a page has to ask. */
  readonly asks?: string;
}

/** The scope of Rollcall's own that people's tokens are for: the Application ID URI, and its name there. */
export function ownScope({ signIn, microsoft365 }: Config): { readonly api: string; readonly scope: string } | undefined {
  if (signIn === "loopback" || signIn.kind !== "microsoft365" || !microsoft365) return undefined;
  return { api: signIn.api ?? `api://${microsoft365.client}`, scope: signIn.scope };
}

/** What the pages of a gateway at `origin` say of signing in. */
export function signInPage(config: Config, origin: string): SignInPage {
  const { signIn, microsoft365 } = config;
  const own = ownScope(config);
  if (!own || !microsoft365) return { kind: signIn === "loopback" ? signIn : signIn.kind, settings: {} };
  const { login } = hostsOf(microsoft365);
  const { tenant, client } = microsoft365;
  return {
    kind: "microsoft365",
    settings: {
      client,
      authority: `${login}/${tenant}`,
      issuer: issuerOf(microsoft365),
      scope: `${own.api}/${own.scope}`,
      consent: adminConsent(microsoft365, origin),
    },
    asks: login,
  };
}
