/** Entra's side: tokens for applications, tokens of users for an application's own scope, and the keys that these are signed with. */
import { randomUUID } from "node:crypto";
import { calculateJwkThumbprint, decodeProtectedHeader, exportJWK, generateKeyPair, importX509, type JWK, jwtVerify, SignJWT } from "jose";

export interface App {
  readonly id: string;
  readonly secret: string;
  /** PEM of the certificate that it may use instead. */
  readonly certificate?: string;
}

export interface LoginOptions {
  readonly tenant: string;
  readonly app: App;
  /** Application permissions that the administrator has granted. */
  readonly granted: readonly string[];
  readonly origin: () => string;
  /** Seconds that a token for an application lasts. */
  readonly lifetime?: number;
}

export interface Login {
  /** `application/json`, or undefined where there is no such page. */
  page(method: string, path: string, form: URLSearchParams): Promise<{ readonly status: number; readonly body: object } | undefined>;
  /** What the bearer may; undefined where the token is none, or too old. */
  granted(token: string): ReadonlySet<string> | undefined;
  grant(...permissions: readonly string[]): void;
  /** Consent is withdrawn: no token holds it from now on. */
  withdraw(...permissions: readonly string[]): void;
  /** All tokens that were given out for applications are refused from now on. */
  expireTokens(): void;
  /** A user's token for the app's own scope; what is given goes over what is usual. */
  userToken(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Tokens are signed with a new key from now on; the old one is published no longer. */
  rotateKeys(): void;
  /** How many tokens applications were given. */
  readonly issued: number;
}

interface Key {
  readonly kid: string;
  readonly publicKey: JWK;
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>;
}

export function createLogin({ tenant, app, granted, origin, lifetime = 3599 }: LoginOptions): Login {
  const permissions = new Set(granted);
  const tokens = new Map<string, { readonly expires: number; readonly roles: ReadonlySet<string> }>();
  let key: (() => Promise<Key>) | undefined;
  let issued = 0;
  const keyNow = () => (key ?? firstKey)();
  const issuer = () => `${origin()}/${tenant}/v2.0`;

  async function token(form: URLSearchParams) {
    const refused = (error: string, code: number) => ({
      status: error === "invalid_client" ? 401 : 400,
      body: { error, error_codes: [code] },
    });
    if (form.get("grant_type") !== "client_credentials") return refused("unsupported_grant_type", 70003);
    if (form.get("client_id") !== app.id) return refused("unauthorized_client", 700016);
    const assertion = form.get("client_assertion");
    const proven = assertion
      ? await proves(assertion, app, `${origin()}/${tenant}/oauth2/v2.0/token`)
      : form.get("client_secret") === app.secret;
    if (!proven) return refused("invalid_client", 7000215);
    if (!form.get("scope")?.endsWith("/.default")) return refused("invalid_scope", 1002012);
    const access_token = randomUUID();
    issued += 1;
    tokens.set(access_token, { expires: Date.now() + lifetime * 1000, roles: new Set(permissions) });
    return { status: 200, body: { token_type: "Bearer", expires_in: lifetime, ext_expires_in: lifetime, access_token } };
  }

  return {
    async page(method, path, form) {
      if (method === "POST" && path === `/${tenant}/oauth2/v2.0/token`) return token(form);
      if (method !== "GET") return undefined;
      if (path === `/${tenant}/v2.0/.well-known/openid-configuration`) {
        const jwks_uri = `${origin()}/${tenant}/discovery/v2.0/keys`;
        return { status: 200, body: { issuer: issuer(), jwks_uri, token_endpoint: `${origin()}/${tenant}/oauth2/v2.0/token` } };
      }
      if (path === `/${tenant}/discovery/v2.0/keys`) return { status: 200, body: { keys: [(await keyNow()).publicKey] } };
      return undefined;
    },
    granted(token) {
      const found = tokens.get(token);
      return found && found.expires > Date.now() ? found.roles : undefined;
    },
    grant: (...names) => names.forEach((name) => permissions.add(name)),
    withdraw: (...names) => names.forEach((name) => permissions.delete(name)),
    expireTokens: () => tokens.clear(),
    async userToken(claims = {}) {
      const now = Math.floor(Date.now() / 1000);
      const usual = {
        iss: issuer(),
        aud: app.id,
        tid: tenant,
        ver: "2.0",
        azp: app.id,
        scp: "access_as_user",
        iat: now,
        nbf: now,
        exp: now + 3600,
      };
      return (await keyNow()).sign({ ...usual, ...claims });
    },
    rotateKeys() {
      const made = createKey();
      key = () => made;
    },
    get issued() {
      return issued;
    },
  };
}

let first: Promise<Key> | undefined;
/** Making one takes long: all stand-ins of a process begin with the same. */
const firstKey = () => (first ??= createKey());

async function createKey(): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    kid,
    publicKey: { ...jwk, kid, use: "sig", alg: "RS256" },
    sign: (claims) => new SignJWT({ ...claims }).setProtectedHeader({ alg: "RS256", typ: "JWT", kid }).sign(privateKey),
  };
}

/** A client assertion (RFC 7523) must be signed with the certificate's key, and name the certificate by its thumbprint. */
async function proves(assertion: string, { id, certificate }: App, audience: string): Promise<boolean> {
  const { alg = "", "x5t#S256": thumbprint } = decodeProtectedHeader(assertion);
  if (!certificate || !thumbprint) return false;
  const verified = await jwtVerify(assertion, await importX509(certificate, alg), { issuer: id, subject: id, audience }).catch(
    () => undefined,
  );
  return verified !== undefined;
}
