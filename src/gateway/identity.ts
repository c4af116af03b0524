import { EmailAddress, parseAddress, type Time } from "../protocol/index.ts";
import type { Config } from "./config.ts";
import type { AccessTokenOptions } from "./graph/accessToken.ts";
import type { Graph } from "./graph/index.ts";
import { required } from "./graph/required.ts";
import { NetworkError } from "./network.ts";

/** Who a token stands for. It MUST be asked again with a fresh token before `expires`, else the session ends. */
export interface SignedIn {
  readonly address: EmailAddress;
  readonly expires?: Time;
}

/** The port through which every way of signing in comes. */
export interface Identity {
  /** Rejects with NetworkError `unauthorized`, or `unreachable` where that cannot be found out now. */
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

/** Access tokens of Entra's for a scope of Rollcall's own. A token says which object of the organisation it is for; Graph says whose address that is. */
async function microsoft365(options: AccessTokenOptions, { application, addressOf }: Graph): Promise<Identity> {
  const { accessTokens } = await import("./graph/accessToken.ts");
  const verify = accessTokens(application, options);
  return {
    async user(token) {
      const { oid, expires } = await verify(token);
      const address = await addressOf(oid);
      if (!address) throw unauthorized();
      return { address, expires };
    },
  };
}

/** The configured way of signing in. */
export async function openIdentity(signIn: Config["signIn"], graph?: Graph): Promise<Identity> {
  if (signIn === "loopback") return loopback;
  return signIn.kind === "jwt" ? jwt(signIn) : microsoft365(signIn, required(graph));
}

const unauthorized = (cause?: unknown) => new NetworkError("unauthorized", "The sign-in is not valid or too old.", { cause });
