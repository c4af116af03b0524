import { SignJWT } from "jose";
import { domain } from "./server.ts";

const minute = 60;
const now = (): number => Math.floor(Date.now() / 1000);

/** The claims that let this user in. */
export const claims = (user: string) => ({ jid: `${user}@${domain}`, iat: now(), exp: now() + minute });

/** A token with these claims, signed with the base64url key; `alg` is HS256 in good ones. */
export const mint = (secret: string, claims: Readonly<Record<string, unknown>>, alg = "HS256"): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg, typ: "JWT" }).sign(Buffer.from(secret, "base64url"));

/** One that claims to need no signature (RFC 7518 section 3.6). */
export const unsigned = (claims: object): string =>
  [{ alg: "none", typ: "JWT" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".") + ".";
