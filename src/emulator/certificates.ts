import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { codeOf, DemoError } from "./error.ts";

/** PEM. `authority` is what a browser trusts, and a client of our own. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly authority: string;
}

/** Where office-addin-dev-certs keeps them for every add-in of this user. */
const usualFolder = join(homedir(), ".office-addin-dev-certs");

/** The certificate for https://localhost in `folder`, made there where it is missing, broken or about to expire. */
export async function localhostCertificate(folder = usualFolder): Promise<Certificate> {
  const present = await read(folder);
  if (present && isGood(present)) return present;
  const [authority, cert, key] = pathsIn(folder);
  try {
    // The library writes nothing where an authority lies, be it expired.
    await Promise.all([authority, cert, key].map((path) => rm(path, { force: true })));
    // Late, because it takes a third of a second that only the first start should wait for.
    const { generateCertificates } = await import("office-addin-dev-certs");
    await generateCertificates(authority, cert, key);
  } catch (error) {
    throw unwritable(folder, error); // the library throws plain errors
  }
  const made = await read(folder);
  if (!made) throw unwritable(folder);
  return made;
}

const unwritable = (folder: string, cause?: unknown) =>
  new DemoError("certificate", `No certificate for https://localhost could be made in ${folder}.`, { cause });

const pathsIn = (folder: string) => [join(folder, "ca.crt"), join(folder, "localhost.crt"), join(folder, "localhost.key")] as const;

async function read(folder: string): Promise<Certificate | undefined> {
  try {
    const [authority, cert, key] = await Promise.all(pathsIn(folder).map((path) => readFile(path, "utf8")));
    return authority && cert && key ? { authority, cert, key } : undefined;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new DemoError("certificate", `The certificate in ${folder} cannot be read (${codeOf(error)}).`, { cause: error });
  }
}

/** Good for a day at least, so that a demo left open overnight still works. */
function isGood({ cert, key, authority }: Certificate): boolean {
  try {
    const certificate = new X509Certificate(cert);
    return (
      Date.parse(certificate.validTo) > Date.now() + 86_400_000 &&
      certificate.checkHost("localhost") !== undefined &&
      certificate.checkPrivateKey(createPrivateKey(key)) &&
      certificate.verify(new X509Certificate(authority).publicKey)
    );
  } catch {
    return false; // OpenSSL has many words for "this is no certificate"
  }
}
