import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { jest } from "@jest/globals";
import type { Browser } from "playwright-core";
import { startDemo, type Demo } from "../../src/emulator/index.ts";
import { launch } from "./chromium.ts";
import { takeSeat } from "./talk.ts";

jest.setTimeout(90_000);

let browser: Browser;
let demo: Demo;
let data: string;
beforeAll(async () => {
  browser = await launch();
  data = await mkdtemp(join(tmpdir(), "rollcall-"));
  demo = await startDemo({ port: 0, data, colleagues: false, network: "microsoft365-demo" });
});
afterAll(async () => {
  await browser.close();
  await demo.close();
  await rm(data, { recursive: true, force: true });
});

it("a reply in Teams arrives in the pane by notification, and is told to who listens", async () => {
  const { pane } = await takeSeat(demo.url, "anna.berg", { browser, item: "one-to-one" });
  await pane
    .getByRole("button", { name: /^Chat with .?Robin/ })
    .first()
    .click();
  await pane.getByRole("textbox", { name: "Write a message" }).fill("Are you there?");
  await pane.getByRole("textbox", { name: "Write a message" }).press("Enter");
  await pane.getByLabel("Messages").getByText("I am a program", { exact: false }).waitFor();
  await pane.getByRole("status").filter({ hasText: "I am a program" }).waitFor({ state: "attached" });
  // Nobody needs to look for it.
  expect(await pane.getByRole("button", { name: /Look for/ }).count()).toBe(0);
});

it("a meeting begins at once with whom the reader picks, is joined by a link, and is told of in their chat", async () => {
  const { page, pane } = await takeSeat(demo.url, "anna.berg", { browser });
  await pane.getByRole("button", { name: "Meet", exact: true }).press("Enter");
  const view = pane.getByRole("region", { name: "Meet now" });
  // From the way back over everyone to the first of them.
  await view.getByRole("button", { name: "Back to the people" }).waitFor();
  for (const key of ["Tab", "Tab", "Space"]) await page.keyboard.press(key);
  await view.getByText(/6.? of .?7/).waitFor();
  const chat = view.getByRole("link", { name: "Chat in Teams" });
  expect(await chat.getAttribute("href")).toMatch(
    /^https:\/\/teams\.microsoft\.com\/l\/chat\/0\/0\?users=li\.wei%40example\.org,.*&topicName=Launch%20plan/,
  );
  const axe = new AxeBuilder({ page }).include({ fromFrames: ['iframe[title="Rollcall"]', "main"] });
  expect((await axe.analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);

  const opened = page.waitForEvent("popup");
  await view.getByRole("button", { name: "Meet now" }).press("Enter");
  await opened;
  const join = view.getByRole("link", { name: "Join" });
  await view.getByText("Its link is in your chat with them.").waitFor();
  expect(await join.evaluate((link) => link === document.activeElement)).toBe(true);
  const link = await join.getAttribute("href");
  expect(link).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\//);
  await view.getByRole("button", { name: "Open the chat" }).click();
  await pane.getByLabel("Messages").locator(`a[href="${link}"]`).waitFor();
});
