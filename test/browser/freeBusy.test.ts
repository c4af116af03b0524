import { AxeBuilder } from "@axe-core/playwright";
import { jest } from "@jest/globals";
import type { Browser, FrameLocator } from "playwright-core";
import { launch } from "./chromium.ts";
import { createWire, openStage, type SeatOptions, type Stage } from "./talk.ts";

jest.setTimeout(90_000);

const title = /^When can we (all|both) talk\?$/;
const headlineOf = (pane: FrameLocator) => pane.getByRole("region", { name: title }).getByRole("status");
const rowsOf = (pane: FrameLocator) => pane.getByRole("list", { name: "Calendars" }).getByRole("listitem");

describe("a time when everyone can talk", () => {
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

  /** Anna at her message, looking for a time. */
  async function look(options: SeatOptions = {}) {
    const anna = await stage.seat("anna.berg", options);
    await anna.pane.getByRole("button", { name: "Find a time" }).click();
    await headlineOf(anna.pane).filter({ hasNotText: "Asking" }).waitFor();
    return anna;
  }

  it("is found, and those whose calendar is not known are named", async () => {
    const { pane } = await look();
    expect(await headlineOf(pane).textContent()).toMatch(/ are free$/);
    await pane.getByText(/^Calendar not known: .*Robin.*Omar Haddad/).waitFor();
    expect(await rowsOf(pane).count()).toBe(8);
    await rowsOf(pane).filter({ hasText: "Omar Haddad" }).getByText("No calendar is known").waitFor();
    await rowsOf(pane)
      .filter({ hasText: "Li Wei" })
      .getByText(/Busy|Free/)
      .waitFor();
  });

  it("is reached and left by keyboard, and the focus comes back", async () => {
    const { page, pane } = await stage.seat("anna.berg");
    const button = pane.getByRole("button", { name: "Find a time" });
    await button.press("Enter");
    await headlineOf(pane).waitFor();
    // From the way back over what scrolls to the choice of a length.
    for (const key of ["Tab", "Tab", "ArrowRight"]) await page.keyboard.press(key);
    expect(await pane.getByRole("radio", { name: "1 hr" }).isChecked()).toBe(true);
    await page.keyboard.press("Escape");
    await headlineOf(pane).waitFor({ state: "detached" });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("becomes a new appointment with these people, as long as they want to talk", async () => {
    const { page, pane } = await look();
    await pane.getByRole("radio", { name: "15 min" }).check();
    await pane.getByRole("button", { name: "New appointment" }).click();
    await page.getByText("li.wei@example.org").first().waitFor();
    expect(await page.getByLabel("Subject").inputValue()).toBe("Launch plan for the spring release");
    const [start, end] = await Promise.all(["Start", "End"].map((label) => page.getByLabel(label).inputValue()));
    expect(Date.parse(end ?? "") - Date.parse(start ?? "")).toBe(15 * 60_000);
  });

  it("is looked for again where the network did not answer", async () => {
    const wire = createWire();
    const anna = await stage.seat("anna.berg", { wire });
    await anna.pane.locator("[data-line]").first().waitFor();
    wire.refuseNext("free-busy", "unreachable");
    await anna.pane.getByRole("button", { name: "Find a time" }).click();
    await anna.pane.getByText("The calendars cannot be reached right now.").waitFor();
    await anna.pane.getByRole("button", { name: "Try again" }).click();
    await headlineOf(anna.pane)
      .filter({ hasText: / are free$/ })
      .waitFor();
    expect(wire.sent("free-busy")).toHaveLength(2);
  });

  it("is looked for among sixty people, of whom only those in sight are drawn", async () => {
    const { pane } = await look({ item: "sixty-people" });
    expect(await rowsOf(pane).count()).toBeLessThan(25);
    const all = await rowsOf(pane).first().getAttribute("aria-setsize");
    expect(Number(all)).toBeGreaterThan(38); // Outlook gives 20 of each field while its header is closed
    const last = pane.locator(`[aria-posinset="${all}"]`);
    expect(await last.count()).toBe(0);
    await pane.getByRole("region", { name: "Calendars" }).press("End");
    await last.waitFor();
  });

  it("runs from right to left in Arabic", async () => {
    const { pane } = await stage.seat("anna.berg", { lang: "ar" });
    await pane.getByRole("button", { name: "إيجاد وقت" }).click();
    const hours = pane.locator("[data-hour]");
    await hours.first().waitFor({ state: "attached" }); // a label has no width of its own
    const places = await hours.evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().x));
    expect(places.length).toBeGreaterThan(2);
    expect(places).toEqual(places.toSorted((a, b) => b - a));
  });

  it("is on a person's card as their own calendar", async () => {
    const { pane } = await stage.seat("anna.berg");
    await pane
      .locator("[data-line]")
      .filter({ hasText: "Li Wei" })
      .getByRole("button", { name: /^Li Wei/ })
      .click();
    await pane
      .getByRole("listitem")
      .filter({ hasText: "Li Wei" })
      .getByText(/: .{0,3}(Busy|Free)/)
      .waitFor();
    expect(await pane.locator("[data-hour]").count()).toBeGreaterThan(2);
  });

  it.each<[string, SeatOptions]>([
    ["light", { item: "sixty-people" }],
    ["dark", { settings: { theme: "dark" } }],
    ["high contrast", { settings: { theme: "high-contrast" } }],
    ["a Windows contrast theme, light", { system: { forcedColors: "active", colorScheme: "light" } }],
    ["a Windows contrast theme, dark", { system: { forcedColors: "active", colorScheme: "dark" } }],
    ["a phone of 320 pixels", { settings: { profile: "mobile" }, system: { viewport: { width: 320, height: 640 } } }],
  ])("gives axe nothing to find: %s", async (_, options) => {
    const { page, pane } = await look(options);
    await rowsOf(pane).nth(2).waitFor();
    const axe = new AxeBuilder({ page }).include({ fromFrames: ['iframe[title="Rollcall"]', "main"] });
    // A contrast theme's colours are the system's, and what Chromium emulates of them is no real theme's.
    if (options.system?.forcedColors) axe.disableRules("color-contrast");
    const { violations } = await axe.analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    const wide = await pane.locator("main").evaluate((main) => main.scrollWidth > main.clientWidth);
    expect(wide).toBe(false);
  });
});
