import { changesBetween } from "../../../src/emulator/page/host/changes.ts";
import type { AddIn } from "../../../src/emulator/page/host/manifest.ts";
import { addNotification, removeNotification, replaceNotification } from "../../../src/emulator/page/host/notifications.ts";
import { hasMailbox, profiles } from "../../../src/emulator/page/host/profiles.ts";
import { readRequest } from "../../../src/emulator/page/host/envelope.ts";
import { openMailbox, reduceMail, type MailEvent } from "../../../src/emulator/page/mail.ts";
import { recipient } from "../stage.ts";
import { bobAndAlice } from "./mailboxes.ts";

describe("the info bar's lines", () => {
  const line = (key: string) => ({ key, type: 0, message: key }) as const;

  it("are five at the most", () => {
    const five = ["a", "b", "c", "d", "e"].map(line);
    expect(addNotification(five, line("f"))).toBe(9025);
    expect(replaceNotification(five, { ...line("a"), message: "new" })).toContainEqual({ ...line("a"), message: "new" });
  });

  it("have a key each", () => {
    expect(addNotification([line("a")], line("a"))).toBe(9023);
    expect(removeNotification([line("a")], "b")).toBe(9024);
    expect(removeNotification([line("a")], "a")).toEqual([]);
  });

  it("may be replaced before they are there", () => {
    expect(replaceNotification([], line("a"))).toEqual([line("a")]);
  });
});

describe("what a pane is told", () => {
  const addIn: AddIn = {
    id: "add-in",
    name: "Add-in",
    permission: 1,
    origins: [],
    buttons: { "message-read": [], "message-compose": [], "appointment-attendee": [], "appointment-organizer": [], mobile: [] },
    images: new Map(),
  };
  const [mailbox] = bobAndAlice.map(openMailbox);
  if (!mailbox) throw new Error("there is no mailbox");
  const told = (id: string, ...events: readonly MailEvent[]) => {
    const before = reduceMail(mailbox, { type: "select", id });
    return changesBetween(before, events.reduce(reduceMail, before), addIn, profiles.web);
  };

  it("is which fields of a draft hold others now", () => {
    const change = { cc: [recipient("carol@example.org")] };
    expect(told("first draft", { type: "edit", id: "first draft", change })).toEqual([
      { event: "olkRecipientsChanged", data: ['{"to":false,"cc":true,"bcc":false}'] },
    ]);
    expect(told("own", { type: "edit", id: "own", change })).toEqual([
      { event: "olkRecipientsChanged", data: ['{"requiredAttendees":false,"optionalAttendees":true,"resources":false}'] },
    ]);
  });

  it("is nothing of a subject, a header that opens, or the pane itself", () => {
    expect(told("first draft", { type: "edit", id: "first draft", change: { subject: "Other" } })).toEqual([]);
    expect(told("crowd", { type: "expand", expanded: true }, { type: "pane", open: true, pinned: true })).toEqual([]);
  });

  it("is the whole item when another one is selected, and an empty text for none", () => {
    expect(told("letter", { type: "select", id: "other" })).toMatchObject([
      { event: "olkItemSelectedChanged", data: { id: "other", itemType: 1 } },
    ]);
    expect(told("letter", { type: "select", id: null })).toEqual([{ event: "olkItemSelectedChanged", data: "" }]);
  });
});

describe("a posted message", () => {
  const request = { _messageType: 0, _actionName: "GetInitialData", _actionType: 0, _conversationId: "c", _correlationId: 1, _data: {} };

  it("is a request where it is JSON of the right shape", () => {
    expect(readRequest(JSON.stringify(request))).toMatchObject({ kind: "invoke", name: "GetInitialData", conversation: "c" });
  });

  it.each([
    [request],
    [""],
    ["{"],
    ["null"],
    [JSON.stringify({ ...request, _messageType: 1 })],
    [JSON.stringify({ ...request, _actionType: 7 })],
  ])("is not for the host where it is %j", (posted) => {
    expect(readRequest(posted)).toBeUndefined();
  });
});

it("knows that Mailbox 1.14 is newer than 1.5", () => {
  expect([hasMailbox(profiles.classic, "1.5"), hasMailbox(profiles["on-premises"], "1.14")]).toEqual([true, false]);
});
