import type { Conversation, ConversationId, Message } from "../../src/protocol/index.ts";
import { EmailAddress } from "../../src/protocol/index.ts";
import type { Outgoing } from "../../src/taskpane/chat/outbox.ts";
import { unloaded, type Thread } from "../../src/taskpane/chat/thread.ts";
import { timeline, type Row } from "../../src/taskpane/chat/timeline.ts";

const alice = EmailAddress.parse("alice@example.org");
const bob = EmailAddress.parse("bob@example.org");
const carol = EmailAddress.parse("carol@example.org");
const id = "c1" as ConversationId; // its schema only checks the length
const minute = 60_000;
const morning = new Date(2026, 10, 24, 9).getTime();

function message(number: number, from: EmailAddress, at = morning + number * minute): Message {
  return { id: `m${number}`, conversation: id, from, text: `text ${number}`, at };
}

function rowsOf(
  messages: readonly Message[],
  more: Partial<Thread> = {},
  read: Conversation["read"] = {},
  outbox: readonly Outgoing[] = [],
): readonly Row[] {
  const conversation: Conversation = { id, people: [alice, bob, carol], context: {}, via: "local", unread: 0, read };
  return timeline({ ...unloaded, messages, ...more }, outbox, conversation, alice);
}

/** "day", "new", "bob:", "m1", "seen bob" */
function sketch(rows: readonly Row[]): string {
  const words = rows.map((row) => {
    if (row.kind === "who") return `${row.from.split("@")[0]}:`;
    if (row.kind === "receipt") return ["seen", ...row.seenBy.map((by) => by.split("@")[0])].join(" ");
    return row.kind === "line" ? row.key : row.kind;
  });
  return words.join(" ");
}

describe("a timeline", () => {
  it("groups what one person says in one go", () => {
    expect(sketch(rowsOf([message(1, bob), message(2, bob), message(3, carol)]))).toEqual("day bob: m1 m2 carol: m3");
  });

  it("keeps those apart whom a room calls by different nicks, and nothing else", () => {
    const room = EmailAddress.parse("lunch@rooms.example.org");
    const under = (nick: string, number: number) => ({ ...message(number, room), nick });
    const rows = rowsOf([under("bob", 1), under("bob", 2), under("rob", 3)]);
    expect(sketch(rows)).toEqual("day lunch: m1 m2 lunch: m3");
    expect(rows.flatMap((row) => (row.kind === "who" ? row.nick : []))).toEqual(["bob", "rob"]);
  });

  it("begins a new group after five minutes", () => {
    expect(sketch(rowsOf([message(1, bob), message(9, bob)]))).toEqual("day bob: m1 bob: m9");
  });

  it("begins each of the reader's days", () => {
    const lateAndEarly = [message(1, bob, morning - 9 * 60 * minute - minute), message(2, bob, morning - 9 * 60 * minute + minute)];
    expect(sketch(rowsOf(lateAndEarly))).toEqual("day bob: m1 day bob: m2");
  });

  it("marks the first new message of somebody else", () => {
    const messages = [message(1, bob), message(2, alice), message(3, bob)];
    expect(sketch(rowsOf(messages, { newAfter: "m1" }))).toEqual("day bob: m1 alice: m2 new bob: m3");
    expect(sketch(rowsOf(messages, { newAfter: null }))).toEqual("day new bob: m1 alice: m2 bob: m3");
  });

  it("marks nothing as new while the mark lies on an older page", () => {
    expect(sketch(rowsOf([message(5, bob)], { newAfter: "m1" }))).toEqual("day bob: m5");
  });

  it("says that the user's last message arrived, and who has seen it", () => {
    expect(sketch(rowsOf([message(1, alice)]))).toEqual("day alice: m1 seen");
    expect(sketch(rowsOf([message(1, alice)], {}, { [bob]: "m1", [alice]: "m1" }))).toEqual("day alice: m1 seen bob");
    expect(sketch(rowsOf([message(1, alice), message(2, bob)], {}, { [bob]: "m2" }))).toEqual("day alice: m1 bob: m2");
  });

  it("tells what became of a message, and of no arrival that there was not", () => {
    const failed = { ...message(1, alice), failed: "not-found" } as const;
    expect(rowsOf([failed]).at(-1)).toMatchObject({ kind: "line", fate: { failed: "not-found" } });
    const retracted = { ...message(1, bob), text: "", retracted: true } as const;
    expect(rowsOf([retracted]).at(-1)).toMatchObject({ kind: "line", text: "", fate: { retracted: true } });
    expect(rowsOf([message(1, bob)]).at(-1)).not.toHaveProperty("fate");
  });

  it("ends with what is on its way", () => {
    const outgoing: Outgoing = { conversation: id, key: "k1", text: "hi", at: morning + 2 * minute, state: "failed", code: "storage" };
    const rows = rowsOf([message(1, bob)], {}, {}, [outgoing]);
    expect(sketch(rows)).toEqual("day bob: m1 alice: k1");
    expect(rows.at(-1)).toMatchObject({ own: true, text: "hi", outgoing });
  });
});
