import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exportJWK, SignJWT } from "jose";
import { installed, start } from "./ejabberd.ts";
import { login } from "./login.ts";
import { serverSuite } from "./suite.ts";
import { claims } from "./tokens.ts";

serverSuite("ejabberd", start, installed, "PLAIN"); // with jwt on it offers no SCRAM

(installed ? describe : describe.skip)("ejabberd", () => {
  it("takes tokens of a key of which it knows the public half alone", async () => {
    const server = await start();
    if (!server) throw new Error("ejabberd is installed, as was looked up before");
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const token = (alg: string, key: Parameters<SignJWT["sign"]>[0]) => new SignJWT(claims("alice")).setProtectedHeader({ alg }).sign(key);
    try {
      await writeFile(join(server.folder, "secret.jwk"), JSON.stringify(await exportJWK(publicKey)));
      await server.restart();
      const enter = (password: string) => login(server, "WebSocket", { username: "alice", password, plain: true });
      expect(await enter(await token("ES256", privateKey))).toMatchObject({ jid: "alice@example.org" });
      // Whoever knows the public half must not get in with it as if it were a secret.
      const known = Buffer.from(String(publicKey.export({ type: "spki", format: "pem" })));
      expect(await enter(await token("HS256", known))).toEqual({ refused: "not-authorized" });
    } finally {
      await server.stop();
    }
  });
});
