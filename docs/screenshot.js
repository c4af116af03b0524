/** Takes README's picture: `npm run build && node docs/screenshot.js`. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import bundled from "@sparticuz/chromium";
import { chromium } from "playwright-core";
import { startDemo } from "../dist/emulator/index.js";

const system = process.env.CHROMIUM ?? "/usr/bin/chromium";
const executablePath = existsSync(system) ? system : await bundled.executablePath();
const data = await mkdtemp(join(tmpdir(), "rollcall-screenshot-"));
const demo = await startDemo({ port: 0, data });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 810 }, deviceScaleFactor: 2 });
  await page.goto(`${demo.url}?pane=pinned`);
  // The demo's colleagues come in one after another; Robin is the one whom the message is about.
  await page.frameLocator('iframe[src*="taskpane"]').getByText("Write to me, I answer").waitFor();
  await page.screenshot({ path: fileURLToPath(new URL("screenshot.png", import.meta.url)) });
} finally {
  await browser.close();
  await demo.close();
  await rm(data, { recursive: true });
}
