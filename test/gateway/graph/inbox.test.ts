import { createInbox, limits } from "../../../src/gateway/graph/notifications/inbox.ts";

/** One that nobody has written to yet. */
const open = () =>
  createInbox({
    path: "/",
    tenant: "1",
    encryption: { certificate: "", id: "", decrypt: () => undefined },
    verify: async () => "genuine",
    dropped() {},
  });
const post = (value: readonly unknown[]) => ({ query: {}, contentType: "application/json", body: Buffer.from(JSON.stringify({ value })) });

describe("whoever posts without being asked", () => {
  it("keeps the gateway no longer while subscriptions begin", () => {
    const strange = post(Array.from({ length: 5000 }, (_, index) => ({ subscriptionId: String(index), clientState: "guessed" })));
    const taken = (subscribers: number): number => {
      const inbox = open();
      for (let index = 0; index < subscribers; index++) inbox.seat({ clientState: String(index), change() {}, lifecycle() {} });
      inbox.hook.receive(strange); // once, for the compiler
      const began = performance.now();
      expect(inbox.hook.receive(strange)).toEqual({ status: 202 });
      return performance.now() - began;
    };
    expect(taken(100)).toBeLessThan(10 * taken(0));
  });

  it("is sent away the sooner, the more they post", () => {
    const inbox = open();
    const long = post([{ subscriptionId: "x".repeat(limits.post - 1000) }]);
    const most = (limits.burst * limits.share) / limits.post;
    const answers = Array.from({ length: 2 * Math.ceil(most) }, () => inbox.hook.receive(long).status);
    expect(answers.filter((status) => status === 202).length).toBeLessThanOrEqual(most + 1);
    expect(answers.at(-1)).toBe(429);
  });
});
