import { createCA, createCert } from "mkcert";
import { domain, muc, type Options } from "./server.ts";

const subject = { organization: "Example", countryCode: "DE", state: "Berlin", locality: "Berlin" };

/** PEM. `ca` is whom the test trusts, whether or not it signed `cert`. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  /** For a client: Alice. */
  readonly client: { readonly cert: string; readonly key: string };
}

/** The server's certificate, good or bad in one way. The address in it serves wss on loopback. */
export async function certificate(kind: Options["certificate"] = "good"): Promise<Certificate> {
  const trusted = await createCA({ ...subject, validity: 2 });
  const signer = kind === "unknown-ca" ? await createCA({ ...subject, organization: "Nobody", validity: 2 }) : trusted;
  const { cert, key } = await createCert({
    ca: signer,
    domains: kind === "wrong-name" ? ["example.net"] : [domain, muc, "127.0.0.1"],
    validity: kind === "expired" ? -1 : 2, // days
  });
  const client = await createCert({ ca: trusted, domains: ["alice"], email: `alice@${domain}`, validity: 2 });
  return { cert, key, ca: trusted.cert, client };
}
