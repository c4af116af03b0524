/**
 * The authorization code flow with PKCE (RFC 7636): the window of page.ts brings a code, which is worth nothing without the verifier that stays
 * here, and this page exchanges it. What lasts, a refresh token, is kept in this tab's storage: a pane that is not pinned loads with each message.
 */
import * as oauth from "openid-client";
import type { Registration, SignIn, SignInHost, Token, Wish } from "./index.ts";
import { whyRefused } from "./refusal.ts";
import { SignInError, type Trouble } from "./trouble.ts";

/** Milliseconds that a token must last for yet, to be used once more. */
const margin = 60_000;

export function codeWay(registration: Registration, host: SignInHost): SignIn {
  const { client, authority, issuer } = registration;
  const entra = new oauth.Configuration(
    { issuer, authorization_endpoint: `${authority}/oauth2/v2.0/authorize`, token_endpoint: `${authority}/oauth2/v2.0/token` },
    client,
    undefined,
    oauth.None(),
  );
  if (authority.startsWith("http:")) oauth.allowInsecureRequests(entra); // a stand-in on this machine
  const redirect = new URL("signin.html", location.href).href;
  const scope = `${registration.scope} openid profile offline_access`;
  const kept = keptIn(`rollcall ${client} ${host.user.address}`);
  let current: Token | undefined;

  function take(answer: oauth.TokenEndpointResponse): Token {
    kept.set(answer.refresh_token);
    current = { text: answer.access_token, expires: Date.now() + (answer.expires_in ?? 0) * 1000 };
    return current;
  }

  async function refresh(token: string, claims: string | undefined): Promise<Token> {
    try {
      return take(await oauth.refreshTokenGrant(entra, token, { scope, ...(claims !== undefined && { claims }) }));
    } catch (error) {
      if (error instanceof oauth.ResponseBodyError && claims === undefined) kept.set(undefined);
      throw refusal(error, false);
    }
  }

  async function ask({ claims, choose }: Wish): Promise<Token> {
    const verifier = oauth.randomPKCECodeVerifier();
    const [state, nonce] = [oauth.randomState(), oauth.randomNonce()];
    const { searchParams } = oauth.buildAuthorizationUrl(entra, {
      redirect_uri: redirect,
      response_mode: "fragment", // which no server's log sees
      scope,
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      login_hint: host.user.address,
      ...(claims !== undefined && { claims }),
      ...(choose && { prompt: "select_account" }),
    });
    const answer = new URL(redirect);
    // The window begins on this origin, as Outlook wants it, and goes on to Entra by itself.
    answer.search = await host.dialog(`${redirect}#${searchParams}`);
    try {
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
      return take(await oauth.authorizationCodeGrant(entra, answer, checks));
    } catch (error) {
      throw refusal(error, true);
    }
  }

  return {
    async token(wish) {
      const { interactive, claims, fresh, choose } = wish;
      const usable = current && (current.expires ?? 0) - Date.now() > margin;
      if (current && usable && !fresh && !choose && claims === undefined) return current;
      const refreshing = choose ? undefined : kept.get();
      if (refreshing !== undefined) {
        const token = await refresh(refreshing, claims).catch((error: unknown) => {
          if (!interactive || !(error instanceof SignInError) || error.code === "offline") throw error;
        });
        if (token) return token;
      }
      if (!interactive) throw new SignInError("interaction");
      return ask(wish);
    },
  };
}

function refusal(error: unknown, interactive: boolean): SignInError {
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError) {
    const busy = error instanceof oauth.ResponseBodyError && (error.status >= 500 || error.status === 429);
    const trouble: Trouble = busy ? "offline" : whyRefused(error.error, error.error_description ?? "", interactive);
    return new SignInError(trouble);
  }
  return new SignInError(error instanceof TypeError ? "offline" : "failed"); // what fetch rejects with where nobody answers
}

/** One text in this tab's storage, or in this page's memory where a browser allows no storage in a frame. */
function keptIn(name: string): { get(): string | undefined; set(text: string | undefined): void } {
  let memory: string | undefined;
  return {
    get() {
      try {
        return sessionStorage.getItem(name) ?? undefined;
      } catch {
        return memory;
      }
    },
    set(text) {
      memory = text;
      try {
        if (text === undefined) sessionStorage.removeItem(name);
        else sessionStorage.setItem(name, text);
      } catch {
        // It is in memory.
      }
    },
  };
}
