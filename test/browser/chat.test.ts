import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { jest } from "@jest/globals";
import type { Browser } from "playwright-core";
import { WebSocket } from "ws";
import { path, subprotocol, type GatewayMessage } from "../../src/protocol/index.ts";
import { launch } from "./chromium.ts";
import { createWire, openStage, paneOf, type Seat, type Stage } from "./talk.ts";

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

const composer = ({ pane }: Seat) => pane.getByRole("textbox", { name: "Write a message" });
const said = ({ pane }: Seat, text: string) => pane.getByLabel("Messages").getByText(text, { exact: true });

async function openChat(seat: Seat, name: RegExp): Promise<void> {
  await seat.pane.getByRole("button", { name }).first().click();
  await composer(seat).waitFor();
}

async function say(seat: Seat, text: string): Promise<void> {
  await composer(seat).fill(text);
  await composer(seat).press("Enter");
}

/** What somebody wrote earlier, sent as a pane sends it. */
async function write(from: string, to: string, texts: readonly string[]): Promise<void> {
  const socket = new WebSocket(stage.demo.gateway.origin.replace(/^http/, "ws") + path, subprotocol, {
    origin: stage.demo.gateway.origin,
    rejectUnauthorized: false, // the demo's own certificate
  });
  const next = (type: string) =>
    new Promise<GatewayMessage>((resolve) => {
      const listen = (data: unknown): void => {
        const message = JSON.parse(String(data)) as GatewayMessage; // our own gateway's
        if (message.type !== type) return;
        socket.off("message", listen);
        resolve(message);
      };
      socket.on("message", listen);
    });
  const tell = (message: object): void => socket.send(JSON.stringify(message));
  const answer = async (message: object): Promise<GatewayMessage> => {
    const answered = next("ok");
    tell({ ...message, id: 1 });
    return answered;
  };
  await new Promise((resolve) => socket.once("open", resolve));
  const welcome = next("welcome");
  tell({ type: "hello", token: `loopback:${from}@example.org` });
  await welcome;
  const opened = await answer({ type: "open", people: [`${to}@example.org`], context: {} });
  const conversation = opened.type === "ok" ? opened.conversation?.id : undefined;
  for (const text of texts) await answer({ type: "send", conversation, text, key: randomUUID() });
  socket.close();
}

