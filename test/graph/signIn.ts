/**
 * Entra's side of people who sign in: the window with its codes (OAuth 2.0 authorization code with PKCE, RFC 7636), refresh tokens, the administrator's
 * consent, and what Outlook asks for in its own user's name (nested app authentication).
 */
import { createHash, randomUUID } from "node:crypto";

export interface Account {
  readonly id: string;
  readonly mail: string;
}

export interface SignInOptions {
  readonly tenant: string;
  readonly client: string;
  /** Who is there, by address. */
  readonly account: (mail: string) => Account | undefined;
  readonly sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly issuer: () => string;
  /** An administrator has allowed all that is registered. */
  readonly allowed: () => void;
  /** Seconds that a token lasts. */
  readonly lifetime: number;
}

/** JSON where the body is an object, a page where it is a text. */
export interface Answer {
  readonly status: number;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why Entra wants to see somebody, or an administrator, before there is a token. */
export type Want = "interaction" | "consent";

/** What Outlook answers an add-in over its bridge. */
export type NestedAnswer =
  | { readonly success: true; readonly token: object; readonly account: object }
  | { readonly success: false; readonly error: { readonly status: string; readonly code?: string; readonly description?: string } };

export interface NestedRequest {
  readonly clientId: string;
  readonly scope: string;
  readonly claims?: string;
}

export interface SignIn {
  /** The window's pages. */
  page(path: string, query: URLSearchParams): Answer | undefined;
  /** The token endpoint for pages: they have no secret, and must come from the origin that is registered. */
  token(form: URLSearchParams, origin: string | undefined): Promise<Answer>;
  nested(mail: string, request: NestedRequest, interactive: boolean): Promise<NestedAnswer>;
  /** From now on: until somebody has been asked, or an administrator has allowed it. */
  want(mail: string, want: Want): void;
  /** How many tokens were given to people, and how many of those without a window. */
  readonly given: { readonly all: number; readonly silent: number };
}

interface Code {
  readonly account: Account;
  readonly query: URLSearchParams;
}

const noConsent = "AADSTS65001: The user or administrator has not consented to use the application.";
const interaction = "AADSTS50076: Due to a configuration change made by your administrator, you must sign in again.";

export function createSignIn(options: SignInOptions): SignIn {
  const { tenant, client, account, sign, issuer, lifetime } = options;
  const codes = new Map<string, Code>();
  const refreshing = new Map<string, Account>();
  const wanted = new Map<string, Want>();
  let all = 0;
  let silent = 0;

  async function give(
    { id, mail }: Account,
    scope: string,
    { claims = "", nonce, window }: { claims?: string; nonce?: string; window: boolean },
  ) {
    all += 1;
    if (!window) silent += 1;
    const now = Math.floor(Date.now() / 1000);
    const common = { iss: issuer(), aud: client, tid: tenant, oid: id, ver: "2.0", iat: now, nbf: now, exp: now + lifetime };
    const refresh_token = randomUUID();
    refreshing.set(refresh_token, { id, mail });
    return {
      token_type: "Bearer",
      scope,
      expires_in: lifetime,
      refresh_token,
      access_token: await sign({ ...common, azp: client, scp: "access_as_user", ...(claims.includes("acrs") && { acrs: ["c1"] }) }),
      id_token: await sign({ ...common, sub: `sub of ${id}`, preferred_username: mail, name: mail, ...(nonce && { nonce }) }),
    };
  }

  function authorize(query: URLSearchParams): Answer {
    const registered = /^https:\/\/localhost:\d+\/signin\.html$/.test(query.get("redirect_uri") ?? "");
    if (!registered || query.get("client_id") !== client)
      return { status: 400, body: page("AADSTS50011", "<p>The redirect address is not registered.</p>") };
    const back = (answer: Readonly<Record<string, string>>) =>
      redirect(`${query.get("redirect_uri")}#${new URLSearchParams({ ...answer, state: query.get("state") ?? "" })}`);
    if (query.get("code_challenge_method") !== "S256")
      return back({ error: "invalid_request", error_description: "AADSTS9002325: PKCE is required." });
    if (query.has("cancel")) return back({ error: "access_denied", error_description: "the user canceled the authentication" });
    const chosen = account(query.get("account") ?? "");
    if (!chosen) return { status: 200, body: page("Sign in", chooser(query)) };
    if (wanted.get(chosen.mail) === "consent") return back({ error: "consent_required", error_description: noConsent });
    wanted.delete(chosen.mail);
    const code = randomUUID();
    codes.set(code, { account: chosen, query });
    return back({ code });
  }

  function consent(query: URLSearchParams): Answer {
    const back = (answer: Readonly<Record<string, string>>) =>
      redirect(`${query.get("redirect_uri")}?${new URLSearchParams({ tenant, ...answer })}`);
    if (query.has("cancel")) return back({ error: "permission_denied", error_description: "AADSTS65004: The admin canceled the request" });
    if (!query.has("accept"))
      return {
        status: 200,
        body: page(
          "Permissions requested",
          `<p>${escape(query.get("scope") ?? "")}</p>${form(query, '<button name="accept" value="1">Accept</button>')}`,
        ),
      };
    wanted.clear();
    options.allowed();
    return back({ admin_consent: "True", scope: query.get("scope") ?? "" });
  }

  const refused = (error: string, error_description: string, more: object = {}): Answer => ({
    status: 400,
    body: { error, error_description, ...more },
  });

  return {
    page(path, query) {
      if (path === `/${tenant}/oauth2/v2.0/authorize`) return authorize(query);
      return path === `/${tenant}/v2.0/adminconsent` ? consent(query) : undefined;
    },
    async token(form, origin) {
      if (origin === undefined)
        return refused("invalid_request", "AADSTS9002327: Tokens of single-page applications are for cross-origin requests.");
      if (form.get("client_id") !== client) return refused("unauthorized_client", "AADSTS700016");
      const scope = form.get("scope") ?? "";
      if (form.get("grant_type") === "refresh_token") {
        const owner = refreshing.get(form.get("refresh_token") ?? "");
        refreshing.delete(form.get("refresh_token") ?? "");
        const want = owner && wanted.get(owner.mail);
        if (!owner || want)
          return refused(want === "interaction" ? "interaction_required" : "invalid_grant", want === "consent" ? noConsent : interaction);
        return { status: 200, body: await give(owner, scope, { claims: form.get("claims") ?? "", window: false }) };
      }
      const { account: owner, query } = codes.get(form.get("code") ?? "") ?? {};
      codes.delete(form.get("code") ?? "");
      const challenge = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      const right = query?.get("code_challenge") === challenge && query.get("redirect_uri") === form.get("redirect_uri");
      if (!owner || !query || !right) return refused("invalid_grant", "AADSTS70008: The provided authorization code is not valid.");
      return {
        status: 200,
        body: await give(owner, query.get("scope") ?? "", {
          claims: query.get("claims") ?? "",
          nonce: query.get("nonce") ?? "",
          window: true,
        }),
      };
    },
    async nested(mail, { clientId, scope, claims = "" }, interactive) {
      const owner = account(mail);
      if (!owner || clientId !== client) return { success: false, error: { status: "PERSISTENT_ERROR", code: "invalid_client" } };
      const want = wanted.get(owner.mail);
      if (want === "consent" || (want && !interactive)) {
        const [code, description] = want === "consent" ? ["invalid_grant", noConsent] : ["interaction_required", interaction];
        return { success: false, error: { status: "USER_INTERACTION_REQUIRED", code, description } };
      }
      wanted.delete(owner.mail);
      const { access_token, id_token, expires_in } = await give(owner, scope, { claims, window: interactive });
      const { host } = new URL(issuer());
      return {
        success: true,
        token: { access_token, id_token, expires_in, scope, properties: null },
        account: { environment: host, homeAccountId: `${owner.id}.${tenant}`, localAccountId: owner.id, tenantId: tenant, username: mail },
      };
    },
    want: (mail, want) => void wanted.set(mail, want),
    get given() {
      return { all, silent };
    },
  };
}

const redirect = (location: string): Answer => ({ status: 302, headers: { location } });

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** The same request again, with what is pressed in it. */
const form = (query: URLSearchParams, buttons: string) =>
  `<form method="get">${[...query].map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`).join("")}${buttons}
  <button name="cancel" value="1">Cancel</button></form>`;

function chooser(query: URLSearchParams): string {
  const hint = query.get("prompt") === "select_account" ? "" : escape(query.get("login_hint") ?? "");
  return form(query, `<p><label>Account <input name="account" type="email" value="${hint}"></label></p><button>Next</button>`);
}

const page = (title: string, content: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><main><h1>${title}</h1>
  <p>This stands in for Microsoft&#8217;s sign-in, on this machine alone.</p>${content}</main></html>`;
