import { type Application, hostsOf } from "./config.ts";

/** The page of the pane's on which an administrator ends who has allowed something, or not. */
export const consentPage = "/consent.html";

/**
 * Where an administrator allows the application, for everybody, all that its registration lists: Entra's admin consent, version 2.0. It leads back to
 * the gateway at `origin`.
 */
export function adminConsent(application: Application, origin: string): string {
  const { login, graph } = hostsOf(application);
  const query = new URLSearchParams({
    client_id: application.client,
    scope: `${graph}/.default`,
    redirect_uri: `${origin}${consentPage}`,
  });
  return `${login}/${application.tenant}/v2.0/adminconsent?${query}`;
}
