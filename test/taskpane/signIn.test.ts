import { EmailAddress } from "../../src/protocol/index.ts";
import { openDialog, type DialogOpener } from "../../src/taskpane/signIn/dialog.ts";
import { isMismatch } from "../../src/taskpane/signIn/missing.ts";
import { whyRefused } from "../../src/taskpane/signIn/refusal.ts";

const alice = EmailAddress.parse("alice@example.org");
const bob = EmailAddress.parse("bob@example.org");

describe("what Entra refuses for", () => {
  it.each([
    ["interaction_required", "AADSTS50076: more is needed", "interaction"],
    ["invalid_grant", "AADSTS65001: nobody has consented", "consent"],
    ["access_denied", "AADSTS65004: the user declined to consent", "consent"],
    ["invalid_grant", "AADSTS90094: an administrator must", "consent"],
    ["consent_required", "", "consent"],
    ["access_denied", "the user canceled the authentication", "cancelled"],
    ["invalid_grant", "AADSTS70008: the code is too old", "interaction"],
    ["invalid_client", "AADSTS7000218", "failed"],
    ["invalid_grant", "AADSTS650011: another number that begins so", "interaction"],
  ])("is told from %s, %s: %s", (error, description, trouble) => {
    expect(whyRefused(error, description, true)).toBe(trouble);
  });

  it("is worth a window where none has been open yet", () => {
    expect(whyRefused("invalid_grant", "AADSTS65001", false)).toBe("interaction");
  });
});

describe("who is signed in", () => {
  it("is the mailbox's owner by any of their addresses", () => {
    expect(isMismatch({ address: alice, kind: "person" }, alice)).toBe(false);
    expect(isMismatch({ address: alice, kind: "person", aliases: [bob] }, bob)).toBe(false);
    expect(isMismatch({ address: alice, kind: "person" }, bob)).toBe(true);
  });
});

describe("the window for signing in", () => {
  const events = { DialogMessageReceived: "message", DialogEventReceived: "event" } as const;
  type Event = (typeof events)[keyof typeof events];
  type Heard = { readonly message: string; readonly origin: string | undefined } | { readonly error: number };

  /** Outlook, which opens a window or refuses with a code; `happen` is what comes of the window. */
  function outlook(code?: number) {
    const handlers = new Map<Event, (heard: Heard) => void>();
    let closed = 0;
    const value = {
      addEventHandler: (event: Event, handler: (heard: Heard) => void) => void handlers.set(event, handler),
      close: () => void closed++,
    };
    const opener: DialogOpener<Event> = {
      displayDialogAsync: (_url, _options, done) => done(code === undefined ? { value } : { error: { code } }),
    };
    return {
      opened: openDialog(opener, events, "https://rollcall.example.org/signin.html#x"),
      happen: (event: Event, heard: Heard) => handlers.get(event)?.(heard),
      closed: () => closed,
    };
  }

  it("brings the first text of this origin, and is closed", async () => {
    const { opened, happen, closed } = outlook();
    happen("message", { message: "code=evil", origin: "https://elsewhere.example" });
    expect(closed()).toBe(0);
    happen("message", { message: "code=1", origin: "https://rollcall.example.org" });
    happen("message", { message: "code=2", origin: "https://rollcall.example.org" });
    expect(await opened).toBe("code=1");
  });

  it("brings the text in Outlooks that do not say from where it is: those let no other origin speak", async () => {
    const { opened, happen } = outlook();
    happen("message", { message: "code=1", origin: undefined });
    expect(await opened).toBe("code=1");
  });

  it.each([
    [12011, "blocked"],
    [12009, "blocked"],
    [12007, "cancelled"],
    [12004, "failed"],
  ])("that does not open, by code %i, is %s", async (code, trouble) => {
    await expect(outlook(code).opened).rejects.toMatchObject({ code: trouble });
  });

  it.each([
    [12006, "cancelled"],
    [12002, "failed"],
  ])("that ends by itself, by code %i, is %s", async (error, trouble) => {
    const { opened, happen } = outlook();
    happen("event", { error });
    await expect(opened).rejects.toMatchObject({ code: trouble });
  });
});
