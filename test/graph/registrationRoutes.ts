/** What Graph answers of the application's own registration, and of what was consented to in people's names. */
import { type Context, type GraphAnswer, notFound, ok } from "./answer.ts";

export interface RegistrationData {
  readonly identifierUris: readonly string[];
  readonly api: {
    readonly requestedAccessTokenVersion: number | null;
    readonly oauth2PermissionScopes: readonly { readonly value: string; readonly isEnabled: boolean }[];
  };
  readonly spa: { readonly redirectUris: readonly string[] };
  /** Delegated scopes, as they stand in a grant for everybody. */
  readonly granted?: string;
}

export function application({ tenant }: Context): GraphAnswer {
  if (!tenant.registration) return notFound("Resource does not exist.");
  const { granted: _, ...shown } = tenant.registration;
  return ok(shown);
}

export const permissionGrants = ({ tenant }: Context): GraphAnswer =>
  ok({ value: tenant.registration?.granted ? [{ consentType: "AllPrincipals", scope: tenant.registration.granted }] : [] });
