import { randomUUID } from "node:crypto";
import { importJWK, importPKCS8, SignJWT } from "jose";
import type { User } from "../../../network.ts";
import { NetworkError } from "../../../network.ts";
import type { CredentialsConfig } from "../config.ts";
import { bare } from "../stanza.ts";

/** What a SASL mechanism is given; never logged. */
export interface Credentials {
  readonly mechanism: "PLAIN" | "OAUTHBEARER" | "EXTERNAL";
  readonly username: string;
  readonly password: string;
  readonly authzid?: string;
}

/** Fresh for every connection. */
export type Prove = (user: User, jid: string) => Promise<Credentials>;

/** How long a token is good for, in seconds: it is asked for at the moment of signing in, and clocks differ. */
const life = 60;

/** `read` gives the text of a file. Throws NetworkError `bad-request` where the key is none. */
export async function prover(config: CredentialsConfig, read: (file: string) => Promise<string>): Promise<Prove> {
  switch (config.kind) {
    case "certificate":
      return async (_, jid) => ({ mechanism: "EXTERNAL", username: local(jid), password: "", authzid: bare(jid) });
    case "token":
      return async ({ token }, jid) => {
        if (!token) throw new NetworkError("unauthorized", "The pane has signed in without a token.");
        return { mechanism: "OAUTHBEARER", username: local(jid), password: token, authzid: bare(jid) };
      };
    case "jwt": {
      const { algorithm, audience, mechanism } = config;
      const key = await keyOf(config.key, algorithm, read).catch((cause: unknown) => {
        throw new NetworkError("bad-request", `The key for ${algorithm} cannot be used.`, { cause });
      });
      return async (_, jid) => {
        const now = Math.floor(Date.now() / 1000);
        const token = new SignJWT({ jid: bare(jid) })
          .setProtectedHeader({ alg: algorithm, typ: "JWT" })
          .setSubject(bare(jid))
          .setJti(randomUUID())
          .setIssuedAt(now)
          .setExpirationTime(now + life);
        if (audience !== undefined) token.setAudience(audience);
        return { mechanism, username: local(jid), password: await token.sign(key), authzid: bare(jid) };
      };
    }
  }
}

async function keyOf(key: string, algorithm: "HS256" | "RS256" | "ES256", read: (file: string) => Promise<string>) {
  if (algorithm === "HS256") return importJWK({ kty: "oct", k: (await read(key)).trim() }, algorithm);
  return importPKCS8(await read(key), algorithm);
}

const local = (jid: string): string => bare(jid).split("@")[0] ?? "";
