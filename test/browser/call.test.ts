import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { launch } from "./chromium.ts";
import { inIsolation, loopback } from "./isolation.ts";
import { frameOf, holdCamera, watchMedia } from "./media.ts";
import { openStage, type Seat, type SeatOptions, type Stage } from "./talk.ts";

inIsolation("a call", import.meta.url, () => {
  let browser: Browser;
  let stage: Stage;

  beforeAll(async () => {
    browser = await launch({ args: loopback });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    stage = await openStage(browser);
  });
  afterEach(() => stage.close());

  const sit = (mailbox: string, options?: SeatOptions) => stage.seat(mailbox, { ...options, before: watchMedia });
  const connected = ({ pane }: Seat, lines = 1) =>
    pane
      .getByText("Connected", { exact: true })
      .nth(lines - 1)
      .waitFor();

  const camera = ({ pane }: Seat) => pane.getByRole("button", { name: "Camera" });
  const picture = ({ pane }: Seat, name: string) => pane.getByLabel(new RegExp(`Picture of .?${name}`));
  async function moving(seat: Seat, name: string): Promise<void> {
    const video = await picture(seat, name).elementHandle();
    await frameOf(seat).waitForFunction(
      (element) => element instanceof HTMLVideoElement && element.videoWidth > 0 && element.currentTime > 0,
      video,
    );
  }

  async function talk(): Promise<{ anna: Seat; sofia: Seat }> {
    const anna = await sit("anna.berg");
    const sofia = await sit("sofia.rossi");
    await anna.pane
      .getByRole("button", { name: /^Call .?Sofia/ })
      .first()
      .click();
    await sofia.pane.getByRole("button", { name: /^Answer the call from .?Anna/ }).click();
    await connected(anna);
    await connected(sofia);
    return { anna, sofia };
  }

  it("carries sound both ways, over loopback alone, and gives everything back", async () => {
    const { anna, sofia } = await talk();
    for (const seat of [anna, sofia]) {
      const frame = frameOf(seat);
      await frame.waitForFunction(async () => {
        const [line] = await window.media.lines();
        return line !== undefined && line.bytes > 2000 && line.energy > 0;
      });
      const [line] = await frame.evaluate(() => window.media.lines());
      expect(line?.addresses.every((address) => ["127.0.0.1", "::1", "[::1]"].includes(address))).toBe(true);
      expect(line?.addresses).toHaveLength(2);
    }
    await sofia.pane.getByRole("button", { name: "Hang up", exact: true }).click();
    await anna.pane.getByText(/The call with .*Sofia Rossi.* has ended/).waitFor();
    for (const seat of [anna, sofia]) await frameOf(seat).waitForFunction(() => window.media.released());
    expect(await anna.pane.getByRole("timer").count()).toBe(0);
  });

  it("goes on while the reader does something else, and is muted on demand", async () => {
    const { anna, sofia } = await talk();
    await anna.page.getByText("Ask me anything").first().click();
    await anna.pane.getByRole("button", { name: /Back to the people/ }).click();
    await anna.pane.getByText("Robin (demo colleague)").first().waitFor();
    await anna.pane.getByRole("button", { name: /^Show the call with/ }).click();
    await anna.pane.getByRole("button", { name: "Mute" }).click();
    expect(await frameOf(anna).evaluate(() => window.media.tracks().map(({ enabled, readyState }) => [enabled, readyState]))).toEqual([
      [false, "live"],
    ]);
    const before = await frameOf(sofia).evaluate(() => window.media.lines());
    await frameOf(sofia).waitForFunction(async (bytes) => ((await window.media.lines())[0]?.bytes ?? 0) > bytes, before[0]?.bytes ?? 0);
  });

  it("shows both cameras, even where they come on at once, and takes one back", async () => {
    const { anna, sofia } = await talk();
    await Promise.all([anna, sofia].map((seat) => camera(seat).click()));
    await moving(anna, "Sofia");
    await moving(sofia, "Anna");
    await camera(anna).click();
    await picture(sofia, "Anna").waitFor({ state: "detached" });
    expect(await picture(anna, "Sofia").count()).toBe(1);
  });

  it("shows a camera also where the other one comes on while that is being negotiated", async () => {
    const { anna, sofia } = await talk();
    await frameOf(sofia).evaluate(holdCamera);
    await camera(sofia).click();
    await frameOf(sofia).waitForFunction(() => window.media.tracks().some(({ kind }) => kind === "video"));
    await camera(anna).click();
    await moving(sofia, "Anna");
    await moving(anna, "Sofia");
    expect(await picture(sofia, "Anna").count()).toBe(1);
  });

  it("is a mesh for a group, whoever answers when", async () => {
    const anna = await sit("anna.berg", { item: "launch-plan-1" });
    const others = [await sit("sofia.rossi"), await sit("li.wei")];
    for (const name of ["Sofia", "Li"])
      await anna.pane
        .getByRole("button", { name: new RegExp(`^Call .?${name}`) })
        .first()
        .waitFor();
    await anna.pane.getByRole("button", { name: /^Call all/ }).click();
    await Promise.all(others.map(({ pane }) => pane.getByRole("button", { name: /^Answer/ }).click()));
    for (const seat of [anna, ...others]) {
      await connected(seat, 2);
      await frameOf(seat).waitForFunction(async () => (await window.media.lines()).filter(({ energy }) => energy > 0).length === 2);
    }
    expect(await anna.pane.getByRole("button", { name: "Camera" }).count()).toBe(0);
  });

  it("says in words that nobody came", async () => {
    const anna = await sit("anna.berg");
    const sofia = await sit("sofia.rossi");
    const ring = () =>
      anna.pane
        .getByRole("button", { name: /^Call .?Sofia/ })
        .first()
        .click();
    await ring();
    await sofia.pane.getByRole("button", { name: /^Decline the call/ }).click();
    await anna.pane.getByText(/Sofia Rossi.*: declined/).waitFor();
    await ring();
    await sofia.pane.getByRole("button", { name: /^Answer the call/ }).waitFor();
    await anna.pane.getByRole("button", { name: "Cancel the call" }).click();
    await sofia.pane.getByText(/Missed call from .*Anna Berg/).waitFor();
    expect(await sofia.pane.getByRole("button", { name: /^Answer the call/ }).count()).toBe(0);
  });

  it("can give way to another one", async () => {
    const { anna, sofia } = await talk();
    const li = await sit("li.wei");
    await li.pane
      .getByRole("button", { name: /^Call .?Anna/ })
      .first()
      .click();
    const answer = anna.pane.getByRole("button", { name: /^Answer the call from .?Li/ });
    expect(await answer.textContent()).toBe("Hang up and answer");
    await answer.click();
    await connected(li);
    await sofia.pane.getByText(/The call with .*Anna Berg.* has ended/).waitFor();
  });

  it("goes on for listening where there is no microphone, and says how to mend it", async () => {
    const silent = await launch({ devices: "none", args: loopback });
    try {
      const anna = await sit("anna.berg", { browser: silent, permissions: [] });
      const sofia = await sit("sofia.rossi");
      await anna.pane
        .getByRole("button", { name: /^Call .?Sofia/ })
        .first()
        .click();
      await sofia.pane.getByRole("button", { name: /^Answer the call/ }).click();
      await anna.pane.getByText(/Nobody can hear you\./).waitFor();
      await frameOf(anna).waitForFunction(async () => ((await window.media.lines())[0]?.energy ?? 0) > 0);
      expect(await anna.pane.getByRole("button", { name: "Mute" }).getAttribute("aria-disabled")).toBe("true");
      expect(await anna.pane.getByRole("button", { name: "Try again" }).count()).toBe(1);
    } finally {
      await silent.close();
    }
  });

  it("says its limit where it is met, and lets the reader choose", async () => {
    const anna = await sit("anna.berg", { item: "sixty-people" });
    await anna.pane.getByRole("button", { name: /^Call all/ }).click();
    await anna.pane.getByText(/A call holds at most .*6.* people/).waitFor();
    await anna.pane.getByRole("checkbox").first().check();
    await anna.pane.getByRole("button", { name: "Call one person" }).click();
    await anna.pane.getByText(/cannot be reached/).waitFor();
    expect(await anna.pane.getByRole("checkbox").count()).toBe(0);
  });

  it("gives axe nothing to find", async () => {
    const { anna } = await talk();
    const { violations } = await new AxeBuilder({ page: anna.page })
      .include({ fromFrames: ['iframe[title="Rollcall"]', "main"] })
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  });
});
