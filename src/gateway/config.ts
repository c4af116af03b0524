import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import * as z from "zod/mini";
import { directoryConfig } from "./directories/index.ts";
import { graphConfig } from "./graph/config.ts";
import { logLevels } from "./log.ts";
import { networkConfig } from "./networks/index.ts";

/** Why a gateway does not start. `code` is for programs; `message` says it to whoever runs it, one mistake a line. */
export class StartError extends Error {
  override readonly name = "StartError";
  readonly code: "config" | "certificate" | "loopback-only" | "port-taken" | "address" | "directory" | "network";
  constructor(code: StartError["code"], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

const origin = z.string().check(z.regex(/^https?:\/\/[^/\s]+$/, "must be an origin, as https://rollcall.example.org, without a path"));
const milliseconds = z.int().check(z.gte(0));

/** HS256 asks for a key as long as its hash (RFC 7518 section 3.2). */
const jwt = z.strictObject({
  kind: z.literal("jwt"),
  secret: z.string().check(z.minLength(32)),
  issuer: z.string(),
  audience: z.string(),
});

/** Access tokens that Entra gives out for a scope of Rollcall's own; whose they are is in the entry `microsoft365`. */
const entra = z.strictObject({
  kind: z.literal("microsoft365"),
  scope: z.prefault(z.string(), "access_as_user"),
  /** The Application ID URI that the scope is of, where it is not `api://` and the application's id. */
  api: z.optional(z.string()),
  /** The ids of applications that may ask for such tokens, where that is not Rollcall's own alone. */
  clients: z.optional(z.array(z.guid())),
});

const configIn = (folder: string) => {
  /** A file's name, seen from the configuration's folder; what is no file's name stays. */
  const path = z.pipe(
    z.string().check(z.minLength(1)),
    z.transform((text: string) => (/^(:memory:|https?:|-----BEGIN )/.test(text) ? text : resolve(folder, text))),
  );
  return z.strictObject({
    host: z.prefault(z.string(), "localhost"),
    port: z.prefault(z.int().check(z.gte(0), z.lte(65535)), 3000),
    /** Where panes reach the gateway, when that is not `host` and `port`: behind a reverse proxy. */
    origin: z.optional(origin),
    /** PEM: files, or the text itself. Without it the gateway speaks http and a reverse proxy must speak https for it. */
    tls: z.optional(z.strictObject({ cert: path, key: path })),
    /** loopback: no password, and therefore on this machine alone. */
    signIn: z.prefault(
      z.union(
        [z.literal("loopback"), jwt, entra],
        'must be "loopback", {"kind": "jwt", "secret", "issuer", "audience"} or {"kind": "microsoft365"}',
      ),
      "loopback",
    ),
    /** The organisation's Microsoft 365, where a directory, a network or the sign-in is of it. */
    microsoft365: z.optional(graphConfig(path)),
    networks: z.prefault(z.array(networkConfig(path)), []),
    /** The first that knows an address answers for it. */
    directories: z.prefault(z.array(directoryConfig(path)), []),
    /** The organisation's mail domains; where none are given, those of the people whom a directory knew. */
    domains: z.prefault(z.array(z.string().check(z.toLowerCase())), []),
    /** Scripts that the pane loads before its own, in this order. An air-gapped gateway serves Microsoft's library itself. */
    officeJs: z.prefault(z.array(z.string()), ["https://appsforoffice.microsoft.com/lib/1/hosted/office.js"]),
    /** Folders that the gateway serves beside its own: Microsoft's library, where there is no way to Microsoft. */
    mounts: z.prefault(
      z.array(z.strictObject({ prefix: z.string().check(z.regex(/^\/[a-z0-9-]+\/$/, 'must be as "/officejs/"')), root: path })),
      [],
    ),
    /** Origins of other Outlooks that may frame the pane: an Exchange server's, say. */
    frameAncestors: z.prefault(z.array(origin), []),
    log: z.prefault(z.enum(logLevels), "info"),
    /** How long a user stays signed in to their networks after their last pane has gone; a reload takes less. */
    grace: z.prefault(milliseconds, 30_000),
    /** Waits between two tries to reach a network: the first, and the longest. */
    retry: z.prefault(z.strictObject({ first: milliseconds, longest: milliseconds }), { first: 1000, longest: 60_000 }),
  });
};

export type Config = z.output<ReturnType<typeof configIn>>;
export type ConfigInput = z.input<ReturnType<typeof configIn>>;

/** Fills in what is not said; throws StartError `config`, naming every mistake with its path. `folder` is where file names are seen from. */
export function parseConfig(value: unknown, folder = process.cwd(), name = "configuration"): Config {
  const parsed = configIn(folder).safeParse(value, { error: z.locales.en().localeError });
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map((issue) => `${name}: ${issue.path.join(".") || "the whole"}: ${issue.message}`);
  throw new StartError("config", mistakes.join("\n"));
}

/** What the environment may say instead of the file: secrets do not belong in files, and containers have no other way. */
const variables: Readonly<Record<string, (value: string) => Record<string, unknown>>> = {
  ROLLCALL_HOST: (host) => ({ host }),
  ROLLCALL_PORT: (port) => ({ port: Number(port) }),
  ROLLCALL_ORIGIN: (origin) => ({ origin }),
  ROLLCALL_LOG: (log) => ({ log }),
};

/** The configuration in a JSON file, with the environment's word over it. Throws StartError `config`. */
export function readConfig(file: string, environment: NodeJS.ProcessEnv = process.env): Config {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new StartError("config", `The configuration cannot be read. ${file}: ${wordsOf(error)}`, { cause: error });
  }
  return parseConfig(isObject(value) ? withEnvironment(value, environment) : value, dirname(resolve(file)), file);
}

function withEnvironment(value: object, environment: NodeJS.ProcessEnv): object {
  const overrides = Object.entries(variables).map(([variable, entry]) => {
    const said = environment[variable];
    return said === undefined ? {} : entry(said);
  });
  const secret = environment.ROLLCALL_JWT_SECRET;
  if (secret && "signIn" in value && isObject(value.signIn)) overrides.push({ signIn: { ...value.signIn, secret } });
  const application = environment.ROLLCALL_MICROSOFT365_SECRET;
  if (application && "microsoft365" in value && isObject(value.microsoft365))
    overrides.push({ microsoft365: { ...value.microsoft365, secret: application } });
  return Object.assign({}, value, ...overrides);
}

/** What an error of any kind says. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);
