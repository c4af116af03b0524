import { ConversationId, EmailAddress, type NetworkState, type Ok } from "../../src/protocol/index.ts";
import { WireError, type Request } from "../../src/taskpane/connection.ts";
import { meetNow } from "../../src/taskpane/meet/act.ts";
import { meetWith, reduceMeet, type MeetEvent } from "../../src/taskpane/meet/state.ts";
import { createStore, type Rollcall } from "../../src/taskpane/store.tsx";

const [alice, bob, carol] = ["alice", "bob", "carol"].map((name) => EmailAddress.parse(`${name}@example.org`)) as [
  // one for each name
  EmailAddress,
  EmailAddress,
  EmailAddress,
];
const url = "https://teams.microsoft.com/l/meetup-join/1";
const id = ConversationId.parse("19:1");

type Failing = Partial<Record<Request["type"], WireError["code"]>>;

/** A pane that is signed in to a network with these parts, and fails where the test wants it. */
function stage(parts: NetworkState["parts"], failing: Failing = {}) {
  const store = createStore();
  const asked: Request[] = [];
  const request = async (sent: Request): Promise<Ok> => {
    asked.push(sent);
    const code = failing[sent.type];
    if (code) throw new WireError(code, "As the test wants it.");
    const conversation = { id, people: [alice, bob], context: {}, via: "teams", unread: 0, read: {} };
    const message = sent.type === "send" ? { id: "m1", conversation: id, from: alice, text: sent.text, at: 1, key: sent.key } : undefined;
    return { type: "ok", id: 1, meeting: { via: "teams", url }, conversation, message };
  };
  store.dispatch({
    type: "heard",
    message: {
      type: "welcome",
      version: "1",
      pane: "p1",
      user: { address: alice, kind: "person" },
      status: { availability: "automatic" },
      networks: [{ name: "teams", state: "connected", since: 0, parts }],
      conversations: [],
      calls: [],
    },
  });
  // As much of a pane as meeting takes.
  const rollcall = { store, connection: { request }, mailbox: { browse() {} } } as unknown as Rollcall;
  return {
    store,
    asked,
    async meet() {
      const events: MeetEvent[] = [];
      await meetNow(rollcall, { people: [bob], context: { subject: "Budget" }, key: "k1", words: "Now:" }, (event) => events.push(event));
      return events.reduce(reduceMeet, meetWith([bob]));
    },
  };
}

describe("meeting now", () => {
  it("is with everybody, until the reader chooses", () => {
    const toggled = reduceMeet(meetWith([bob, carol]), { type: "toggled", person: bob });
    expect([...toggled.picked]).toEqual([carol]);
    expect([...reduceMeet(toggled, { type: "toggled", person: bob }).picked]).toEqual([carol, bob]);
    expect([...reduceMeet(toggled, { type: "picked", people: [] }).picked]).toEqual([]);
  });

  it("makes a meeting and puts its link into the chat with these people, both under one key", async () => {
    const { asked, meet } = stage(["meetings", "chat"]);
    expect(await meet()).toMatchObject({ meeting: { state: "ready", url }, invitation: { state: "sent", conversation: id } });
    expect(asked).toEqual([
      { type: "meet", people: [bob], context: { subject: "Budget" }, key: "k1" },
      { type: "open", people: [bob], context: { subject: "Budget" } },
      { type: "send", conversation: id, text: `Now:\n${url}`, key: "k1" },
    ]);
  });

  it("says why there is no meeting, and invites nobody to it", async () => {
    const { asked, meet } = stage(["meetings", "chat"], { meet: "forbidden" });
    expect(await meet()).toMatchObject({ meeting: { state: "failed", code: "forbidden" }, invitation: { state: "none" } });
    expect(asked).toHaveLength(1);
  });

  it.each<[Failing, WireError["code"]]>([
    [{ open: "not-found" }, "not-found"],
    [{ send: "unreachable" }, "unreachable"],
  ])("goes on where its link is not sent: %j", async (failing, code) => {
    const { meet } = stage(["meetings", "chat"], failing);
    expect(await meet()).toMatchObject({ meeting: { state: "ready" }, invitation: { state: "failed", code } });
  });

  it("keeps a link that was not sent in the chat, to be sent again", async () => {
    const { store, meet } = stage(["meetings", "chat"], { send: "unreachable" });
    await meet();
    expect(store.get().chats.outbox).toMatchObject([{ conversation: id, key: "k1", text: `Now:\n${url}`, state: "failed" }]);
  });

  it("leaves the link to the reader where no network carries chats", async () => {
    const { meet } = stage(["meetings"]);
    expect(await meet()).toMatchObject({ meeting: { state: "ready", url }, invitation: { state: "unsent" } });
  });
});
