import type { Presence } from "../../src/protocol/index.ts";
import { address, type Stage } from "./stage.ts";

const is = (availability: Presence["availability"]) => (presence: Presence) => presence.availability === availability;

/** When it was looked at is no difference. */
const unobserved = ({ sources, ...presence }: Presence) => ({
  ...presence,
  sources: sources.map((source) => ({ ...source, observed: 0 })),
});

export function presenceContract(stage: Stage): void {
  it("answers for everybody who is watched, with a source and the moment it was observed", async () => {
    const [alice, bob] = await stage.enter("alice", "bob");
    const carol = stage.users.carol.person.address;
    alice.presence.watch(new Set([bob.address, carol]));
    const online = await alice.sees(bob.address, (presence) => presence.availability !== "unknown");
    const offline = await alice.sees(carol, is("offline"));
    for (const { sources } of [online, offline]) {
      expect(sources).toEqual([expect.objectContaining({ network: stage.network.name, observed: expect.any(Number) })]);
    }
  });

  it("answers for an address that it does not know with unknown and the reason", async () => {
    const [alice] = await stage.enter("alice");
    const nobody = address("nobody@example.org");
    alice.presence.watch(new Set([nobody]));
    const presence = await alice.sees(nobody, is("unknown"));
    expect(presence.reason).toBeDefined();
  });

  it("tells when somebody comes and goes", async () => {
    const [alice] = await stage.enter("alice");
    const bob = stage.users.bob.person.address;
    alice.presence.watch(new Set([bob]));
    await alice.sees(bob, is("offline"));
    const [present] = await stage.enter("bob");
    await alice.sees(bob, (presence) => presence.availability !== "offline" && presence.availability !== "unknown");
    alice.clear();
    await present.account.close();
    await alice.sees(bob, is("offline"));
  });

  it("answers again where the same people are watched again", async () => {
    const [alice] = await stage.enter("alice");
    const bob = stage.users.bob.person.address;
    alice.presence.watch(new Set([bob]));
    await alice.sees(bob, is("offline"));
    alice.clear();
    alice.presence.watch(new Set([bob]));
    await alice.sees(bob, is("offline"));
  });

  it("says nothing more about those who are watched no longer", async () => {
    const [alice] = await stage.enter("alice");
    const bob = stage.users.bob.person.address;
    const carol = stage.users.carol.person.address;
    alice.presence.watch(new Set([bob, carol]));
    await alice.sees(bob, is("offline"));
    alice.presence.watch(new Set([carol]));
    await alice.sees(carol, is("offline"));
    alice.clear();
    await stage.enter("bob");
    await stage.enter("carol");
    await alice.sees(carol, (presence) => presence.availability !== "offline");
    expect(alice.all("presence").flat()).not.toContainEqual(expect.objectContaining({ address: bob }));
  });

  it("says nothing once closing has begun", async () => {
    const [alice, carol] = await stage.enter("alice", "carol");
    const bob = stage.users.bob.person.address;
    for (const watcher of [alice, carol]) watcher.presence.watch(new Set([bob]));
    await alice.sees(bob, is("offline"));
    await carol.sees(bob, is("offline"));
    alice.clear();
    const closing = alice.account.close();
    await stage.enter("bob");
    await carol.sees(bob, (presence) => presence.availability !== "offline");
    await closing;
    expect(alice.all("presence")).toEqual([]);
  });
}

export function publishContract(stage: Stage): void {
  it.each(["available", "busy", "do-not-disturb", "away"] as const)("shows others a chosen %s, with the note", async (availability) => {
    const [alice, bob] = await stage.enter("alice", "bob");
    alice.presence.watch(new Set([bob.address]));
    await bob.presence.publish?.({ availability, note: "Back at 3 <b>sharp</b>" });
    const seen = await alice.sees(bob.address, (presence) => presence.availability === availability && presence.note !== undefined);
    expect(seen.note).toBe("Back at 3 <b>sharp</b>");
  });

  it("shows an idle person as away since they were last active, and as available once they are back", async () => {
    const [alice, bob] = await stage.enter("alice", "bob");
    alice.presence.watch(new Set([bob.address]));
    const idleSince = Date.now() - 300_000;
    await bob.presence.publish?.({ availability: "automatic", idleSince });
    const away = await alice.sees(bob.address, is("away"));
    expect(Math.abs((away.since ?? 0) - idleSince)).toBeLessThan(1000); // some networks count in seconds
    await bob.presence.publish?.({ availability: "automatic" });
    alice.clear();
    await alice.sees(bob.address, is("available"));
  });

  it("shows those who appear offline as it shows those who are", async () => {
    const [alice, bob] = await stage.enter("alice", "bob");
    alice.presence.watch(new Set([bob.address]));
    await bob.presence.publish?.({ availability: "offline" });
    const hidden = await alice.sees(bob.address, is("offline"));
    await bob.account.close();
    alice.presence.watch(new Set([bob.address]));
    alice.clear();
    const gone = await alice.sees(bob.address, is("offline"));
    expect(unobserved(hidden)).toEqual(unobserved(gone));
  });

  it("lets those who appear offline see the others all the same", async () => {
    const [alice, bob] = await stage.enter("alice", "bob");
    await alice.presence.publish?.({ availability: "offline" });
    alice.presence.watch(new Set([bob.address]));
    await alice.sees(bob.address, is("available"));
    alice.clear();
    await bob.presence.publish?.({ availability: "do-not-disturb" });
    await alice.sees(bob.address, is("do-not-disturb"));
  });

  it("tells a user at the next connection what they chose", async () => {
    const [first] = await stage.enter("bob");
    await first.presence.publish?.({ availability: "busy", note: "Writing" });
    await first.account.close();
    const [again] = await stage.enter("bob");
    const status = await again.hear("status", ({ availability }) => availability === "busy");
    expect(status).toEqual({ availability: "busy", note: "Writing" });
  });

  it("tells the user's other account of a new choice", async () => {
    const [first, second] = await stage.enter("bob", "bob");
    await first.presence.publish?.({ availability: "do-not-disturb" });
    await second.hear("status", ({ availability }) => availability === "do-not-disturb");
    expect(first.all("status")).not.toContainEqual(expect.objectContaining({ availability: "do-not-disturb" }));
  });
}
