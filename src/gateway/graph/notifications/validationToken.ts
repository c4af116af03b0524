import { createRemoteJWKSet, errors, jwtVerify } from "jose";
import { type Application, hostsOf } from "../config.ts";
import { notificationPublisher } from "../hosts.ts";
import { unreached } from "../keys.ts";

/** Whether Graph has sent it; `unknown` where Entra's keys cannot be fetched. */
export type Verdict = "genuine" | "forged" | "unknown";

/** Seconds that Entra's clock and ours may differ. */
const clockTolerance = 60;

/** Verifies the tokens that come with what Graph encrypts: signed by Entra, for us, and given to nobody but Graph's publisher. */
export function validationTokens(application: Application): (token: string) => Promise<Verdict> {
  const { login, issuer = login, sts = login } = hostsOf(application);
  const tenant = application.tenant.toLowerCase();
  // Documented are tokens of version 1; those of version 2 name issuer and publisher in their own way.
  const issuers = [`${sts}/${tenant}/`, `${issuer}/${tenant}/v2.0`];
  const keys = createRemoteJWKSet(new URL(`${login}/common/discovery/v2.0/keys`));

  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: issuers,
        audience: application.client,
        algorithms: ["RS256"],
        requiredClaims: ["exp"],
        clockTolerance,
      });
      const { tid = tenant, appid, azp = appid } = payload;
      return tid === tenant && azp === notificationPublisher && (appid ?? azp) === notificationPublisher ? "genuine" : "forged";
    } catch (error) {
      return error instanceof errors.JOSEError && !unreached.has(error.code) ? "forged" : "unknown";
    }
  };
}
