import { ears } from "./ears.ts";
import type { Part } from "./network.ts";
import { rejection, type Stage } from "./stage.ts";

export function connectContract(stage: Stage, parts: readonly Part[]): void {
  describe("connecting", () => {
    it("gives an account with exactly the parts that it is said to have", async () => {
      const [{ account }] = await stage.enter("alice");
      const found: readonly (Part | false | undefined)[] = [
        account.presence && "presence",
        account.presence?.publish && "publish",
        account.chat && "chat",
        account.calls && "calls",
        account.freeBusy && "free-busy",
      ];
      // Whether a call may be among several is no part of its own.
      expect(found.filter(Boolean)).toEqual(parts.filter((part) => part !== "conference"));
    });

    it("gives up at once where it was aborted before", async () => {
      const aborted = AbortSignal.abort();
      const { events } = ears();
      await expect(stage.network.connect(stage.users.alice, events, aborted)).rejects.toMatchObject(rejection("unreachable"));
    });

    it("can be done twice by one user, and each account is closed on its own", async () => {
      const [first, second] = await stage.enter("alice", "alice");
      await first.account.close();
      second.account.presence?.watch(new Set([second.address]));
      if (second.account.presence) await second.sees(second.address, () => true);
      expect(second.all("closed")).toEqual([]);
    });

    it("can be done again after closing", async () => {
      const [first] = await stage.enter("alice");
      await first.account.close();
      const [again] = await stage.enter("alice");
      expect(again.all("closed")).toEqual([]);
    });

    it("lets an account be closed more than once", async () => {
      const [alice] = await stage.enter("alice");
      await alice.account.close();
      await expect(alice.account.close()).resolves.toBeUndefined();
    });
  });
}
