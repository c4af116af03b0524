import { jest } from "@jest/globals";
import { bobAndAlice } from "./mailboxes.ts";
import { heardBy, paneOf, startOutlook, type Outlook } from "./outlook.ts";

jest.setTimeout(90_000); // a browser, and pages of a megabyte, on a machine that may be busy

let outlook: Outlook;
beforeAll(async () => {
  outlook = await startOutlook(bobAndAlice);
});
afterAll(() => outlook.close());

const counts = () => [Office.context.mailbox.item?.to.length, Office.context.mailbox.item?.cc.length];

it.each([
  { profile: "web", newest: "1.15", tooNew: "1.16", theme: true, recipients: [20, 20], events: {} },
  { profile: "classic", newest: "1.14", tooNew: "1.15", theme: true, recipients: [500, 30], events: {} },
  { profile: "on-premises", newest: "1.5", tooNew: "1.6", theme: false, recipients: [20, 20], events: { code: 5000 } },
  { profile: "mobile", newest: "1.5", tooNew: "1.6", theme: false, recipients: [100, 30], events: { code: 5000 } },
])("$profile has Mailbox $newest, and what it had at that time", async ({ profile, newest, tooNew, theme, recipients, events }) => {
  const pane = await paneOf(await outlook.open(`?pane=open&item=crowd&profile=${profile}`));
  const has = (version: string) => pane.evaluate((wanted) => Office.context.requirements.isSetSupported("Mailbox", wanted), version);
  expect([await has(newest), await has(tooNew)]).toEqual([true, false]);
  expect(await pane.evaluate(() => Office.context.officeTheme !== undefined)).toBe(theme);
  expect(await pane.evaluate(counts)).toEqual(recipients);
  const { value: _, ...outcome } = await pane.evaluate(async () => ({
    value: 0,
    ...(await listen(Office.context.mailbox, "OfficeThemeChanged")),
  }));
  expect(outcome).toEqual(events);
});

it("gives all recipients once the reader has opened the header, and tells nobody", async () => {
  const page = await outlook.open("?pane=pinned&item=crowd");
  const pane = await paneOf(page);
  await pane.evaluate(() => listen(Office.context.mailbox, "ItemChanged"));
  await page.getByRole("button", { name: "Show all 630 recipients" }).click();
  await page.getByText("Person 599").waitFor();
  expect(await pane.evaluate(counts)).toEqual([20, 20]);
  await Promise.all([pane.waitForNavigation(), pane.evaluate(() => location.reload())]);
  await paneOf(page);
  expect(await pane.evaluate(counts)).toEqual([600, 30]);
  expect(await pane.evaluate(() => globalThis.heard)).toEqual([]);
});

describe("a phone", () => {
  it("shows the pane over the message, without a pin", async () => {
    const page = await outlook.open("?pane=open&item=letter&profile=mobile");
    await paneOf(page);
    expect(await page.getByRole("button", { name: /^Pin/ }).count()).toBe(0);
    const [pane, client] = await Promise.all([
      page.locator("aside").boundingBox(),
      page.getByRole("region", { name: "Mailbox of" }).boundingBox(),
    ]);
    expect(pane?.width).toBe(client?.width);
  });

  it("offers no add-in while one writes", async () => {
    const page = await outlook.open("?item=first draft&profile=mobile");
    await page.getByLabel("Subject").waitFor();
    expect(await page.getByRole("button", { name: "Rollcall" }).count()).toBe(0);
  });
});

describe("two mailboxes side by side", () => {
  it("have a pane each, and what happens in one does not reach the other", async () => {
    const page = await outlook.open("?pane=pinned&item=letter&split=alice@example.org");
    const [bobs, alices] = [await paneOf(page, 0), await paneOf(page, 1)];
    const state = () => [Office.context.mailbox.userProfile.emailAddress, Office.context.mailbox.item?.subject ?? null];
    expect(await bobs.evaluate(state)).toEqual(["bob@example.org", "RE: Letter"]);
    expect(await alices.evaluate(state)).toEqual(["alice@example.org", null]);
    for (const pane of [bobs, alices]) await pane.evaluate(() => listen(Office.context.mailbox, "ItemChanged"));
    await page.getByRole("option", { name: "Answer" }).click();
    await heardBy(alices, 1);
    expect(await alices.evaluate(state)).toEqual(["alice@example.org", "Answer"]);
    expect(await bobs.evaluate(() => globalThis.heard)).toEqual([]);
  });
});
