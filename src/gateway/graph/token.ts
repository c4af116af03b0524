import * as client from "openid-client";
import { NetworkError } from "../network.ts";
import { renewalOf } from "./entra.ts";

/** A token for Graph, whosever it is. */
export interface Token {
  /** One that lasts for a while yet. Rejects with NetworkError. */
  get(): Promise<string>;
  /** This one was refused, or lacks what has been granted since: the next one is a new one. */
  forget(token?: string): void;
}

/**
 * The application's own token (OAuth 2.0 client credentials, RFC 6749 section 4.4). `get` rejects with `unauthorized` where Entra refuses the
 * application.
 */
export function appToken(entra: client.Configuration, scope: string): Token {
  let current: { readonly token: string; readonly renew: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    try {
      const answer = await client.clientCredentialsGrant(entra, { scope });
      current = { token: answer.access_token, renew: renewalOf(answer) };
      return current.token;
    } catch (error) {
      throw refusal(error);
    } finally {
      asking = undefined;
    }
  }

  return {
    async get() {
      if (current && Date.now() < current.renew) return current.token;
      return (asking ??= ask());
    },
    forget(token = current?.token) {
      if (current?.token === token) current = undefined;
    },
  };
}

/** What Entra says of a secret that is wrong or has ended names the application, and no secret. */
function refusal(error: unknown): NetworkError {
  if (error instanceof client.ResponseBodyError && error.status < 500) {
    return new NetworkError("unauthorized", `Entra refuses the application: ${error.error_description ?? error.error}`, { cause: error });
  }
  return new NetworkError("unreachable", "Entra cannot be reached.", { cause: error });
}
