import * as z from "zod/mini";

const text = z.optional(z.nullable(z.string()));

/** What changed, encrypted for us: all in base64. */
export const EncryptedContent = z.object({
  data: z.string(),
  dataSignature: z.string(),
  dataKey: z.string(),
  encryptionCertificateId: text,
});
export type EncryptedContent = z.output<typeof EncryptedContent>;

/** Graph's changeNotification; with `lifecycleEvent` it is about the subscription itself. */
export const Notification = z.object({
  subscriptionId: z.string(),
  clientState: text,
  tenantId: text,
  changeType: text,
  lifecycleEvent: text,
  resourceData: z.optional(z.nullable(z.object({ id: text }))),
  encryptedContent: z.optional(z.nullable(EncryptedContent)),
});
export type Notification = z.output<typeof Notification>;

/** As much as Graph posts at once. A null among the tokens: Entra would not give Graph one for our application. */
const Envelope = z.object({
  value: z.array(Notification),
  validationTokens: z.optional(z.nullable(z.array(z.nullable(z.string())))),
});
export type Envelope = z.output<typeof Envelope>;

/** Undefined where it is none. */
export function parseEnvelope(body: Buffer): Envelope | undefined {
  try {
    return Envelope.safeParse(JSON.parse(body.toString("utf8"))).data;
  } catch {
    return undefined; // no JSON
  }
}
