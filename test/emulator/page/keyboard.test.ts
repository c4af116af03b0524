import { AxeBuilder } from "@axe-core/playwright";
import { jest } from "@jest/globals";
import type { Page } from "playwright-core";
import { bobAndAlice } from "./mailboxes.ts";
import { paneOf, startOutlook, type Outlook } from "./outlook.ts";

jest.setTimeout(90_000); // a browser, and pages of a megabyte, on a machine that may be busy

let outlook: Outlook;
beforeAll(async () => {
  outlook = await startOutlook(bobAndAlice);
});
afterAll(() => outlook.close());

const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("data-region") ?? element?.getAttribute("aria-label") ?? element?.localName;
  });

describe("the keyboard", () => {
  it("moves through the list with the arrows, Home and End", async () => {
    const page = await outlook.open("?item=letter");
    await page.getByRole("listbox").focus();
    const selected = page.getByRole("option", { selected: true });
    for (const [key, subject] of [
      ["ArrowDown", "Other"],
      ["End", "Page"],
      ["ArrowDown", "Page"],
      ["Home", "Letter"],
    ] as const) {
      await page.keyboard.press(key);
      expect(await selected.innerText()).toContain(subject);
    }
  });

  it("moves from region to region with F6, and back", async () => {
    const page = await outlook.open("?item=letter&pane=open");
    await page.getByRole("listbox").focus();
    const visited = [];
    for (const key of ["F6", "F6", "F6", "Shift+F6", "Shift+F6"]) {
      await page.keyboard.press(key);
      visited.push(await focused(page));
    }
    expect(visited).toEqual(["item", "pane", "header", "pane", "item"]);
  });

  it("goes into the pane and out of it with Tab, in both directions", async () => {
    const page = await outlook.open("?item=letter&pane=open");
    const pane = await paneOf(page);
    await page.locator("aside").getByRole("button", { name: "Close" }).focus();
    await page.keyboard.press("Tab");
    expect(await pane.evaluate(() => document.activeElement?.id)).toBe("first");
    await page.keyboard.press("Shift+Tab");
    await page.waitForFunction(() => document.activeElement?.localName === "button");
    expect(await focused(page)).toBe("Close");
    await pane.locator("#last").focus();
    await page.keyboard.press("Tab");
    await page.waitForFunction(() => document.activeElement?.localName === "button");
  });

  it("goes back to the item with Esc", async () => {
    const page = await outlook.open("?item=letter&pane=open");
    await (await paneOf(page)).locator("#first").focus();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-region") === "item");
    expect(await focused(page)).toBe("item");
  });

  it("makes the pane wider and narrower, and the address keeps it", async () => {
    const page = await outlook.open("?item=letter&pane=open");
    await page.getByRole("separator", { name: "Width of the pane" }).focus();
    for (const key of ["ArrowLeft", "ArrowLeft", "ArrowRight"]) await page.keyboard.press(key);
    expect((await page.locator("aside").boundingBox())?.width).toBe(336);
    expect(new URL(page.url()).searchParams.get("paneWidth")).toBe("336");
  });
});

describe("a stranger's HTML", () => {
  it("is shown, but neither runs nor fetches", async () => {
    const page = await outlook.open("?item=letter");
    const blocked = page.waitForEvent("requestfailed");
    await page.getByRole("option", { name: "Page" }).click();
    const frame = page.frameLocator("main iframe");
    await frame.getByText("Words").waitFor();
    expect(await frame.locator("html").evaluate((html) => html.ownerDocument.title)).toBe("");
    expect((await blocked).failure()?.errorText).toBe("csp");
  });
});

it.each([
  "?item=letter",
  "?item=first draft&theme=dark",
  "?item=own&theme=high-contrast",
  "?item=none&lang=ar",
  "?item=crowd&profile=mobile",
])("axe finds nothing in %s", async (query) => {
  const page = await outlook.open(query);
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").exclude("[data-tabster-dummy]").analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
});
