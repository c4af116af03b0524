/** Resource data, encrypted as Graph does for whoever brought the certificate. */
import { constants, createCipheriv, createHash, createHmac, publicEncrypt, randomBytes, X509Certificate } from "node:crypto";

export interface Encrypted {
  readonly data: string;
  readonly dataSignature: string;
  readonly dataKey: string;
  readonly encryptionCertificateId: string;
  readonly encryptionCertificateThumbprint: string;
}

/** Undefined where it is none that Graph takes: RSA of 2048 to 4096 bits, DER in base64. */
export function certificateIn(base64: string): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(Buffer.from(base64, "base64"));
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    const bits = asymmetricKeyDetails?.modulusLength ?? 0;
    return asymmetricKeyType === "rsa" && bits >= 2048 && bits <= 4096 ? certificate : undefined;
  } catch {
    return undefined; // OpenSSL has many words for "this is no certificate"
  }
}

export function encrypt(content: object, certificate: X509Certificate, id: string): Encrypted {
  const key = randomBytes(32);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16));
  const data = Buffer.concat([cipher.update(JSON.stringify(content), "utf8"), cipher.final()]);
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" };
  return {
    data: data.toString("base64"),
    dataSignature: createHmac("sha256", key).update(data).digest("base64"),
    dataKey: publicEncrypt({ key: certificate.publicKey, ...padding }, key).toString("base64"),
    encryptionCertificateId: id,
    encryptionCertificateThumbprint: createHash("sha1").update(certificate.raw).digest("hex").toUpperCase(),
  };
}
