import {
  constants,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  privateDecrypt,
  randomUUID,
  timingSafeEqual,
  X509Certificate,
} from "node:crypto";
import type { EncryptedContent } from "./envelope.ts";

/** A key pair of the gateway's own, made when it starts and gone when it ends, like the subscriptions that go with it. */
export interface Encryption {
  /** What Graph encrypts with: DER in base64. */
  readonly certificate: string;
  /** How Graph names it in what it encrypted. */
  readonly id: string;
  /** What was encrypted; undefined where it is not for us, or not as it was sent. */
  decrypt(content: EncryptedContent): unknown;
}

/** Graph takes RSA keys of 2048 to 4096 bits, and certificates that nobody else has signed. */
const keySize = 2048;
const validFor = 2 * 365 * 86_400_000;

export async function createEncryption(): Promise<Encryption> {
  const { generate } = await import("selfsigned"); // late: it takes a third of a second, of gateways that have a use for it
  const subject = [{ name: "commonName", value: "Rollcall" }];
  const made = await generate(subject, { keySize, algorithm: "sha256", notAfterDate: new Date(Date.now() + validFor) });
  const key = createPrivateKey(made.private);
  const id = randomUUID();
  return {
    certificate: new X509Certificate(made.cert).raw.toString("base64"),
    id,
    decrypt(content) {
      if (content.encryptionCertificateId && content.encryptionCertificateId !== id) return undefined;
      try {
        // The hash of OAEP is SHA-1, as Graph has it.
        const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" };
        return open(content, privateDecrypt({ key, ...padding }, Buffer.from(content.dataKey, "base64")));
      } catch {
        return undefined; // OpenSSL has many words for "this is not for you"
      }
    },
  };
}

/** The signature first: of what is not signed, nothing must be learnt by how its decryption fails. */
function open({ data, dataSignature }: EncryptedContent, key: Buffer): unknown {
  const bytes = Buffer.from(data, "base64");
  const signature = Buffer.from(dataSignature, "base64");
  const expected = createHmac("sha256", key).update(bytes).digest();
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined;
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16));
  return JSON.parse(Buffer.concat([decipher.update(bytes), decipher.final()]).toString("utf8"));
}
