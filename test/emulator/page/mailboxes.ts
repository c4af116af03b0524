import type { Item, MailboxData } from "../../../src/emulator/items.ts";
import { item, recipient } from "../stage.ts";

/** `count` people, of whom nobody is like another. */
export const crowd = (count: number) =>
  Array.from({ length: count }, (_, index) => recipient(`person${index}@example.org`, `Person ${index}`));

const alice = recipient("alice@example.org", "Alice");
const bob = recipient("bob@example.org", "Bob");
const carol = recipient("carol@example.org", "Carol");

const letter = item("letter", {
  subject: "RE: Letter",
  normalizedSubject: "Letter",
  from: alice,
  to: [bob, carol],
  cc: [recipient("dave@example.org", "Dave")],
});
const inbox: readonly Item[] = [
  letter,
  item("other", { subject: "Other", from: carol, to: [bob] }),
  item("crowd", { subject: "Crowd", from: alice, to: crowd(600), cc: crowd(30) }),
  item("page", {
    subject: "Page",
    from: alice,
    html: '<p id="words">Words</p><script>document.title = "ran"</script><img src="https://tracker.example.org/seen.gif">',
  }),
];
const drafts = [
  item("first draft", { subject: "First draft", from: bob, to: [alice] }),
  item("second draft", { subject: "Second draft", from: bob, to: [] }),
];
const hour = 3_600_000;
const times = { start: 10 * hour, end: 11 * hour, location: "Room 1" };
const calendar = [
  item("invited", { kind: "appointment", subject: "Invited", from: alice, to: [bob], cc: [carol], ...times }),
  item("own", { kind: "appointment", subject: "Own", from: bob, to: [alice], ...times }),
];

/** Bob's, who has one of everything, and Alice's with one letter. */
export const bobAndAlice: readonly MailboxData[] = [
  {
    address: bob.address,
    name: bob.name,
    folders: [
      { name: "Inbox", items: inbox },
      { name: "Drafts", items: drafts },
      { name: "Calendar", items: calendar },
    ],
  },
  {
    address: alice.address,
    name: alice.name,
    folders: [{ name: "Inbox", items: [item("answer", { subject: "Answer", from: bob, to: [alice] })] }],
  },
];
