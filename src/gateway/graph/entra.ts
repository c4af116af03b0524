import { createPrivateKey, X509Certificate } from "node:crypto";
import { importPKCS8 } from "jose";
import * as client from "openid-client";
import { readPem } from "../pem.ts";
import { type GraphConfig, hostsOf } from "./config.ts";

/** Seconds: whoever signs in waits for Entra, and is to see presence all the same where it does not answer. */
const patience = 10;

/** Entra's token endpoint, and how this application proves to it who it is. Rejects where the certificate or its key cannot be read. */
export async function openEntra(config: GraphConfig): Promise<client.Configuration> {
  const { login } = hostsOf(config);
  const token_endpoint = `${login}/${config.tenant}/oauth2/v2.0/token`;
  const proof = config.certificate ? await byCertificate(config.certificate, token_endpoint) : client.ClientSecretPost(config.secret);
  const entra = new client.Configuration({ issuer: `${login}/${config.tenant}/v2.0`, token_endpoint }, config.client, undefined, proof);
  entra.timeout = patience;
  if (login.startsWith("http:")) client.allowInsecureRequests(entra); // a stand-in on this machine
  return entra;
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

/** When a token that Entra gives now is to be renewed: well before it ends. Milliseconds since 1970. */
export function renewalOf({ expires_in = 0 }: { readonly expires_in?: number | undefined }): number {
  const lifetime = expires_in * 1000;
  return Date.now() + Math.max(lifetime - margin, lifetime / 2);
}
const margin = 5 * 60_000;
