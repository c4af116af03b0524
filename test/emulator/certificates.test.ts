import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, get } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { generateCertificates } from "office-addin-dev-certs";
import { type Certificate, localhostCertificate } from "../../src/emulator/certificates.ts";
import { temporaryFolders } from "./stage.ts";

const folder = temporaryFolders();

let good: Certificate;
beforeAll(async () => {
  good = await localhostCertificate(join(await folder(), "new"));
});

/** A folder with the good certificate, one file of which is another. */
async function folderWith(name: string, content: string): Promise<string> {
  const path = await folder();
  const files = { "ca.crt": good.authority, "localhost.crt": good.cert, "localhost.key": good.key, [name]: content };
  for (const [file, text] of Object.entries(files)) await writeFile(join(path, file), text);
  return path;
}

test("a certificate that was made serves https://localhost", async () => {
  const server = createServer({ cert: good.cert, key: good.key }, (_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's
  const status = await new Promise((resolve, reject) => {
    get({ host: "localhost", port, ca: good.authority, agent: false }, (response) => resolve(response.resume().statusCode)).on(
      "error",
      reject,
    );
  });
  expect(status).toBe(200);
  await new Promise((resolve) => server.close(resolve));
});

test("a certificate that is good is used again", async () => {
  expect(await localhostCertificate(await folderWith("notes.txt", ""))).toEqual(good);
});

test("a certificate that expires within a day is replaced", async () => {
  const path = await folder();
  await generateCertificates(join(path, "ca.crt"), join(path, "localhost.crt"), join(path, "localhost.key"), 0);
  const { cert } = await localhostCertificate(path);
  expect(Date.parse(new X509Certificate(cert).validTo)).toBeGreaterThan(Date.now() + 24 * 60 * 60_000);
});

test("a broken certificate is replaced", async () => {
  const { cert } = await localhostCertificate(await folderWith("localhost.crt", "not PEM"));
  expect(cert).toContain("-----BEGIN CERTIFICATE-----");
});

test("a key of another certificate is replaced, and its certificate with it", async () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const foreign = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const { key, cert } = await localhostCertificate(await folderWith("localhost.key", foreign));
  expect(key).not.toBe(foreign);
  expect(cert).not.toBe(good.cert);
});

test("a folder that cannot be one is a certificate error", async () => {
  const path = await folder();
  await writeFile(join(path, "file"), "");
  await expect(localhostCertificate(join(path, "file", "certificates"))).rejects.toMatchObject({ code: "certificate" });
  await mkdir(join(path, "ca.crt"));
  await expect(localhostCertificate(path)).rejects.toMatchObject({ code: "certificate" });
});
