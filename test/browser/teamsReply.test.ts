import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
