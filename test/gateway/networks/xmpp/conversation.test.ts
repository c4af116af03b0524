import { readFileSync, readdirSync } from "node:fs";
import { parse } from "ltx";
import { conversationOf, arrived, displayed, opened, retitled, talk } from "../../../../src/gateway/networks/xmpp/chat/conversations.ts";
import { entryOf } from "../../../../src/gateway/networks/xmpp/chat/entry.ts";
import { fold } from "../../../../src/gateway/networks/xmpp/chat/history.ts";
import { senderOf } from "../../../../src/gateway/networks/xmpp/chat/listing.ts";
import { ConversationId, type Message } from "../../../../src/protocol/index.ts";
import { user } from "../../../servers/network.ts";

const alice = user("alice").address;
const bob = user("bob").address;
const begun = () => talk({ id: ConversationId.parse("c"), jid: bob, room: false, archive: alice, people: [alice, bob] });

/** `<archive>` holds what the server keeps of Alice's talk with Bob, each with its time; the JSON what she is shown. */
const fixtures = new URL("conversation/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, fixtures), "utf8");
const names = readdirSync(fixtures)
  .filter((name) => name.endsWith(".xml"))
  .map((name) => name.slice(0, -".xml".length));

it.each(names)("shows a conversation %s", (name) => {
  const whose = begun();
  const entries = parse(read(`${name}.xml`))
    .getChildElements()
    .flatMap((message, index) => {
      const at = Date.parse(String(message.attrs.stamp));
      return entryOf(whose, message, senderOf(whose, message, alice), at, `archived-${index}`) ?? [];
    });
  expect(fold(whose, entries, alice).messages).toEqual(JSON.parse(read(`${name}.json`)));
});

describe("what is kept of a conversation", () => {
  const message = (id: string, at: number, from = bob): Message => ({ id, conversation: ConversationId.parse("c"), from, text: id, at });
  const after = (...messages: readonly Message[]) => {
    const whose = begun();
    for (const one of messages) arrived(whose, one, alice);
    return whose;
  };

  it("counts what came in one millisecond by its order", () => {
    const whose = after(message("1", 5), message("2", 5), message("3", 5));
    expect(displayed(whose, alice, "2", alice)).toBe(true);
    expect(conversationOf(whose, "xmpp").unread).toBe(1);
  });

  it("never takes a read marker back", () => {
    const whose = after(message("1", 1), message("2", 2));
    expect(displayed(whose, alice, "2", alice)).toBe(true);
    expect(displayed(whose, alice, "1", alice)).toBe(false);
    expect(displayed(whose, alice, "nothing", alice)).toBe(false);
    expect(conversationOf(whose, "xmpp")).toMatchObject({ unread: 0, read: { [alice]: "2" } });
  });

  it("takes what the user says for having read what was there, and not what comes after", () => {
    const whose = after(message("1", 1), message("2", 2, alice), message("3", 3));
    expect(conversationOf(whose, "xmpp")).toMatchObject({ unread: 1, last: { id: "3" } });
  });

  it("does not count what is told late and was answered before", () => {
    const whose = after(message("2", 2, alice), message("1", 1));
    expect(conversationOf(whose, "xmpp")).toMatchObject({ unread: 0, last: { id: "2" } });
  });

  it("takes the link away with the subject that it was of, and keeps it with the same", () => {
    const whose = begun();
    opened(whose, { subject: "Budget", importance: "high", item: "AAMk=" });
    expect(retitled(whose, "Budget")).toBe(false);
    expect(whose.context).toEqual({ subject: "Budget", importance: "high", item: "AAMk=" });
    expect(retitled(whose, "Lunch")).toBe(true);
    expect(whose.context).toEqual({ subject: "Lunch" });
  });
});
