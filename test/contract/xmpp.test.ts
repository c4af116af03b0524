import type { User } from "../../src/gateway/network.ts";
import { onEachServer } from "../servers/each.ts";
import { networkOn } from "../servers/network.ts";
import { scene } from "../gateway/networks/xmpp/scene.ts";
import { askingContract } from "../gateway/networks/xmpp/asking.ts";
import { networkContract } from "./network.ts";

/** Every test takes three people of one team, who see each other and whom no test before has touched. */
onEachServer({ people: 650 }, (name, server) => {
  const set = scene(server);
  const three = () => {
    const [alice, bob, carol] = set.strangers(3) as [User, User, User]; // as many as were asked for
    return { alice, bob, carol };
  };

  describe.each(["tcp", "ws"] as const)("over %s", (way) => {
    networkContract(
      `${name} over ${way}`,
      async () => {
        const users = three();
        // Over WebSocket it finds by itself where rooms are made.
        const config = way === "ws" ? { services: [server().ws], rooms: undefined } : {};
        const network = await networkOn(server(), Object.values(users), config);
        return { network, users, async teardown() {} };
      },
      ["presence", "publish", "chat", "calls"],
    );
  });

  describe("somebody who asks to see a user's presence", () => {
    askingContract(name, server, set, 601);
  });
});
