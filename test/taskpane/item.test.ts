import { cleanName, toAddressee } from "../../src/taskpane/item.ts";

describe("a name from a message", () => {
  it.each([
    ["Alice Ash", "Alice Ash"],
    ["  Alice\r\n\tAsh ", "Alice Ash"],
    ["invoice\u202Efdp.exe", "invoicefdp.exe"],
    ["A\u200Bli\u2066ce\uFEFF", "Alice"],
    ["\u0000\u0007", ""],
    ["نیما می\u200Cخواهد", "نیما می\u200Cخواهد"],
    ["👩\u200D💻 Ada", "👩\u200D💻 Ada"],
    ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
  ])("%j is shown as %j", (given, shown) => {
    expect(cleanName(given)).toBe(shown);
  });

  it("has an end", () => {
    expect(cleanName("x".repeat(300))).toHaveLength(201);
  });
});

describe("an addressee", () => {
  it("has a parsed address", () => {
    const given = { emailAddress: " Alice@Example.ORG ", displayName: "Alice", recipientType: "user" };
    expect(toAddressee("to", given)).toEqual({ role: "to", address: "alice@example.org", name: "Alice", list: false });
  });

  it("whose name only repeats the address has no name", () => {
    expect(toAddressee("to", { emailAddress: "alice@example.org", displayName: "Alice@example.org" }).name).toBe("");
  });

  it("whose address is none is known by what stands there", () => {
    expect(toAddressee("cc", { emailAddress: "/o=Org/cn=alice", displayName: "" })).toMatchObject({
      address: undefined,
      name: "/o=Org/cn=alice",
    });
  });

  it("may be a list, as Outlook says", () => {
    expect(toAddressee("to", { emailAddress: "team@example.org", recipientType: "distributionList" }).list).toBe(true);
  });
});
