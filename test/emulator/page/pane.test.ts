import { jest } from "@jest/globals";
import { bobAndAlice } from "./mailboxes.ts";
import { choose, heardBy, paneOf, startOutlook, type Outlook } from "./outlook.ts";

jest.setTimeout(90_000); // a browser, and pages of a megabyte, on a machine that may be busy

let outlook: Outlook;
beforeAll(async () => {
  outlook = await startOutlook(bobAndAlice);
});
afterAll(() => outlook.close());

describe("a pane", () => {
  it("runs the real office.js, which takes the page for Outlook on the web", async () => {
    const pane = await paneOf(await outlook.open("?pane=open"));
    const office = await pane.evaluate(() => ({
      host: Office.context.host,
      platform: Office.context.platform,
      language: Office.context.displayLanguage,
      user: Office.context.mailbox.userProfile.emailAddress,
      theme: Office.context.officeTheme?.bodyBackgroundColor,
    }));
    expect(office).toEqual({ host: "Outlook", platform: "OfficeOnline", language: "en-US", user: "bob@example.org", theme: "#ffffff" });
  });

  it("reads the people of a message", async () => {
    const pane = await paneOf(await outlook.open("?pane=open&item=letter"));
    const people = await pane.evaluate(() => {
      const { item } = Office.context.mailbox;
      const addresses = (all: readonly Office.EmailAddressDetails[] = []) => all.map(({ emailAddress }) => emailAddress);
      return {
        id: item?.itemId,
        subject: item?.normalizedSubject,
        from: item?.from.displayName,
        to: addresses(item?.to),
        cc: addresses(item?.cc),
      };
    });
    expect(people).toEqual({
      id: "letter",
      subject: "Letter",
      from: "Alice",
      to: ["bob@example.org", "carol@example.org"],
      cc: ["dave@example.org"],
    });
  });

  it("finds an appointment's organizer among the required attendees, too", async () => {
    const pane = await paneOf(await outlook.open("?pane=open&item=invited"));
    const people = await pane.evaluate(() => {
      const { item } = Office.context.mailbox;
      return { organizer: item?.organizer.emailAddress, required: item?.requiredAttendees.map(({ emailAddress }) => emailAddress) };
    });
    expect(people).toEqual({ organizer: "alice@example.org", required: ["alice@example.org", "bob@example.org"] });
  });

  it("asks a draft field by field, and hears that its recipients change", async () => {
    const page = await outlook.open("?pane=open&item=first draft");
    const pane = await paneOf(page);
    expect(await pane.evaluate(() => ask(Office.context.mailbox.item!.to, "getAsync"))).toMatchObject({
      value: [{ emailAddress: "alice@example.org" }],
    });
    expect(await pane.evaluate(() => ask(Office.context.mailbox.item!.subject, "getAsync"))).toEqual({ value: "First draft" });
    await pane.evaluate(() => listen(Office.context.mailbox.item!, "RecipientsChanged"));
    await page.getByLabel("Cc: Add people").fill("erin@example.org");
    await page.getByLabel("Cc: Add people").press("Enter");
    expect(await heardBy(pane, 1)).toMatchObject([{ changedRecipientFields: { to: false, cc: true } }]);
    expect(await pane.evaluate(() => ask(Office.context.mailbox.item!.cc, "getAsync"))).toMatchObject({
      value: [{ emailAddress: "erin@example.org" }],
    });
  });

  it("asks an appointment that the reader organizes for its attendees and times", async () => {
    const pane = await paneOf(await outlook.open("?pane=open&item=own"));
    const asked = () =>
      Promise.all([
        ask(Office.context.mailbox.item!.requiredAttendees, "getAsync"),
        ask(Office.context.mailbox.item!.location, "getAsync"),
      ]);
    expect(await pane.evaluate(asked)).toMatchObject([{ value: [{ emailAddress: "alice@example.org" }] }, { value: "Room 1" }]);
  });

  it("stands without an item where nothing is selected", async () => {
    const pane = await paneOf(await outlook.open("?pane=pinned&item=none"));
    expect(await pane.evaluate(() => [Office.context.mailbox.item ?? null, Office.context.mailbox.userProfile.displayName])).toEqual([
      null,
      "Bob",
    ]);
  });

  it("closes with the item unless it is pinned", async () => {
    const page = await outlook.open("?pane=open&item=letter");
    await paneOf(page);
    await choose(page, "Other");
    await page.locator("aside").waitFor({ state: "detached" });
    expect(await page.getByRole("button", { name: "Rollcall" }).getAttribute("aria-pressed")).toBe("false");
  });

  it("hears of every other item while it is pinned, and of none", async () => {
    const page = await outlook.open("?pane=pinned&item=letter");
    const pane = await paneOf(page);
    await pane.evaluate(() => listen(Office.context.mailbox, "ItemChanged"));
    await choose(page, "Other");
    await heardBy(pane, 1);
    expect(await pane.evaluate(() => Office.context.mailbox.item?.itemId)).toBe("other");
    await page.getByRole("button", { name: "Calendar" }).click();
    await heardBy(pane, 2);
    expect(await pane.evaluate(() => Office.context.mailbox.item ?? null)).toBeNull();
  });

  it("hears nothing of an item through a handler of the item before", async () => {
    const page = await outlook.open("?pane=pinned&item=first draft");
    const pane = await paneOf(page);
    await pane.evaluate(() => listen(Office.context.mailbox, "ItemChanged"));
    await pane.evaluate(() => listen(Office.context.mailbox.item!, "RecipientsChanged"));
    await choose(page, "Second draft");
    await heardBy(pane, 1);
    await page.getByLabel("To: Add people").fill("erin@example.org");
    await page.getByLabel("To: Add people").press("Enter");
    await pane.evaluate(() => listen(Office.context.mailbox.item!, "RecipientsChanged"));
    await page.getByLabel("Cc: Add people").fill("frank@example.org");
    await page.getByLabel("Cc: Add people").press("Enter");
    // One of each: had the first handler lived on, there would be two of the latter.
    expect((await heardBy(pane, 2)).map(({ changedRecipientFields }) => changedRecipientFields)).toMatchObject([
      undefined,
      { to: false, cc: true },
    ]);
  });

  it("begins anew when it loads itself again, and what it had asked for is forgotten", async () => {
    const page = await outlook.open("?pane=pinned&item=letter");
    const pane = await paneOf(page);
    await pane.evaluate(() => listen(Office.context.mailbox, "ItemChanged"));
    await Promise.all([pane.waitForNavigation(), pane.evaluate(() => location.reload())]);
    await paneOf(page);
    await choose(page, "Other");
    await page.getByRole("heading", { name: "Other" }).waitFor();
    expect(await pane.evaluate(() => [Office.context.mailbox.item?.itemId, globalThis.heard])).toEqual(["letter", []]);
  });

  it("hears of another theme", async () => {
    const page = await outlook.open("?pane=open");
    const pane = await paneOf(page);
    await pane.evaluate(() => listen(Office.context.mailbox, "OfficeThemeChanged"));
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    expect(await heardBy(pane, 1)).toMatchObject([{ officeTheme: { bodyBackgroundColor: "#292929", bodyForegroundColor: "#ffffff" } }]);
  });

  it("hears that a call is not supported where the emulator has none of that name", async () => {
    const pane = await paneOf(await outlook.open("?pane=open&item=first draft"));
    expect(await pane.evaluate(() => ask(Office.context.mailbox.item!, "getComposeTypeAsync"))).toEqual({ code: 9032 });
  });
});

