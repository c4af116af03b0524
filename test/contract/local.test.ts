import { local } from "../../src/gateway/networks/local/index.ts";
import { people } from "../gateway/networks/people.ts";
import { networkContract } from "./network.ts";

networkContract("the built-in network", async () => {
  const { directory, users } = people();
  return { network: local({ store: ":memory:", directory }), users, async teardown() {} };
});
