import { createServer, type Server } from "node:https";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { ears } from "../../../contract/ears.ts";
import { rejection, signIn } from "../../../contract/stage.ts";
import { certificate } from "../../../servers/certificates.ts";
import * as prosody from "../../../servers/prosody.ts";
import { networkOn, user } from "../../../servers/network.ts";
import type { XmppServer } from "../../../servers/server.ts";

const alice = user("alice");
const bob = user("bob");

(prosody.installed && prosody.modules ? describe : describe.skip)("a server that does not take the gateway's tokens", () => {
  let server: XmppServer | undefined;
  let issuer: Server | undefined;
  afterEach(async () => {
    await server?.stop();
    issuer?.close();
  });

  it("lets users in with the tokens that their panes signed in with (OAUTHBEARER)", async () => {
    const { cert, key } = await certificate();
    issuer = createServer({ cert, key }, ({ url }, answer) => answer.writeHead(url === "/token/good" ? 200 : 404).end());
    await once(issuer.listen(0, "127.0.0.1"), "listening");
    const { port } = issuer.address() as AddressInfo; // TCP has one
    server = await prosody.start({ signIn: { kind: "bearer", introspection: `https://127.0.0.1:${port}/token/{{password}}` } });
    if (!server) throw new Error("prosody does not start");
    const network = await networkOn(server, [alice, bob], { credentials: { kind: "token" } });
    const her = await signIn(network, { ...alice, token: "good" });
    her.presence.watch(new Set([alice.address]));
    await expect(her.sees(alice.address, ({ availability }) => availability === "available")).resolves.toBeDefined();
    const refused = network.connect({ ...bob, token: "forged" }, ears().events, new AbortController().signal);
    await expect(refused).rejects.toMatchObject(rejection("unauthorized"));
    await her.account.close();
    await network.close?.();
  });

  it("lets the gateway in by its certificate (EXTERNAL), and nobody is let in as somebody else", async () => {
    server = await prosody.start({ signIn: { kind: "certificate" } });
    if (!server) throw new Error("prosody does not start");
    const { cert, key } = server.client;
    const network = await networkOn(server, [alice, bob], { credentials: { kind: "certificate", cert, key } });
    const her = await signIn(network, alice);
    her.presence.watch(new Set([alice.address]));
    await expect(her.sees(alice.address, ({ availability }) => availability === "available")).resolves.toBeDefined();
    // This server goes by the certificate's name, whoever was asked for.
    await expect(network.connect(bob, ears().events, new AbortController().signal)).rejects.toMatchObject(rejection("unauthorized"));
    await her.account.close();
    await network.close?.();
  });
});
