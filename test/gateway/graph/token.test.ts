import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCA, createCert } from "mkcert";
import { parseConfig } from "../../../src/gateway/config.ts";
import { openGraph } from "../../../src/gateway/graph/index.ts";
import { startGraph, type GraphStandIn } from "../../graph/index.ts";
import { alice, organisation } from "./stage.ts";

const app = { id: "c0ffee00-1111-4222-8333-444455556666", secret: "of no use" };

let folder: string;
let standIn: GraphStandIn;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-token-"))));
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await standIn.close();
});

async function certificate() {
  const ca = await createCA({ organization: "Example", countryCode: "DE", state: "-", locality: "-", validity: 1 });
  return createCert({ ca: { key: ca.key, cert: ca.cert }, domains: ["rollcall.example.org"], validity: 1 });
}

/** A way to Graph with this certificate, as the configuration names it. */
async function open(pair: { readonly cert: string; readonly key: string }) {
  writeFileSync(join(folder, "cert.pem"), pair.cert);
  writeFileSync(join(folder, "key.pem"), pair.key);
  const { microsoft365 } = parseConfig(
    {
      microsoft365: { tenant: standIn.tenant.id, client: app.id, certificate: { cert: "cert.pem", key: "key.pem" }, cloud: standIn.hosts },
    },
    folder,
  );
  if (!microsoft365) throw new Error("it is configured");
  return openGraph(microsoft365);
}

describe("an application with a certificate", () => {
  it("is let in by the certificate that Entra knows", async () => {
    const own = await certificate();
    standIn = await startGraph(organisation, { app: { ...app, certificate: own.cert } });
    const graph = await open(own);
    expect([...(await graph.users.find([alice])).keys()]).toEqual([alice]);
    await graph.close();
  });

  it("is refused with another", async () => {
    standIn = await startGraph(organisation, { app: { ...app, certificate: (await certificate()).cert } });
    const graph = await open(await certificate());
    await expect(graph.users.find([alice])).rejects.toMatchObject({ name: "NetworkError", code: "unauthorized" });
    await graph.close();
  });
});
