import { errors } from "jose";

/** What jose calls the trouble of fetching keys; all else is the token's. */
export const unreached: ReadonlySet<string> = new Set([errors.JWKSTimeout.code, errors.JOSEError.code, errors.JWKSInvalid.code]);