describe("what a pane does to its mail client", () => {
  const note = (message: string) => ({ type: "informationalMessage", message, icon: "Icon.16", persistent: true });

  it("puts lines into the info bar of the item, under keys that must not repeat", async () => {
    const page = await outlook.open("?pane=open&item=letter");
    const pane = await paneOf(page);
    const bar = (method: string, ...args: unknown[]) =>
      pane.evaluate(([name, given]) => ask(Office.context.mailbox.item!.notificationMessages, name, ...given), [method, args] as const);
    await bar("addAsync", "one", note("Alice can talk"));
    expect(await bar("addAsync", "one", note("again"))).toEqual({ code: 9023 });
    expect(await bar("removeAsync", "two")).toEqual({ code: 9024 });
    expect(await bar("getAllAsync")).toMatchObject({ value: [{ key: "one", type: "informationalMessage", message: "Alice can talk" }] });
    await bar("replaceAsync", "one", note("Nobody can talk"));
    await page.getByRole("main").getByText("Nobody can talk").waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.getByText("Nobody can talk").waitFor({ state: "detached" });
    expect(await bar("getAllAsync")).toEqual({ value: [] });
  });

  it("keeps roaming settings with the mailbox, over a reload of everything", async () => {
    const page = await outlook.open("?pane=open");
    const pane = await paneOf(page);
    await pane.evaluate(() => {
      Office.context.roamingSettings.set("colour", "green");
      return ask(Office.context.roamingSettings, "saveAsync");
    });
    await page.reload();
    const read = () => Office.context.roamingSettings.get("colour") as unknown;
    expect(await (await paneOf(page)).evaluate(read)).toBe("green");
    await page.goto(page.url().replace("mailbox=bob", "").replace("?", "?mailbox=alice@example.org&"));
    expect((await (await paneOf(page)).evaluate(read)) ?? null).toBeNull();
  });

  it("opens another item, a new message and a new appointment", async () => {
    const page = await outlook.open("?pane=pinned&item=letter");
    const pane = await paneOf(page);
    await pane.evaluate(() => Office.context.mailbox.displayMessageForm("other"));
    await page.getByRole("heading", { name: "Other" }).waitFor();
    await pane.evaluate(() => Office.context.mailbox.displayNewMessageForm({ toRecipients: ["erin@example.org"], subject: "Hello" }));
    await page.getByText("erin@example.org").first().waitFor();
    expect(await page.getByLabel("Subject").inputValue()).toBe("Hello");
    await pane.evaluate(() =>
      Office.context.mailbox.displayNewAppointmentForm({ subject: "Talk", start: new Date(0), end: new Date(1) } as never),
    );
    await page.getByLabel("Location").waitFor();
    expect(await page.getByLabel("Subject").inputValue()).toBe("Talk");
  });
});
