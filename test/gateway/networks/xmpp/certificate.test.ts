import { ears } from "../../../contract/ears.ts";
import { rejection } from "../../../contract/stage.ts";
import * as prosody from "../../../servers/prosody.ts";
import { networkOn, user } from "../../../servers/network.ts";

const alice = user("alice");

(prosody.installed ? describe : describe.skip)("a server whose certificate is not good", () => {
  it.each([
    ["expired", /expired/],
    ["wrong-name", /another name/],
    ["unknown-ca", /not trusted/],
  ] as const)("is told nothing where it is %s, and the administrator is told why", async (certificate, words) => {
    const server = await prosody.start({ certificate });
    if (!server) throw new Error("prosody does not start");
    const { directTls, tcp } = server;
    for (const service of [`xmpp://${tcp.host}:${tcp.port}`, `xmpps://${tcp.host}:${directTls}`]) {
      const network = await networkOn(server, [alice], { services: [service] });
      const connecting = network.connect(alice, ears().events, new AbortController().signal);
      await expect(connecting).rejects.toMatchObject(rejection("unreachable"));
      expect(network.problem?.()).toMatch(words);
      await network.close?.();
    }
    await server.stop();
  });
});
