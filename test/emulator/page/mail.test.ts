import { newMessage, reply } from "../../../src/emulator/page/drafts.ts";
import { openItem, openMailbox, reduceMail, surfaceOf, type Mail, type MailEvent } from "../../../src/emulator/page/mail.ts";
import { recipient } from "../stage.ts";
import { bobAndAlice } from "./mailboxes.ts";

const [bobs] = bobAndAlice.map(openMailbox);
if (!bobs) throw new Error("there is no mailbox");
const after = (mail: Mail, ...events: readonly MailEvent[]) => events.reduce(reduceMail, mail);
const select = (id: string | null): MailEvent => ({ type: "select", id });
const pin: MailEvent = { type: "pane", open: true, pinned: true };

describe("the surface of an item", () => {
  it.each([
    ["letter", "message-read"],
    ["first draft", "message-compose"],
    ["invited", "appointment-attendee"],
    ["own", "appointment-organizer"],
    ["nowhere", undefined],
  ])("of %j is %s", (id, surface) => {
    expect(surfaceOf(after(bobs, select(id)))).toBe(surface);
  });
});

describe("selecting", () => {
  it("shows the folder that the item is in", () => {
    expect(after(bobs, select("own")).folder).toBe("Calendar");
  });

  it("keeps a pinned pane for messages, and closes it on an appointment, where Outlook cannot pin", () => {
    expect(after(bobs, select("letter"), pin, select("other"), select(null)).pane).toEqual({ open: true, pinned: true });
    expect(after(bobs, select("letter"), pin, select("own")).pane).toEqual({ open: false, pinned: false });
  });

  it("collapses the header, and drops the notifications that were for this reading alone", () => {
    const notes = [
      { key: "gone", type: 2, message: "" },
      { key: "kept", type: 0, message: "", persistent: true },
    ] as const;
    const mail = after(
      bobs,
      select("letter"),
      { type: "expand", expanded: true },
      { type: "notify", id: "letter", notifications: notes },
      select("other"),
    );
    expect(mail.expanded).toBe(false);
    expect(mail.notifications.letter?.map(({ key }) => key)).toEqual(["kept"]);
  });
});

describe("a draft", () => {
  const draft = newMessage(bobs, { to: [recipient("alice@example.org")] });
  const begun = after(bobs, { type: "compose", draft });

  it("is open as soon as it is begun, and has no id for an add-in until it is saved", () => {
    expect(openItem(begun)).toBe(draft);
    expect(begun.unsaved).toEqual([draft.id]);
    expect(after(begun, { type: "save", id: draft.id }).unsaved).toEqual([]);
  });

  it("goes to the sent items, or nowhere", () => {
    const sent = after(begun, { type: "send", id: draft.id });
    expect([sent.folders.Sent, sent.folders.Drafts.includes(draft), sent.selected]).toEqual([[draft], false, null]);
    expect(after(begun, { type: "discard", id: draft.id }).folders.Sent).toEqual([]);
  });

  it("that answers everybody leaves its writer out, and names each once", () => {
    const letter = openItem(after(bobs, select("letter")));
    if (!letter) throw new Error("there is no letter");
    const { to, cc, subject } = reply(bobs, letter, true);
    expect([to, cc].map((people) => people.map(({ address }) => address))).toEqual([
      ["alice@example.org", "carol@example.org"],
      ["dave@example.org"],
    ]);
    expect(subject).toBe("RE: Letter");
  });
});
