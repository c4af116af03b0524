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

/** What the pages of a gateway at `origin` say of signing in. */
export function signInPage({ signIn, microsoft365 }: Config, origin: string): SignInPage {
  if (signIn === "loopback") return { kind: "loopback", settings: {} };
  if (signIn.kind !== "microsoft365" || !microsoft365) return { kind: signIn.kind, settings: {} };
  const { login } = hostsOf(microsoft365);
  const { tenant, client } = microsoft365;
  return {
    kind: "microsoft365",
    settings: {
      client,
      authority: `${login}/${tenant}`,
      issuer: issuerOf(microsoft365),
      scope: `${signIn.api ?? `api://${client}`}/${signIn.scope}`,
      consent: adminConsent(microsoft365, origin),
    },
    asks: login,
  };
}
