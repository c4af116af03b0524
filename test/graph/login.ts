/**
 * Entra's side: tokens for applications, and the keys that tokens are signed with; signIn.ts is what people see of it, who get tokens for the
 * application's own scope.
 */
import { randomUUID } from "node:crypto";
import { calculateJwkThumbprint, decodeProtectedHeader, exportJWK, generateKeyPair, importX509, type JWK, jwtVerify, SignJWT } from "jose";
import { createSignIn, type Account, type Answer, type SignIn } from "./signIn.ts";

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
  /** Delegated scopes that were consented to. */
  readonly consented?: readonly string[] | undefined;
  /** Those that an administrator can consent to; all of them at once. */
  readonly allowable: readonly string[];
  readonly origin: () => string;
  /** Seconds that a token for an application lasts. */
  readonly lifetime?: number;
  /** Seconds that a user's token for the application lasts. */
  readonly userLifetime?: number;
  /** Who is there, by address. */
  readonly account: (mail: string) => Account | undefined;
}

export interface Login {
  /** What `url` answers, or undefined where there is no such page. `from`: the origin of the page that asks. */
  page(method: string, url: URL, form: URLSearchParams, from?: string): Promise<Answer | undefined>;
  /** People who sign in by themselves. */
  readonly people: Pick<SignIn, "nested" | "want" | "given">;
  /** Who bears it; undefined where the token is none, or too old. */
  bearer(token: string): Bearer | undefined;
  /** The user, or the administrator for all, allows the application these scopes from now on, and no others. */
  consent(...scopes: readonly string[]): void;
  /** Entra exchanges no token of this user's any more: the password was changed, say. Where it names claims, one that has them will do. */
  revoke(oid: string, claims?: string): void;
  /** Nobody gets a token, or the keys, and this status instead. Returns what takes it back. */
  fail(status: number): () => void;
  grant(...permissions: readonly string[]): void;
  /** Consent is withdrawn: no token holds it from now on. */
  withdraw(...permissions: readonly string[]): void;
  /** All tokens for Graph that were given out are refused from now on. */
  expireTokens(): void;
  /** A user's token for the app's own scope; what is given goes over what is usual. */
  userToken(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  /** Tokens are signed with a new key from now on; the old one is published no longer. */
  rotateKeys(): void;
  /** How many tokens applications were given. */
  readonly issued: number;
  /** How many tokens of users were exchanged. */
  readonly exchanged: number;
}

const onBehalfOf = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** The application itself, or in the name of a user. */
export interface Bearer {
  readonly rights: ReadonlySet<string>;
  /** The user's id. */
  readonly user?: string;
}

interface Key {
  readonly kid: string;
  readonly publicKey: JWK;
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>;
}

export function createLogin({ tenant, app, granted, consented = [], origin, lifetime = 3599, ...options }: LoginOptions): Login {
  const permissions = new Set(granted);
  let scopes: ReadonlySet<string> = new Set(consented);
  const tokens = new Map<string, Bearer & { readonly expires: number }>();
  /** Users whose tokens are not exchanged, and what would help. */
  const revoked = new Map<string, string | undefined>();
  let key: (() => Promise<Key>) | undefined;
  let issued = 0;
  let exchanged = 0;
  let failing: number | undefined;
  const keyNow = () => (key ?? firstKey)();
  const issuer = () => `${origin()}/${tenant}/v2.0`;

  async function token(form: URLSearchParams) {
    const refused = (error: string, code: number, more: object = {}) => ({
      status: error === "invalid_client" ? 401 : 400,
      body: { error, error_codes: [code], ...more },
    });
    if (failing !== undefined) return { status: failing, body: { error: "temporarily_unavailable" } };
    const grant = form.get("grant_type");
    if (grant !== "client_credentials" && grant !== onBehalfOf) return refused("unsupported_grant_type", 70003);
    if (form.get("client_id") !== app.id) return refused("unauthorized_client", 700016);
    const assertion = form.get("client_assertion");
    const proven = assertion
      ? await proves(assertion, app, `${origin()}/${tenant}/oauth2/v2.0/token`)
      : form.get("client_secret") === app.secret;
    if (!proven) return refused("invalid_client", 7000215);
    if (!form.get("scope")?.endsWith("/.default")) return refused("invalid_scope", 1002012);
    if (grant === "client_credentials") {
      issued += 1;
      return give({ rights: new Set(permissions) });
    }
    const { oid, acrs } = await claimsIn(form.get("assertion") ?? "");
    if (typeof oid !== "string" || form.get("requested_token_use") !== "on_behalf_of") return refused("invalid_grant", 50013);
    const claims = revoked.get(oid);
    if (revoked.has(oid) && (claims === undefined || acrs === undefined)) {
      return claims === undefined ? refused("invalid_grant", 50173) : refused("interaction_required", 50076, { claims });
    }
    if (scopes.size === 0) return refused("invalid_grant", 65001, { suberror: "consent_required" });
    exchanged += 1;
    return give({ rights: scopes, user: oid }, { scope: [...scopes].map((scope) => `${origin()}/${scope}`).join(" ") });
  }

  function give(bearer: Bearer, more: object = {}) {
    const access_token = randomUUID();
    tokens.set(access_token, { ...bearer, expires: Date.now() + lifetime * 1000 });
    return { status: 200, body: { token_type: "Bearer", expires_in: lifetime, ext_expires_in: lifetime, access_token, ...more } };
  }

  async function claimsIn(assertion: string): Promise<Readonly<Record<string, unknown>>> {
    const { publicKey } = await keyNow();
    const verified = await jwtVerify(assertion, publicKey, { issuer: issuer(), audience: app.id }).catch(() => undefined);
    return verified?.payload ?? {};
  }

  const people = createSignIn({
    tenant,
    client: app.id,
    account: options.account,
    sign: async (claims) => (await keyNow()).sign(claims),
    issuer,
    allowed: () => void (scopes = new Set(options.allowable)),
    lifetime: options.userLifetime ?? 3600,
  });

  return {
    people,
    async page(method, { pathname: path, searchParams }, form, from) {
      if (method === "POST" && path === `/${tenant}/oauth2/v2.0/token`)
        return ofPages.has(form.get("grant_type")) ? people.token(form, from) : token(form);
      if (method !== "GET") return undefined;
      const page = people.page(path, searchParams);
      if (page) return page;
      if (path === `/${tenant}/v2.0/.well-known/openid-configuration`) {
        const jwks_uri = `${origin()}/${tenant}/discovery/v2.0/keys`;
        const endpoints = `${origin()}/${tenant}/oauth2/v2.0`;
        return {
          status: 200,
          body: { issuer: issuer(), jwks_uri, authorization_endpoint: `${endpoints}/authorize`, token_endpoint: `${endpoints}/token` },
        };
      }
      if (path === `/${tenant}/discovery/v2.0/keys` || path === "/common/discovery/v2.0/keys")
        return failing !== undefined ? { status: failing, body: {} } : { status: 200, body: { keys: [(await keyNow()).publicKey] } };
      return undefined;
    },
    bearer(token) {
      const found = tokens.get(token);
      return found && found.expires > Date.now() ? found : undefined;
    },
    consent: (...names) => void (scopes = new Set(names)),
    revoke(oid, claims) {
      revoked.set(oid, claims);
      for (const [token, { user }] of tokens) if (user === oid) tokens.delete(token);
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
    fail(status) {
      failing = status;
      return () => void (failing = undefined);
    },
    rotateKeys() {
      const made = createKey();
      key = () => made;
    },
    get issued() {
      return issued;
    },
    get exchanged() {
      return exchanged;
    },
  };
}

/** What pages ask for, which have no secret. */
const ofPages: ReadonlySet<string | null> = new Set(["authorization_code", "refresh_token"]);

let first: Promise<Key> | undefined;
/** Making one takes long: all stand-ins of a process begin with the same. */
const firstKey = () => (first ??= createKey());

async function createKey(): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    kid,
    publicKey: { ...jwk, kid, use: "sig" }, // Entra does not say for which algorithm
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
