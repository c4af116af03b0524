import { tellBatches } from "../../src/gateway/batches.ts";
import type { EmailAddress, Presence } from "../../src/protocol/index.ts";
import { people } from "./networks/people.ts";

const { users } = people();
const presence = (address: EmailAddress): Presence => ({ address, availability: "available", sources: [] });
const [a, b, c] = [presence(users.alice.address), presence(users.bob.address), presence(users.carol.address)];

/** What each watcher is told, and that it is told once. */
function told(changes: readonly Presence[], watchersOf: (person: EmailAddress) => Iterable<string>) {
  const found = new Map<string, readonly Presence[]>();
  tellBatches(changes, watchersOf, (watcher, batch) => {
    expect(found.has(watcher)).toBe(false);
    found.set(watcher, batch);
  });
  return found;
}

describe("a batch of changes", () => {
  it("is the very same array for all who watch the same of them, and holds nothing else", () => {
    const watching = new Map([
      [a.address, ["one", "two", "three"]],
      [b.address, ["one", "three", "four"]],
      [c.address, ["four"]],
    ]);
    const found = told([a, b, c], (person) => watching.get(person) ?? []);
    expect([...found.keys()].toSorted()).toEqual(["four", "one", "three", "two"]);
    expect(found.get("one")).toEqual([a, b]);
    expect(found.get("three")).toBe(found.get("one"));
    expect(found.get("two")).toEqual([a]);
    expect(found.get("four")).toEqual([b, c]);
  });

  it("of one change is the very same array for all", () => {
    const found = told([a], () => ["one", "two"]);
    expect(found.get("one")).toEqual([a]);
    expect(found.get("two")).toBe(found.get("one"));
  });

  it("goes to nobody where nobody watches", () => {
    expect(told([a], () => []).size).toBe(0);
    expect(told([a, b], () => []).size).toBe(0);
  });
});
