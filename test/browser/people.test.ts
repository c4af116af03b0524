import { AxeBuilder } from "@axe-core/playwright";
import { jest } from "@jest/globals";
import type { Browser } from "playwright-core";
import { launch } from "./chromium.ts";
import { createWire, openStage, paneOf, type SeatOptions, type Stage } from "./talk.ts";

jest.setTimeout(90_000);

describe("the people of a message", () => {
  let browser: Browser;
  let stage: Stage;

  beforeAll(async () => {
    browser = await launch();
    stage = await openStage(browser);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(async () => {
    await stage.close();
    await browser.close();
  });

  it("are shown as they come, and the answer is in words", async () => {
    const anna = await stage.seat("anna.berg");
    await anna.pane
      .getByText(/Nobody of .?7.? can talk/)
      .first()
      .waitFor();
    expect(await anna.pane.locator("[data-line]").count()).toBe(8);
    await stage.seat("li.wei");
    await anna.pane
      .getByText(/^.?1.? of .?7.? can talk now/)
      .first()
      .waitFor();
  });

  it("see what their colleague says of himself, and it is kept", async () => {
    const anna = await stage.seat("anna.berg");
    const li = await stage.seat("li.wei");
    await li.pane.getByRole("button", { name: /^Your status/ }).click();
    await li.pane.getByRole("menuitemradio", { name: "Do not disturb" }).click();
    await anna.pane
      .locator("[data-line]")
      .filter({ hasText: "Li Wei" })
      .getByText(/^Do not disturb/)
      .waitFor();
    await li.page.reload();
    await paneOf(li.page)
      .getByRole("button", { name: /Do not disturb/ })
      .first()
      .waitFor();
    expect(await anna.pane.getByText(/^Do not disturb/).count()).toBe(1);
  });

  it("have faces where there are any, and nobody is asked for twice", async () => {
    const wire = createWire();
    const { page, pane } = await stage.seat("anna.berg", { wire });
    const face = pane.locator("[data-line]").filter({ hasText: "Li Wei" }).locator("img");
    await face.waitFor();
    await face.evaluate((image: HTMLImageElement) => image.decode());
    expect(await pane.locator("[data-line]").filter({ hasText: "Robin" }).locator("img").count()).toBe(0);
    const asked = () => wire.sent("photos").flatMap((frame) => (frame.type === "photos" ? frame.people : []));
    expect(asked()).toContain("li.wei@example.org");
    await page.getByRole("option", { name: "Sign-in is slow" }).click();
    await pane.locator("[data-line]").filter({ hasText: "Samir Patel" }).locator("img").waitFor();
    expect(new Set(asked()).size).toBe(asked().length);
  });

  it("are reached by keyboard alone, and their card opens in place", async () => {
    const { page, pane } = await stage.seat("anna.berg");
    await pane.locator("[data-line] > button").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const card = pane.getByRole("listitem").filter({ hasText: "Li Wei" });
    await card.getByText("Lead engineer").waitFor();
    await page.keyboard.press("Escape");
    await card.getByText("Lead engineer").waitFor({ state: "detached" });
    expect(await pane.getByText("Lead engineer").count()).toBe(0);
  });

  it("are text, whatever their names are", async () => {
    const { page, pane } = await stage.seat("anna.berg", { item: "hostile-names" });
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => void dialogs.push(dialog.message()));
    await pane.locator("[data-line]").filter({ hasText: "<img src=x" }).first().waitFor();
    expect(await pane.locator('[data-line] img:not([src^="data:image/jpeg;base64,"])').count()).toBe(0);
    expect(dialogs).toEqual([]);
    const wide = await pane.locator("main").evaluate((main) => main.scrollWidth > main.clientWidth);
    expect(wide).toBe(false);
  });

  it.each<[string, SeatOptions]>([
    ["light", { item: "sixty-people" }],
    ["dark", { settings: { theme: "dark" } }],
    ["high contrast", { settings: { theme: "high-contrast" } }],
    ["a Windows contrast theme, light", { system: { forcedColors: "active", colorScheme: "light" } }],
    ["a Windows contrast theme, dark", { system: { forcedColors: "active", colorScheme: "dark" } }],
    ["right to left", { lang: "ar" }],
    ["a phone of 320 pixels", { settings: { profile: "mobile" }, system: { viewport: { width: 320, height: 640 } } }],
  ])("give axe nothing to find: %s", async (_, options) => {
    const { page, pane } = await stage.seat("anna.berg", options);
    await pane.locator("[data-line]").nth(3).waitFor();
    await pane.locator("[data-line] > button").first().click();
    const axe = new AxeBuilder({ page }).include({ fromFrames: ['iframe[title="Rollcall"]', "main"] });
    // A contrast theme's colours are the system's, and what Chromium emulates of them is no real theme's.
    if (options.system?.forcedColors) axe.disableRules("color-contrast");
    const { violations } = await axe.analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  });
});
