import * as z from "zod/mini";

/** How the gateway signs a user in to the server without that user's password. */
const credentials = (path: z.ZodMiniType<string>) =>
  z.discriminatedUnion("kind", [
    /** A token that the gateway signs for each connection: as the password, or as a bearer token. */
    z.strictObject({
      kind: z.literal("jwt"),
      /** HS256: the secret in base64url. RS256 and ES256: the private key, a PEM file. */
      key: path,
      algorithm: z.prefault(z.enum(["HS256", "RS256", "ES256"]), "HS256"),
      /** The `aud` claim, where the server asks for one. */
      audience: z.optional(z.string()),
      mechanism: z.prefault(z.enum(["PLAIN", "OAUTHBEARER"]), "PLAIN"),
    }),
    /** The token that the pane signed in with, handed on: the server knows whoever issued it. */
    z.strictObject({ kind: z.literal("token") }),
    /** The gateway's own certificate (SASL EXTERNAL), which the server lets speak for every user. */
    z.strictObject({ kind: z.literal("certificate"), cert: path, key: path }),
  ]);
export type CredentialsConfig = z.output<ReturnType<typeof credentials>>;

/** An entry of `networks` in the configuration. `path` is a file's name. */
export const xmppConfig = (path: z.ZodMiniType<string>) =>
  z.strictObject({
    kind: z.literal("xmpp"),
    /** As panes show it. */
    name: z.prefault(z.string(), "xmpp"),
    /** The XMPP domain: the right half of its JIDs, and the name in its certificate. */
    domain: z.string().check(z.toLowerCase()),
    /** Where the server is, as `xmpp://host:port`, `xmpps://…` or `wss://…`; the best first. Without it DNS and the domain's web server tell. */
    services: z.prefault(
      z.array(z.string().check(z.regex(/^(xmpps?|wss?):\/\/[^/\s]/, "must begin with xmpp://, xmpps:// or wss://"))),
      [],
    ),
    /** How a JID is made of a mail address, where the directory does not tell: `{address}`, `{local}` and `{domain}` are filled in. */
    jid: z.prefault(z.string(), "{address}"),
    /** Where rooms for several people are made, where the server names no place for them, or several. */
    rooms: z.optional(z.string()),
    /** PEM: whom to trust, where it is not a public authority. */
    ca: z.optional(path),
    credentials: credentials(path),
    /** How many sign in at once, and how many in a second: a whole organisation comes in the morning. */
    pace: z.prefault(z.strictObject({ atOnce: z.int().check(z.gte(1)), perSecond: z.int().check(z.gte(1)) }), {
      atOnce: 10,
      perSecond: 50,
    }),
  });
export type XmppConfig = z.output<ReturnType<typeof xmppConfig>>;
