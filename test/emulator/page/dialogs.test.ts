import { jest } from "@jest/globals";
import { bobAndAlice } from "./mailboxes.ts";
import { dialogOf, heardBy, paneOf, startOutlook, type Outlook } from "./outlook.ts";

jest.setTimeout(90_000); // a browser, and pages of a megabyte, on a machine that may be busy

let outlook: Outlook;
beforeAll(async () => {
  outlook = await startOutlook(bobAndAlice);
});
afterAll(() => outlook.close());

const inside = { displayInIframe: true, width: 40, height: 40 };
/** In the pane: opens the dialog. */
const open = (options: Office.DialogOptions) => openDialog(options);

describe("a dialog inside the page", () => {
  it("talks with the pane that opened it, both ways", async () => {
    const page = await outlook.open("?pane=open");
    const pane = await paneOf(page);
    await pane.evaluate(open, inside);
    await dialogOf(page);
    await heardBy(pane, 1);
    await pane.evaluate(() => dialog.messageChild("good morning"));
    expect((await heardBy(pane, 2)).map(({ message }) => message)).toEqual(["Hello", "You said good morning"]);
  });

  it("tells the pane that the person closed it", async () => {
    const page = await outlook.open("?pane=open");
    const pane = await paneOf(page);
    await pane.evaluate(open, inside);
    await heardBy(pane, 1);
    await page.keyboard.press("Escape");
    expect((await heardBy(pane, 2))[1]).toMatchObject({ error: 12006 });
    expect(await page.locator("dialog").count()).toBe(0);
  });

  it("goes when the pane closes it, or when the pane goes", async () => {
    const page = await outlook.open("?pane=open");
    const pane = await paneOf(page);
    await pane.evaluate(open, inside);
    await heardBy(pane, 1);
    await pane.evaluate(() => dialog.close());
    await page.locator("dialog").waitFor({ state: "detached" });
    await pane.evaluate(open, inside);
    await page.locator("dialog").waitFor();
    await pane.evaluate(() => Office.context.ui.closeContainer());
    await page.locator("aside").waitFor({ state: "detached" });
    expect(await page.locator("dialog").count()).toBe(0);
  });
});

describe("a dialog in a window of its own", () => {
  it("talks with the pane without the host", async () => {
    const page = await outlook.open("?pane=open");
    const pane = await paneOf(page);
    const windows = page.context().waitForEvent("page");
    // A press opens it: browsers block windows that nobody asked for.
    await pane.evaluate(() =>
      document.querySelector("#first")?.addEventListener("click", () => openDialog({ promptBeforeOpen: false }), { once: true }),
    );
    await pane.locator("#first").click();
    await windows;
    expect(await heardBy(pane, 1)).toMatchObject([{ message: "Hello" }]);
  });
});

describe("a function command", () => {
  it("waits for its page, says what it has to say in the info bar, and leaves nothing behind", async () => {
    const page = await outlook.open("?item=letter");
    await page.getByRole("button", { name: "Who can talk now?" }).click();
    await page.getByRole("main").getByText("Nobody of 2").waitFor();
    await page.locator("iframe").waitFor({ state: "detached" });
    expect(await page.getByText("Nobody of 2").count()).toBe(1);
  });

  it("speaks on the item that it was started on, though the reader went on", async () => {
    const page = await outlook.open("?item=letter");
    await page.getByRole("button", { name: "Who can talk now?" }).click();
    await page.getByRole("option", { name: "Other" }).click();
    await page.locator("iframe").waitFor({ state: "detached" });
    expect(await page.getByText("Nobody of").count()).toBe(0);
    await page.getByRole("option", { name: "Letter" }).click();
    await page.getByRole("main").getByText("Nobody of 2").waitFor();
  });
});
