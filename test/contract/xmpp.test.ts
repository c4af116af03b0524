import { onEachServer } from "../servers/each.ts";
import { networkOn, user } from "../servers/network.ts";
import { networkContract } from "./network.ts";

/** Every test takes three people whom no test before has touched; they are of one team, and so see each other. */
const each = 3;
const teamSize = 50;

onEachServer({ people: 600 }, (name, server) => {
  let next = 0;
  const three = () => {
    if ((next % teamSize) + each > teamSize) next += teamSize - (next % teamSize);
    const named = (number: number) => user(`u${String(number).padStart(4, "0")}`);
    const [alice, bob, carol] = [named(next + 1), named(next + 2), named(next + 3)];
    next += each;
    return { alice, bob, carol };
  };

  describe.each(["tcp", "ws"] as const)("over %s", (way) => {
    networkContract(
      `${name} over ${way}`,
      async () => {
        const users = three();
        const config = way === "ws" ? { services: [server().ws] } : {};
        const network = await networkOn(server(), Object.values(users), config);
        return { network, users, async teardown() {} };
      },
      ["presence", "publish", "chat", "calls"],
    );
  });
});
