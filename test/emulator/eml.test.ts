import { readdirSync, readFileSync } from "node:fs";
import { readItem } from "../../src/emulator/eml.ts";

const folder = new URL("mail/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder));
const cases = readdirSync(folder)
  .filter((name) => name.endsWith(".eml"))
  .map((name) => name.slice(0, -".eml".length));

// Beside each file lies what must be in its item, as far as the case is about it.
test.each(cases)("%s.eml becomes its item", async (name) => {
  const expected: object = JSON.parse(read(`${name}.json`).toString());
  expect(await readItem(read(`${name}.eml`), name, 1000)).toMatchObject(expected);
});

test("an invitation that cannot be read is a mail with a problem", async () => {
  const item = await readItem(read("invitation-broken.eml"), "broken", 0);
  expect(item.problems).toHaveLength(1);
  expect(item.start).toBeUndefined();
});

test("five hundred recipients are read", async () => {
  const to = Array.from({ length: 500 }, (_, index) => `"Person ${index}" <person${index}@example.org>`);
  const item = await readItem(Buffer.from(`From: alice@example.org\r\nTo: ${to.join(",\r\n ")}\r\n\r\n.\r\n`), "many", 0);
  expect(item.to).toHaveLength(500);
  expect(item.to[499]).toMatchObject({ address: "person499@example.org", name: "Person 499" });
  expect(item.problems).toEqual([]);
});

test("headers beyond every limit are a problem, not an error", async () => {
  const item = await readItem(Buffer.from(`To: ${"a@example.org, ".repeat(200_000)}\r\n\r\n.`), "huge", 0);
  expect(item.problems).not.toEqual([]);
});

test.each(["binary", "\0\0\0\0", "\n\n\n", ":", "From:", "=?=?=?", `${"<".repeat(5000)}@`, `To: ${"(".repeat(5000)}`])(
  "%j is an item, too",
  async (text) => {
    expect(await readItem(Buffer.from(text), "odd", 0)).toMatchObject({ id: "odd", kind: "message" });
  },
);
