import { batches } from "../../../src/gateway/networks/local/batches.ts";
import type { EmailAddress, Presence } from "../../../src/protocol/index.ts";
import { people } from "./people.ts";

const { users } = people();
const presence = (address: EmailAddress): Presence => ({ address, availability: "available", sources: [] });
const [a, b, c] = [presence(users.alice.address), presence(users.bob.address), presence(users.carol.address)];

describe("a batch of changes", () => {
  it("is the very same array for all who watch the same of them, and holds nothing else", () => {
    const watching = new Map([
      [a.address, ["one", "two", "three"]],
      [b.address, ["one", "three", "four"]],
      [c.address, ["four"]],
    ]);
    const found = batches([a, b, c], (person) => watching.get(person) ?? []);
    expect([...found.keys()].toSorted()).toEqual(["four", "one", "three", "two"]);
    expect(found.get("one")).toEqual([a, b]);
    expect(found.get("three")).toBe(found.get("one"));
    expect(found.get("two")).toEqual([a]);
    expect(found.get("four")).toEqual([b, c]);
  });

  it("goes to nobody where nobody watches", () => {
    expect(batches([a], () => []).size).toBe(0);
  });
});
