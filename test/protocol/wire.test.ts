import { EmailAddress, PaneMessage, parseAddress } from "../../src/protocol/index.ts";

describe("an e-mail address", () => {
  it.each([
    ["  Anna.Berg@Example.ORG ", "anna.berg@example.org"],
    ["o'neil+x@example.org", "o'neil+x@example.org"],
    ["jürgen@bücher.example", "jürgen@bücher.example"],
  ])("is trimmed and lower-cased: %j", (text, address) => {
    expect(parseAddress(text)).toBe(address);
  });

  it.each([
    "",
    "anna",
    "anna@",
    "@example.org",
    "a b@example.org",
    "a@b@c",
    "<anna@example.org>",
    "anna\u202e@example.org",
    "anna\u0000@example.org",
    `${"a".repeat(250)}@example.org`,
  ])("is refused where it is none: %j", (text) => {
    expect(EmailAddress.safeParse(text).success).toBe(false);
  });
});

describe("a pane's message", () => {
  it("is refused where its type is unknown", () => {
    expect(PaneMessage.safeParse({ type: "shutdown" }).success).toBe(false);
  });

  it("carries addresses in one spelling", () => {
    expect(PaneMessage.parse({ type: "watch", people: ["Bob@Example.org"] })).toEqual({ type: "watch", people: ["bob@example.org"] });
  });
});
