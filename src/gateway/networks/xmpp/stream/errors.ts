import type { ErrorCode } from "../../../../protocol/index.ts";
import { NetworkError } from "../../../network.ts";

/** What a condition of the server (RFC 6120 sections 4.9.3, 6.5 and 8.3.3) is in the port's words; those not named are `unreachable`. */
const codes: Readonly<Record<string, ErrorCode>> = {
  "bad-request": "bad-request",
  "jid-malformed": "bad-request",
  "undefined-condition": "bad-request",
  "not-authorized": "unauthorized",
  "account-disabled": "unauthorized",
  "credentials-expired": "unauthorized",
  "invalid-authzid": "unauthorized",
  "malformed-request": "unauthorized",
  "mechanism-too-weak": "unauthorized",
  forbidden: "forbidden",
  "not-allowed": "forbidden",
  "registration-required": "forbidden",
  "subscription-required": "forbidden",
  gone: "not-found",
  "item-not-found": "not-found",
  "recipient-unavailable": "not-found",
  "remote-server-not-found": "not-found",
  "service-unavailable": "not-found",
  conflict: "conflict",
  "unexpected-request": "conflict",
  "feature-not-implemented": "unsupported",
  "not-acceptable": "too-large",
  "policy-violation": "too-many",
  "resource-constraint": "too-many",
};

/** Whatever the library, the socket or the server threw. */
export function networkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  return new NetworkError(codes[word(error, "condition")] ?? "unreachable", inWords(error), { cause: error });
}

/** Certificates are what an administrator can put right (Node's and OpenSSL's codes). */
const certificates: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "has expired",
  CERT_NOT_YET_VALID: "is not valid yet",
  DEPTH_ZERO_SELF_SIGNED_CERT: "is signed by nobody else",
  ERR_TLS_CERT_ALTNAME_INVALID: "is for another name",
  SELF_SIGNED_CERT_IN_CHAIN: "is signed by an authority that is not trusted here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "is signed by an authority that is not trusted here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "is signed by an authority that is not trusted here",
};

/** What is wrong with the server's certificate, where that is what went wrong. */
export function certificateProblem(error: unknown): string | undefined {
  const problem = certificates[word(error, "code")];
  return problem && `The XMPP server's certificate ${problem}.`;
}

function inWords(error: unknown): string {
  const condition = word(error, "condition");
  if (condition) return `The XMPP server answers: ${condition}.`;
  return certificateProblem(error) ?? "The XMPP server cannot be reached.";
}

function word(error: unknown, key: "code" | "condition"): string {
  const value: unknown = typeof error === "object" && error !== null && key in error ? Reflect.get(error, key) : undefined;
  return typeof value === "string" ? value : "";
}