describe("a chat", () => {
  it("goes both ways, with typing, delivery and reading shown", async () => {
    const anna = await stage.seat("anna.berg");
    const sofia = await stage.seat("sofia.rossi");
    await openChat(anna, /^Chat with .?Sofia/);
    await anna.pane.getByText("Nothing has been said here yet", { exact: false }).waitFor();
    await say(anna, "Are you there?");
    await anna.pane.getByText("Delivered", { exact: true }).waitFor();

    await sofia.pane.getByRole("button", { name: /Anna Berg.*one new message/ }).click();
    await said(sofia, "Are you there?").waitFor();
    await sofia.pane.getByText("New", { exact: true }).waitFor();
    await anna.pane.getByText("Seen", { exact: true }).waitFor();

    await composer(sofia).fill("Y");
    await anna.pane.getByText(/Sofia Rossi.* is writing/).waitFor();
    await say(sofia, "Yes!");
    await said(anna, "Yes!").waitFor();
    await anna.pane.getByText(/is writing/).waitFor({ state: "detached" });
    expect(await anna.pane.getByRole("status").filter({ hasText: "Yes!" }).count()).toBe(1);
  });

  it("counts what is unread over other messages and a new pane", async () => {
    const anna = await stage.seat("anna.berg");
    await write("sofia.rossi", "anna.berg", ["one", "two"]);
    const unread = anna.pane.getByRole("button", { name: /Sofia Rossi.*2.? new messages/ });
    await unread.waitFor();
    await anna.page.getByText("Ask me anything").first().click();
    await anna.pane.getByText("Robin (demo colleague)").first().waitFor();
    expect(await unread.isVisible()).toBe(true);
    await anna.page.reload();
    await unread.waitFor();
    await unread.click();
    await said(anna, "two").waitFor();
    await anna.pane.getByRole("button", { name: "Back to the people" }).click();
    await unread.waitFor({ state: "detached" });
  });

  it("keeps the mail's subject, as a link back for whom it belongs to", async () => {
    const anna = await stage.seat("anna.berg");
    await openChat(anna, /^Chat with .?Sofia/);
    await anna.page.getByText("Ask me anything").first().click();
    await anna.pane.getByRole("button", { name: /Open the mail .*Launch plan/ }).click();
    await anna.page.getByRole("heading", { name: /Launch plan/ }).waitFor();
    expect(new URL(anna.page.url()).searchParams.get("item")).toContain("launch-plan-4");
  });

  it("leaves hostile text text, and makes links of safe addresses alone", async () => {
    const anna = await stage.seat("anna.berg");
    await openChat(anna, /^Chat with .?Sofia/);
    const hostile = '<img src=x onerror="document.title=1"> javascript:alert(1) [x](javascript:alert(1)) \u202Eevil';
    await say(anna, hostile);
    await say(anna, "see https://example.org/plan");
    await said(anna, hostile).waitFor();
    const links = anna.pane.getByLabel("Messages").getByRole("link");
    expect(await links.evaluateAll((all) => all.map((link) => [link.getAttribute("href"), link.getAttribute("rel")]))).toEqual([
      ["https://example.org/plan", "noopener noreferrer"],
    ]);
    expect(await anna.pane.getByLabel("Messages").locator("img").count()).toBe(0);
  });

  it("waits out a broken line and arrives once", async () => {
    const wire = createWire();
    const anna = await stage.seat("anna.berg", { wire });
    const sofia = await stage.seat("sofia.rossi");
    await openChat(anna, /^Chat with .?Sofia/);
    await openChat(sofia, /^Chat with .?Anna/);
    await wire.cut();
    await anna.pane.getByText(/What you write goes out as soon as/).waitFor();
    await say(anna, "first");
    await say(anna, "second");
    await say(sofia, "meanwhile");
    await anna.pane.getByText("Waiting for the connection", { exact: true }).nth(1).waitFor();
    wire.mend();
    await anna.pane.getByRole("button", { name: "Try again" }).first().click();
    await anna.pane.getByText(/^(Delivered|Seen)$/).waitFor();
    await said(anna, "meanwhile").waitFor();
    await said(sofia, "second").waitFor();
    for (const text of ["first", "second", "meanwhile"]) expect(await said(sofia, text).count()).toBe(1);
    expect(wire.sent("send")).toHaveLength(2);
  });

  it("says why a message was refused, and sends it on demand under the same key", async () => {
    const wire = createWire();
    const anna = await stage.seat("anna.berg", { wire });
    await openChat(anna, /^Chat with .?Sofia/);
    wire.refuseNext("send", "storage");
    await say(anna, "keep this");
    await anna.pane.getByText("Not sent", { exact: false }).waitFor();
    await anna.pane.getByRole("button", { name: "Try again" }).click();
    await anna.pane.getByText("Delivered", { exact: true }).waitFor();
    const keys = wire.sent("send").map((frame) => frame.type === "send" && frame.key);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(await said(anna, "keep this").count()).toBe(1);
  });

  it("keeps what was half written, and what could not be sent, over a new pane", async () => {
    const wire = createWire();
    const anna = await stage.seat("anna.berg", { wire });
    await openChat(anna, /^Chat with .?Sofia/);
    wire.refuseNext("send", "storage");
    await say(anna, "refused");
    await anna.pane.getByText("Not sent", { exact: false }).waitFor();
    await composer(anna).fill("half a thou");
    await anna.page.reload();
    await openChat({ ...anna, pane: paneOf(anna.page) }, /^Chat with .?Sofia/);
    await anna.pane.getByText("Not sent", { exact: false }).waitFor();
    expect(await composer(anna).inputValue()).toBe("half a thou");
  });

  it("takes in earlier messages as the reader scrolls up, without moving what they read", async () => {
    await write(
      "sofia.rossi",
      "anna.berg",
      Array.from({ length: 120 }, (_, index) => `line ${index}.`),
    );
    const anna = await stage.seat("anna.berg");
    await openChat(anna, /^Chat with .?Sofia/);
    await said(anna, "line 119.").waitFor();
    expect(await said(anna, "line 69.").count()).toBe(0);
    const earlier = anna.pane.getByRole("button", { name: "Earlier messages" });
    const top = said(anna, "line 70.");
    await earlier.scrollIntoViewIfNeeded();
    await said(anna, "line 69.").waitFor({ state: "attached" });
    expect((await top.boundingBox())?.y).toBeLessThan(anna.page.viewportSize()?.height ?? 0);
    await earlier.scrollIntoViewIfNeeded();
    await said(anna, "line 0.").waitFor({ state: "attached" });
    await earlier.waitFor({ state: "detached" });
    await anna.pane.getByRole("button", { name: "To the latest" }).click();
    await said(anna, "line 119.").waitFor();
  });

  it("names everybody in a group, and who has seen it", async () => {
    const anna = await stage.seat("anna.berg");
    const li = await stage.seat("li.wei");
    await openChat(anna, /^Chat with all/);
    await anna.pane.getByRole("button", { name: /^and .* more$/ }).click();
    await anna.pane.getByRole("heading", { level: 2, name: /Li Wei/ }).waitFor();
    await say(anna, "Hello all");
    await li.pane.getByRole("button", { name: /new message/ }).click();
    await said(li, "Hello all").waitFor();
    await anna.pane.getByText(/^Seen by .*Li Wei/).waitFor();
    expect(await li.pane.getByRole("heading", { name: /Anna Berg.*and .* more/ }).count()).toBe(1);
  });

  it("tells of a limit before the reader meets it", async () => {
    const anna = await stage.seat("anna.berg");
    await openChat(anna, /^Chat with .?Sofia/);
    await composer(anna).fill("a".repeat(7990));
    await anna.pane.getByText(/10.* characters left/).waitFor();
    await composer(anna).fill("a".repeat(8002));
    await anna.pane.getByText(/2.* characters too many/).waitFor();
    await composer(anna).press("Enter");
    expect(await composer(anna).inputValue()).toHaveLength(8002);
  });

  it("gives axe nothing to find, in a language of either direction", async () => {
    for (const [lang, words] of [["en", "Write a message"] as const, ["ar", "اكتب رسالة"] as const]) {
      const anna = await stage.seat("anna.berg", { lang });
      await anna.pane.locator("button:has-text('Sofia Rossi') + button").first().click();
      await anna.pane.getByRole("textbox", { name: words }).fill("x");
      await anna.pane.getByRole("textbox", { name: words }).press("Enter");
      await anna.pane
        .getByLabel(lang === "en" ? "Messages" : "الرسائل")
        .getByText("x", { exact: true })
        .first()
        .waitFor();
      const { violations } = await new AxeBuilder({ page: anna.page })
        .include({ fromFrames: ['iframe[title="Rollcall"]', "main"] })
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
    }
  });
});
