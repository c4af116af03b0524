import { EmailAddress, parseAddress, type Time } from "../protocol/index.ts";
import type { Config } from "./config.ts";
import { NetworkError } from "./network.ts";

/** Who a token stands for. It MUST be asked again with a fresh token before `expires`, else the session ends. */
export interface SignedIn {
  readonly address: EmailAddress;
  readonly expires?: Time;
}

/** The port through which every way of signing in comes. */
export interface Identity {
  /** Rejects with NetworkError `unauthorized`. */
  user(token: string): Promise<SignedIn>;
}

/** The token is `loopback:` and an address, and is believed: whoever can reach this machine's loopback is on this machine. */
const loopback: Identity = {
  async user(token) {
    const address = token.startsWith("loopback:") ? parseAddress(token.slice("loopback:".length)) : undefined;
    if (!address) throw unauthorized();
    return { address };
  },
};

/** JSON Web Tokens (RFC 7519) that the organisation's own portal signs with a shared secret; the claim `email` names the user. */
async function jwt(options: { readonly secret: string; readonly issuer: string; readonly audience: string }): Promise<Identity> {
  const { jwtVerify } = await import("jose");
  const key = new TextEncoder().encode(options.secret);
  const { issuer, audience } = options;
  return {
    async user(token) {
      const verified = await jwtVerify(token, key, { issuer, audience, algorithms: ["HS256"], requiredClaims: ["exp", "email"] }).catch(
        (error: unknown) => {
          throw unauthorized(error);
        },
      );
      const { data: address } = EmailAddress.safeParse(verified.payload.email);
      if (!address) throw unauthorized();
      return { address, expires: (verified.payload.exp ?? 0) * 1000 };
    },
  };
}

/** The configured way of signing in. */
export async function openIdentity(signIn: Config["signIn"]): Promise<Identity> {
  return signIn === "loopback" ? loopback : jwt(signIn);
}

const unauthorized = (cause?: unknown) => new NetworkError("unauthorized", "The sign-in is not valid or too old.", { cause });
