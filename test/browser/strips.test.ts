import { AxeBuilder } from "@axe-core/playwright";
import { jest } from "@jest/globals";
import type { Browser } from "playwright-core";
import { launch } from "./chromium.ts";
import { openStage, type Seat, type Stage } from "./talk.ts";

// Two Outlooks and two panes to start in each test, on whatever machine.
jest.setTimeout(90_000);

let browser: Browser;
let stage: Stage;

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  stage = await openStage(browser);
});
afterEach(() => stage.close());

const button = ({ pane }: Seat, name: string | RegExp) => pane.getByRole("button", { name }).first();

/** No file that holds these words gets through to the pane from now on. Returns how to let them through again. */
async function withhold({ page }: Seat, words: string): Promise<() => Promise<void>> {
  await page.route(/\.js$/, async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes(words)) await route.abort();
    else await route.fulfill({ response });
  });
  return () => page.unrouteAll({ behavior: "wait" });
}

async function both(): Promise<{ anna: Seat; sofia: Seat }> {
  const seats = { anna: await stage.seat("anna.berg"), sofia: await stage.seat("sofia.rossi") };
  await button(seats.anna, /^Chat with .?Sofia/).waitFor();
  return seats;
}

async function write(seat: Seat, to: RegExp, text: string): Promise<void> {
  await button(seat, to).click();
  const composer = seat.pane.getByRole("textbox", { name: "Write a message" });
  await composer.fill(text);
  await composer.press("Enter");
}

const rejects = [
  ["code", '"chat-list-all"'],
  ["texts", "chat-list-all ="],
] as const;

describe("a strip that cannot be loaded", () => {
  it.each(rejects)("leaves the people there, says so, and can be tried again: the %s of chats", async (_what, words) => {
    const { anna, sofia } = await both();
    const through = await withhold(anna, words);
    await write(sofia, /^Chat with .?Anna/, "Are you there?");
    await anna.pane.getByText("Your chats could not be loaded.").waitFor();
    expect(await button(anna, /^Chat with .?Sofia/).isVisible()).toBe(true);
    expect(await anna.pane.getByText("Something went wrong").count()).toBe(0);
    await through();
    await button(anna, "Try again").click();
    await button(anna, /Sofia Rossi.*one new message/).waitFor();
    expect(await anna.pane.getByText("could not be loaded").count()).toBe(0);
  });

  it("is asked for again with a call that rings", async () => {
    const { anna, sofia } = await both();
    const through = await withhold(anna, '"call-goes-on"');
    await button(sofia, /^Call .?Anna/).click();
    await anna.pane.getByText("Your calls could not be loaded.").waitFor();
    const { violations } = await new AxeBuilder({ page: anna.page })
      .include({ fromFrames: ['iframe[title="Rollcall"]', "main"] })
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    await through();
    await button(anna, "Try again").click();
    await button(anna, /^Answer the call from .?Sofia/).waitFor();
  });

  it("is loaded with the whole pane where the gateway answers, and has no such file any more", async () => {
    const { anna, sofia } = await both();
    const through = await withhold(anna, '"chat-list-all"');
    await write(sofia, /^Chat with .?Anna/, "Are you there?");
    await button(anna, "Try again").focus();
    await anna.page.keyboard.press("Enter");
    const reload = button(anna, "Load the pane again");
    await reload.waitFor();
    expect(await reload.evaluate((element) => element === document.activeElement)).toBe(true);
    await through();
    await reload.click();
    await button(anna, /Sofia Rossi.*one new message/).waitFor();
  });
});
