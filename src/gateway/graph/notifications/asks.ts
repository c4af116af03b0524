import * as z from "zod/mini";
import type { Ask } from "../client.ts";

/** As much of Graph's subscription as is looked at. */
const Subscription = z.object({
  id: z.string(),
  resource: z.optional(z.nullable(z.string())),
  notificationUrl: z.optional(z.nullable(z.string())),
});
export type Subscription = z.output<typeof Subscription>;

export interface NewSubscription {
  readonly resource: string;
  readonly changeType: string;
  readonly clientState: string;
  /** Of the hook, for changes and for the subscription's own life. */
  readonly url: string;
  readonly expires: number;
  /** With it, Graph sends what has changed; without, only that it has. */
  readonly encryption?: { readonly certificate: string; readonly id: string };
}

const workload = "subscriptions";
const pathOf = (id: string) => `/subscriptions/${encodeURIComponent(id)}`;
const moment = (time: number) => new Date(time).toISOString();

/** Every question about subscriptions, which are those of the user in whose name it is asked. */
export const asks = {
  /** Done twice, there would be two. */
  create: ({ resource, changeType, clientState, url, expires, encryption }: NewSubscription): Ask<Subscription> => ({
    path: "/subscriptions",
    body: {
      changeType,
      notificationUrl: url,
      lifecycleNotificationUrl: url,
      resource,
      expirationDateTime: moment(expires),
      clientState,
      ...(encryption && {
        includeResourceData: true,
        encryptionCertificate: encryption.certificate,
        encryptionCertificateId: encryption.id,
      }),
    },
    schema: Subscription,
    workload,
    once: true,
  }),
  /** Also what answers `reauthorizationRequired`. */
  renew: (id: string, expires: number): Ask<unknown> => ({
    method: "PATCH",
    path: pathOf(id),
    body: { expirationDateTime: moment(expires) },
    schema: z.unknown(),
    workload,
  }),
  end: (id: string): Ask<unknown> => ({ method: "DELETE", path: pathOf(id), schema: z.unknown(), workload }),
  /** In pages. */
  all: (): Ask<Subscription> => ({ path: "/subscriptions", schema: Subscription, workload }),
};
