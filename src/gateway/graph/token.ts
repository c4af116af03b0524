import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { importPKCS8 } from "jose";
import * as client from "openid-client";
import { NetworkError } from "../network.ts";
import { type GraphConfig, hostsOf } from "./config.ts";

/** The application's own token for Graph (OAuth 2.0 client credentials, RFC 6749 section 4.4). */
export interface AppToken {
  /** One that lasts for a while yet. Rejects with NetworkError: `unauthorized` where Entra refuses the application. */
  get(): Promise<string>;
  /** This one was refused, or lacks what has been granted since: the next one is a new one. */
  forget(token?: string): void;
}

/** A token is renewed this long before it ends, in milliseconds. */
const margin = 5 * 60_000;

/** Rejects where the certificate or its key cannot be read. */
export async function appToken(config: GraphConfig): Promise<AppToken> {
  const { login, graph } = hostsOf(config);
  const token_endpoint = `${login}/${config.tenant}/oauth2/v2.0/token`;
  const proof = config.certificate ? await byCertificate(config.certificate, token_endpoint) : client.ClientSecretPost(config.secret);
  const entra = new client.Configuration({ issuer: `${login}/${config.tenant}/v2.0`, token_endpoint }, config.client, undefined, proof);
  if (login.startsWith("http:")) client.allowInsecureRequests(entra); // a stand-in on this machine

  let current: { readonly token: string; readonly renew: number } | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    try {
      const answer = await client.clientCredentialsGrant(entra, { scope: `${graph}/.default` });
      const lifetime = (answer.expires_in ?? 0) * 1000;
      current = { token: answer.access_token, renew: Date.now() + Math.max(lifetime - margin, lifetime / 2) };
      return current.token;
    } catch (error) {
      throw refusal(error);
    } finally {
      asking = undefined;
    }
  }

  return {
    async get() {
      if (current && Date.now() < current.renew) return current.token;
      return (asking ??= ask());
    },
    forget(token = current?.token) {
      if (current?.token === token) current = undefined;
    },
  };
}

/** Entra wants the certificate named by its thumbprint, and the token endpoint as the audience. */
async function byCertificate({ cert, key }: NonNullable<GraphConfig["certificate"]>, audience: string): Promise<client.ClientAuth> {
  const certificate = new X509Certificate(await readPem(cert));
  const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(":", ""), "hex").toString("base64url");
  const pkcs8 = createPrivateKey(await readPem(key))
    .export({ type: "pkcs8", format: "pem" })
    .toString(); // openssl writes others, too
  const privateKey = await importPKCS8(pkcs8, "PS256");
  return client.PrivateKeyJwt(privateKey, {
    [client.modifyAssertion](header, payload) {
      header["x5t#S256"] = thumbprint;
      payload.aud = audience;
    },
  });
}

/** A file's content, or the text itself where the configuration holds it. */
const readPem = async (pem: string) => (pem.startsWith("-----BEGIN ") ? pem : readFile(pem, "utf8"));

/** What Entra says of a secret that is wrong or has ended names the application, and no secret. */
function refusal(error: unknown): NetworkError {
  if (error instanceof client.ResponseBodyError && error.status < 500) {
    return new NetworkError("unauthorized", `Entra refuses the application: ${error.error_description ?? error.error}`, { cause: error });
  }
  return new NetworkError("unreachable", "Entra cannot be reached.", { cause: error });
}
