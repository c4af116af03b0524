import * as client from "openid-client";
import { NetworkError } from "../network.ts";
import { renewalOf } from "./entra.ts";
import type { Token } from "./token.ts";

/** What a user, or the administrator for all of them, allows Rollcall to do in their name; each with what it is for. */
export const scopes = {
  "Chat.Read": "chats, their messages and replies",
  "Chat.Create": "beginning a chat",
  "ChatMessage.Send": "sending in it",
  "Chat.ReadWrite": "marking as read in Teams, too (holds the three above)",
  "Presence.Read.All": "hearing of changed presence at once",
  "OnlineMeetings.ReadWrite": "meetings that begin at once",
} as const;

/** A user's token for Graph, for which the pane's token is exchanged (OAuth 2.0 on-behalf-of, RFC 7523 section 2.1). */
export interface UserToken extends Token {
  /** What it allows. Rejects as `get` does. */
  scopes(): Promise<ReadonlySet<string>>;
  /** The pane has brought a fresh token: what was refused to the old one may be given to this one. */
  renew(assertion: string): void;
}

interface Exchanged {
  readonly token: string;
  readonly scopes: ReadonlySet<string>;
  readonly renew: number;
}

/**
 * Exchanged when first needed, kept until shortly before its end. Rejects with `unauthorized` where the pane must bring another token, with the
 * claims challenge where Entra has one, and with `forbidden` where nobody has consented.
 */
export function userToken(entra: client.Configuration, scope: string, assertion: string): UserToken {
  let current: Exchanged | undefined;
  let asking: Promise<Exchanged> | undefined;
  /** Entra's refusal holds for the assertion that it refused. */
  let refused: NetworkError | undefined;

  async function exchange(): Promise<Exchanged> {
    const shown = assertion;
    try {
      const parameters = { assertion: shown, scope, requested_token_use: "on_behalf_of" };
      const answer = await client.genericGrantRequest(entra, "urn:ietf:params:oauth:grant-type:jwt-bearer", parameters);
      current = { token: answer.access_token, scopes: new Set(answer.scope?.split(" ").map(nameOf)), renew: renewalOf(answer) };
      return current;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.code === "unauthorized" && shown === assertion) refused = refusal;
      throw refusal;
    } finally {
      asking = undefined;
    }
  }

  async function now(): Promise<Exchanged> {
    if (current && Date.now() < current.renew) return current;
    if (refused) throw refused;
    return (asking ??= exchange());
  }

  return {
    get: async () => (await now()).token,
    scopes: async () => (await now()).scopes,
    forget(token = current?.token) {
      if (current?.token === token) current = undefined;
    },
    renew(fresh) {
      if (fresh === assertion) return;
      assertion = fresh;
      refused = undefined;
    },
  };
}

/** Entra names scopes with or without the service that they are of. */
const nameOf = (scope: string): string => scope.slice(scope.lastIndexOf("/") + 1);

/** AADSTS65001: nobody has consented, neither this user nor the administrator. */
const noConsent = 65001;

function refusalOf(error: unknown): NetworkError {
  if (!(error instanceof client.ResponseBodyError) || error.status >= 500 || error.status === 429) {
    return new NetworkError("unreachable", "Entra cannot be reached.", { cause: error });
  }
  const { claims, error_codes: codes } = error.cause;
  if (Array.isArray(codes) && codes.includes(noConsent)) {
    return new NetworkError("forbidden", "Nobody has allowed Rollcall to chat in this user's name.", { cause: error.error });
  }
  return new NetworkError("unauthorized", "Entra wants the user to sign in again.", {
    cause: error.error, // its description may name the user
    ...(typeof claims === "string" && { claims }),
  });
}
