import { deliver, frequentPeople } from "../../src/emulator/mailboxes.ts";
import type { Folder, MailboxData } from "../../src/emulator/items.ts";
import type { Directory } from "../../src/gateway/directory.ts";
import { EmailAddress, type Person } from "../../src/protocol/index.ts";
import { item, recipient } from "./stage.ts";

const person = (name: string, rest: Partial<Person> = {}): Person => ({
  address: EmailAddress.parse(`${name}@example.org`),
  kind: "person",
  name,
  ...rest,
});
const alice = person("alice", { aliases: [EmailAddress.parse("al@example.org")] });
const bob = person("bob");
const team = person("team", { kind: "list" });

const directory: Directory = {
  name: "test",
  async find(addresses) {
    const entries = [alice, bob, team].flatMap((entry) => [entry.address, ...(entry.aliases ?? [])].map((name) => [name, entry] as const));
    return new Map(entries.filter(([name]) => addresses.has(name)));
  },
  members: async () => [bob],
};

const idsIn = (mailbox: MailboxData | undefined, folder: Folder["name"]) =>
  mailbox?.folders.find(({ name }) => name === folder)?.items.map(({ id }) => id);

test("a mail is in the sender's and the recipients' mailboxes, as a copy of its own", async () => {
  const [hers, his] = await deliver([item("hello")], [alice, bob], directory);
  expect(idsIn(hers, "Sent")).toEqual(["alice@example.org/hello"]);
  expect(idsIn(hers, "Inbox")).toEqual([]);
  expect(idsIn(his, "Inbox")).toEqual(["bob@example.org/hello"]);
});

test("mail arrives by alias, by list, in any case of letters, and by the copy's own header", async () => {
  const mail = [
    item("alias", { from: undefined, to: [recipient("AL@Example.org")] }),
    item("list", { from: undefined, to: [recipient("team@example.org")] }),
    item("secret", { from: undefined, to: [], deliveredTo: "bob@example.org" }),
  ];
  const [hers, his] = await deliver(mail, [alice, bob], directory);
  expect(idsIn(hers, "Inbox")).toEqual(["alice@example.org/alias"]);
  expect(idsIn(his, "Inbox")).toEqual(["bob@example.org/list", "bob@example.org/secret"]);
});

test("only the sender sees whom a mail went to in secret", async () => {
  const mail = [item("secret", { to: [], bcc: [recipient("bob@example.org")] })];
  const [hers, his] = await deliver(mail, [alice, bob], directory);
  expect(hers?.folders.find(({ name }) => name === "Sent")?.items[0]?.bcc).toHaveLength(1);
  expect(his?.folders.find(({ name }) => name === "Inbox")?.items[0]?.bcc).toEqual([]);
});

test("a draft is in nobody's mailbox but its author's", async () => {
  const [hers, his] = await deliver([item("draft", { unsent: true })], [alice, bob], directory);
  expect(idsIn(hers, "Drafts")).toEqual(["alice@example.org/draft"]);
  expect(idsIn(hers, "Sent")).toEqual([]);
  expect(idsIn(his, "Inbox")).toEqual([]);
});

test("an invitation is a mail, and an appointment in the calendars of both sides", async () => {
  const meetings = [
    item("later", { kind: "meeting-request", start: 2, end: 3 }),
    item("sooner", { kind: "appointment", start: 1, end: 2 }),
  ];
  const [hers, his] = await deliver(meetings, [alice, bob], directory);
  expect(idsIn(his, "Inbox")).toEqual(["bob@example.org/later"]);
  expect(idsIn(his, "Calendar")).toEqual(["bob@example.org/sooner", "bob@example.org/later/event"]);
  expect(idsIn(hers, "Calendar")).toEqual(["alice@example.org/sooner", "alice@example.org/later/event"]);
});

test("the reader gets everything, whomever it is to", async () => {
  const stray = item("stray", { from: undefined, to: [recipient("carol@example.net")] });
  const [hers, his] = await deliver([stray], [alice, bob], directory, alice.address);
  expect(idsIn(hers, "Inbox")).toEqual(["alice@example.org/stray"]);
  expect(idsIn(his, "Inbox")).toEqual([]);
});

test("recipients are of the types that Exchange gives them", async () => {
  const addresses = ["bob@example.org", "team@example.org", "new@example.org", "carol@example.net", ""];
  const [hers] = await deliver([item("types", { to: addresses.map((address) => recipient(address)) })], [alice], directory);
  const types = hers?.folders.find(({ name }) => name === "Sent")?.items[0]?.to.map(({ recipientType }) => recipientType);
  expect(types).toEqual([2, 1, 0, 3, 0]);
});

test("the most frequent address is the reader's", () => {
  const mail = [
    item("1", { to: [recipient("bob@example.org")] }),
    item("2", { from: recipient("carol@example.net", "Carol"), to: [recipient("Bob@Example.org", "Bob B.")] }),
    item("3", { from: recipient("nobody"), to: [], deliveredTo: "bob@example.org" }),
  ];
  expect(frequentPeople(mail)).toEqual([
    { address: "bob@example.org", kind: "person", name: "Bob B." },
    { address: "alice@example.org", kind: "person" },
    { address: "carol@example.net", kind: "person", name: "Carol" },
  ]);
});
