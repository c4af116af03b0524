/** Nested app authentication: Outlook, which is signed in already, asks Entra for the pane. Microsoft's library alone speaks with it. */
import {
  AuthError,
  type AuthenticationResult,
  createNestablePublicClientApplication,
  InteractionRequiredAuthError,
  type IPublicClientApplication,
} from "@azure/msal-browser";
import type { Registration, Token, Wish } from "./index.ts";
import { whyRefused } from "./refusal.ts";
import { SignInError, type Trouble } from "./trouble.ts";

export interface NestedWay {
  /** Undefined where Outlook turns out not to do it. Rejects with SignInError. */
  token(wish: Wish): Promise<Token | undefined>;
}

/** Milliseconds in which Outlook answers that it is there. */
const patience = 5000;

/** What the library calls an Outlook that does not sign in, by the codes of its errors. */
const unavailable: ReadonlySet<string> = new Set(["nested_app_auth_bridge_disabled", "no_account_error", "no_account_found"]);

const troubles: Readonly<Record<string, Trouble>> = {
  user_canceled: "cancelled",
  user_cancelled: "cancelled",
  no_network_connectivity: "offline",
  popup_window_error: "blocked",
  empty_window_error: "blocked",
};

export function nestedWay({ client, authority, scope }: Registration): NestedWay {
  let opening: Promise<IPublicClientApplication | undefined> | undefined;

  /** Tokens are kept in this page's memory; the library's log stays empty, for it would name people. */
  const open = () =>
    within(
      patience,
      createNestablePublicClientApplication({
        auth: { clientId: client, authority, clientCapabilities: ["CP1"] },
        cache: { cacheLocation: "memoryStorage" },
        system: { loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false } },
      }),
    );

  return {
    async token({ interactive, claims, fresh = false }) {
      const application = await (opening ??= open());
      if (!application) return undefined;
      const request = { scopes: [scope], ...(claims !== undefined && { claims }) };
      try {
        return tokenOf(await application.acquireTokenSilent({ ...request, forceRefresh: fresh }));
      } catch (error) {
        if (isUnavailable(error)) return undefined;
        if (!interactive || !(error instanceof InteractionRequiredAuthError)) throw refusal(error, interactive);
      }
      try {
        return tokenOf(await application.acquireTokenPopup(request));
      } catch (error) {
        throw refusal(error, true);
      }
    },
  };
}

const tokenOf = ({ accessToken, expiresOn }: AuthenticationResult): Token => ({
  text: accessToken,
  ...(expiresOn && { expires: expiresOn.getTime() }),
});

const isUnavailable = (error: unknown): boolean => error instanceof AuthError && unavailable.has(error.errorCode);

function refusal(error: unknown, interactive: boolean): SignInError {
  if (!(error instanceof AuthError)) return new SignInError("failed");
  const { errorCode, errorMessage, subError } = error;
  const trouble = troubles[errorCode];
  if (trouble) return new SignInError(trouble);
  const asked = error instanceof InteractionRequiredAuthError || errorCode === "invalid_grant" || subError === "consent_required";
  return new SignInError(asked ? whyRefused(subError === "consent_required" ? subError : errorCode, errorMessage, interactive) : "failed");
}

/** Undefined where it takes longer, or fails. */
async function within<T>(time: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, time, undefined)));
  const settled = await Promise.race([promise.catch(() => undefined), late]);
  clearTimeout(timer);
  return settled;
}
