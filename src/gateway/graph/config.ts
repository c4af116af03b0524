import * as z from "zod/mini";
import { cloudNames, clouds, type Hosts } from "./hosts.ts";

const origin = z.string().check(z.regex(/^https?:\/\/[^/\s]+$/, "must be an origin, as https://graph.microsoft.com, without a path"));

/** The entry `microsoft365` of the configuration: the organisation, and what the administrator registered for Rollcall there. */
export const graphConfig = (path: z.ZodMiniType<string>) =>
  z
    .strictObject({
      /** The organisation's id in Entra. */
      tenant: z.guid(),
      /** The registered application's id. */
      client: z.guid(),
      secret: z.optional(z.string()),
      /** Instead of a secret. PEM: files, or the text itself. */
      certificate: z.optional(z.strictObject({ cert: path, key: path })),
      /** A cloud of Microsoft's, or the origins of something that stands in for it. */
      cloud: z.prefault(z.union([z.enum(cloudNames), z.strictObject({ login: origin, graph: origin })]), "global"),
      /** Where Microsoft reaches this gateway, to tell it what has changed. A stand-in on this machine reaches it where panes do. */
      notifications: z.optional(z.strictObject({ origin: z.optional(origin) })),
    })
    .check(
      z.refine(
        ({ secret, certificate }) => (secret === undefined) !== (certificate === undefined),
        "needs either a secret or a certificate",
      ),
      z.refine(({ notifications, cloud }) => !notifications || typeof cloud !== "string" || notifications.origin?.startsWith("https://"), {
        path: ["notifications", "origin"],
        error: "must be an https origin that Microsoft reaches from the internet",
      }),
    );
export type GraphConfig = z.output<ReturnType<typeof graphConfig>>;

/** Which application of which organisation this gateway is; no secret. */
export type Application = Pick<GraphConfig, "tenant" | "client" | "cloud">;

/** Whom tokens of version 2.0 name as their issuer. */
export function issuerOf(application: Application): string {
  const { login, issuer = login } = hostsOf(application);
  return `${issuer}/${application.tenant}/v2.0`;
}

export const hostsOf = ({ cloud }: Pick<GraphConfig, "cloud">): Hosts => (typeof cloud === "string" ? clouds[cloud] : cloud);
