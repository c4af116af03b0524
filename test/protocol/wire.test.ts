import { EmailAddress, limits, PaneMessage, parseAddress } from "../../src/protocol/index.ts";

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

describe("a question for free/busy", () => {
  const from = 1_000_000;
  const ask = (to: number, people = ["bob@example.org"]) => PaneMessage.safeParse({ type: "free-busy", id: 1, people, from, to });
  const codes = ({ error }: ReturnType<typeof ask>) => error?.issues.map(({ code }) => code);

  it("is of people and a stretch of time", () => {
    expect(ask(from + limits.freeBusySpan).success).toBe(true);
  });

  it.each([
    ["it ends before it begins", ask(from - 1), "custom"],
    ["it is of no time at all", ask(from), "custom"],
    ["it is of 62 days", ask(from + limits.freeBusySpan + 1), "too_big"],
    ["it is of nobody", ask(from + 1, []), "too_small"],
    [
      "it is of too many people",
      ask(
        from + 1,
        Array.from({ length: 101 }, (_, n) => `p${n}@example.org`),
      ),
      "too_big",
    ],
  ])("is refused where %s", (_, parsed, code) => {
    expect(codes(parsed)).toEqual([code]);
  });
});
