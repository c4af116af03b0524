import { existsSync } from "node:fs";
import bundled from "@sparticuz/chromium";
import { chromium, type Browser } from "playwright-core";

const system = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A system Chromium where one is found (or `CHROMIUM` names it), else the one that ships inside an npm package. */
async function executable(): Promise<string> {
  return process.env.CHROMIUM ?? system.find((path) => existsSync(path)) ?? (await bundled.executablePath());
}

/**
 * A real Chromium that talks to this machine alone, with a fake microphone and camera that always say yes
 * unless `devices` is "none".
 */
export async function launch(options: { readonly devices?: "fake" | "none"; readonly args?: readonly string[] } = {}): Promise<Browser> {
  const media =
    options.devices === "none"
      ? []
      : ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", "--autoplay-policy=no-user-gesture-required"];
  return chromium.launch({
    executablePath: await executable(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
      ...media,
      ...(options.args ?? []),
    ],
  });
}
