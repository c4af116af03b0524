/** A real XMPP server, started for the tests on free ports of 127.0.0.1 with a folder, a key and certificates of its own. */
export interface XmppServer {
  readonly name: "ejabberd" | "prosody";
  readonly domain: string;
  /** Where its rooms live (XEP-0045). */
  readonly muc: string;
  /** STARTTLS, which it requires. */
  readonly tcp: { readonly host: string; readonly port: number };
  /** The port for TLS from the first byte (XEP-0368). */
  readonly directTls: number;
  /** WebSocket (RFC 7395), plain on loopback, and over TLS. */
  readonly ws: string;
  readonly wss: string;
  /** PEM of the authority that signed, or ought to have signed, its certificate. */
  readonly ca: string;
  /** A client certificate of that authority for Alice, and its key. */
  readonly client: { readonly cert: string; readonly key: string };
  /** Base64url: the HS256 key of the tokens that it takes for a password. */
  readonly secret: string;
  readonly users: Readonly<Record<UserName, XmppUser>>;
  /** Its configuration, data and logs, for whoever looks for a fault. */
  readonly folder: string;
  /** Stops it in good order, where it runs, and starts it again on the same ports with the same data. */
  restart(): Promise<void>;
  /** kill -9: no farewell to anybody. `restart` brings it back. */
  kill(): Promise<void>;
  /** Stops it and deletes its folder. */
  stop(): Promise<void>;
}

export interface XmppUser {
  readonly jid: string;
  /** Their own, for an ordinary client. */
  readonly password: string;
}

/** What a test may want otherwise. */
export interface Options {
  readonly certificate?: "good" | "expired" | "wrong-name" | "unknown-ca";
  /** So many more users, u0001 and so on, in shared roster groups of fifty. */
  readonly people?: number;
  /** Prosody alone: the `aud` that tokens must have. */
  readonly audience?: string;
  /** Prosody alone: another way of signing in, by modules of Debian's prosody-modules. */
  readonly signIn?: SignIn;
}

/** A bearer token, of which an https address says whether it is good; or a client certificate of `ca.pem`, whose subject bears the address. */
export type SignIn = { readonly kind: "bearer"; readonly introspection: string } | { readonly kind: "certificate" };

export const domain = "example.org"; // as in the mail addresses, so that a JID is one
export const muc = `conference.${domain}`;

/** Each of the staff has all the others on their roster, by a shared group that nobody had to subscribe to. */
export const staff = ["alice", "bob", "carol", "dave", "erin", "frank"] as const;
/** These two are in no group: nobody shares presence with them. */
export const strangers = ["zoe", "yan"] as const;
export type UserName = (typeof staff)[number] | (typeof strangers)[number];

export const names: readonly UserName[] = [...staff, ...strangers];
export const passwordOf = (name: string): string => `password of ${name}`;

export const users: Readonly<Record<UserName, XmppUser>> =
  // An entry for each of `names`, which are all that there are.
  Object.fromEntries(names.map((name) => [name, { jid: `${name}@${domain}`, password: passwordOf(name) }])) as Record<UserName, XmppUser>;

/** The `people` that a test asked for beyond these, by their teams. */
export function teams({ people = 0 }: Options): ReadonlyMap<string, readonly string[]> {
  const names = Array.from({ length: people }, (_, index) => `u${String(index + 1).padStart(4, "0")}`);
  const groups = new Map<string, readonly string[]>();
  for (let from = 0; from < names.length; from += 50) groups.set(`team${from / 50 + 1}`, names.slice(from, from + 50));
  return groups;
}
