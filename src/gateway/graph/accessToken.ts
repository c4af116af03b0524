import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import * as z from "zod/mini";
import { NetworkError } from "../network.ts";
import { type Application, hostsOf, issuerOf } from "./config.ts";
import { unreached } from "./keys.ts";

/** Whom Entra signed a token for: a user of the organisation, by what no administrator can rename. */
export interface Subject {
  /** The user's id in the organisation. */
  readonly oid: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export interface AccessTokenOptions {
  /** The scope of Rollcall's own that the pane has asked for. */
  readonly scope: string;
  /** The applications that may ask for it; Rollcall's own where none is given. */
  readonly clients?: readonly string[] | undefined;
}

/** Seconds that Entra's clock and ours may differ. */
const clockTolerance = 60;

/** Names and addresses are in a token, too; they change hands, and decide nothing here. */
const Claims = z.object({
  tid: z.guid(),
  oid: z.guid(),
  ver: z.literal("2.0"),
  azp: z.string(),
  scp: z.string(),
  exp: z.number(),
  idtyp: z.optional(z.string()),
});

/** Verifies access tokens (version 2.0) that Entra gave out for Rollcall's own scope. Rejects with NetworkError. */
export function accessTokens(
  application: Application,
  { scope, clients = [application.client] }: AccessTokenOptions,
): (token: string) => Promise<Subject> {
  const { login } = hostsOf(application);
  const issuer = issuerOf(application);
  // Fetched anew when a token names a key that is not there, at the most twice a minute; a key that is withdrawn is gone within ten minutes.
  const keys = createRemoteJWKSet(new URL(`${login}/${application.tenant}/discovery/v2.0/keys`));

  return async (token) => {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience: application.client,
      algorithms: ["RS256"],
      requiredClaims: ["exp"],
      clockTolerance,
    }).catch((error: unknown) => {
      throw refusal(error);
    });
    const { data: claims } = Claims.safeParse(payload);
    const own = claims?.tid === application.tenant.toLowerCase() && clients.includes(claims.azp) && claims.idtyp !== "app";
    if (!claims || !own || !claims.scp.split(" ").includes(scope)) throw unauthorized();
    return { oid: claims.oid, expires: claims.exp * 1000 };
  };
}

const refusal = (error: unknown): NetworkError =>
  error instanceof errors.JOSEError && !unreached.has(error.code)
    ? unauthorized(error)
    : new NetworkError("unreachable", "The keys of Entra cannot be fetched.", { cause: error });

const unauthorized = (cause?: unknown) => new NetworkError("unauthorized", "The sign-in is not valid or too old.", { cause });
