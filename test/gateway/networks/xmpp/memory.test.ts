import { expect, test } from "@jest/globals";
import { Memory } from "../../../../src/gateway/networks/xmpp/chat/memory.ts";

test("a memory forgets what was set first", () => {
  const memory = new Memory<number>(2);
  memory.set("one", 1).set("two", 2).set("three", 3);
  expect([...memory]).toEqual([
    ["two", 2],
    ["three", 3],
  ]);
});

test("what is set again counts as new", () => {
  const memory = new Memory<number>(2);
  memory.set("one", 1).set("two", 2).set("one", 3).set("three", 4);
  expect([...memory.keys()]).toEqual(["one", "three"]);
});
