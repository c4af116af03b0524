import { address, rejection, type Stage } from "./stage.ts";

export function groupContract(stage: Stage): void {
  describe("among several", () => {
    it("delivers to all of them, and is another conversation than that of two", async () => {
      const [alice, bob, carol] = await stage.enter("alice", "bob", "carol");
      const two = await alice.chat.open([bob.address], {});
      const three = await alice.chat.open([bob.address, carol.address], { subject: "All of us" });
      expect(three.id).not.toBe(two.id);
      expect((await carol.chat.open([alice.address, bob.address], {})).id).toBe(three.id);
      await bob.chat.send(three.id, "hello all", "1");
      for (const member of [alice, carol])
        expect(await member.hear("message")).toMatchObject({ conversation: three.id, from: bob.address });
    });

    it("keeps a read marker for each", async () => {
      const [alice, bob, carol] = await stage.enter("alice", "bob", "carol");
      const { id } = await alice.chat.open([bob.address, carol.address], {});
      const message = await alice.chat.send(id, "hello", "1");
      await bob.hear("message");
      await bob.chat.read(id, message.id);
      await alice.hear("read");
      await carol.hear("message");
      expect((await alice.chat.conversations())[0]?.read).toEqual({ [bob.address]: message.id });
      expect((await carol.chat.conversations())[0]?.unread).toBe(1);
    });

    it("says nothing more to those whose account is closed, and keeps it for them", async () => {
      const [alice, bob, carol] = await stage.enter("alice", "bob", "carol");
      const { id } = await alice.chat.open([bob.address, carol.address], {});
      await bob.account.close();
      bob.clear();
      await alice.chat.send(id, "hello", "1");
      alice.chat.typing(id, true);
      await carol.hear("typing");
      expect([...bob.all("conversation"), ...bob.all("message"), ...bob.all("typing")]).toEqual([]);
      const [again] = await stage.enter("bob");
      // Where the invitation had not reached him before, it does now, as news.
      const [known] = await again.chat.conversations();
      if (!known) await again.hear("message");
      expect(await again.chat.conversations()).toMatchObject([{ id, unread: 1 }]);
    });

    it("refuses one that holds somebody unknown, and begins nothing", async () => {
      const [alice, bob] = await stage.enter("alice", "bob");
      await expect(alice.chat.open([bob.address, address("nobody@example.org")], {})).rejects.toMatchObject(rejection("not-found"));
      expect(await alice.chat.conversations()).toEqual([]);
    });
  });
}
