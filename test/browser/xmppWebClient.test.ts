import type { Browser } from "playwright-core";
import { onEachServer } from "../servers/each.ts";
import { launch } from "./chromium.ts";
import { openConverse, type Converse } from "./converse.ts";
import type { Seat } from "./talk.ts";
import { openXmppStage, type XmppStage } from "./xmppStage.ts";

/** A web client that organisations use, with all of its own code, as the other side. */
describe("a pane and converse.js", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  onEachServer({}, (_name, server) => {
    let stage: XmppStage;
    let bob: Converse;
    beforeEach(async () => {
      stage = await openXmppStage(browser, server());
      bob = await openConverse(browser, server(), server().users.bob);
    });
    afterEach(async () => {
      await bob.close();
      await stage.close();
    });

    const write = async ({ pane }: Seat, text: string): Promise<void> => {
      const box = pane.getByRole("textbox", { name: "Write a message" });
      await box.fill(text);
      await box.press("Enter");
    };
    const said = ({ pane }: Seat, text: string) => pane.getByLabel("Messages").getByText(text, { exact: true });
    /** In the chat that Bob has open. */
    const reply = async (text: string): Promise<void> => {
      const box = bob.page.locator("textarea.chat-textarea:visible");
      await box.fill(text);
      await box.press("Enter");
    };
    const arrives = (text: string) => bob.page.locator(".chat-msg__text:visible", { hasText: text }).first().waitFor();

    it("see each other, and talk both ways", async () => {
      const alice = await stage.seat("alice");
      await alice.pane.getByRole("button", { name: "Bob Available" }).waitFor();
      await alice.pane.getByRole("button", { name: /^Your status/ }).click();
      await alice.pane.getByRole("menuitemradio", { name: /Do not disturb/ }).click();
      const contact = bob.page.locator('li.list-item:has(a[data-jid="alice@example.org"])').first();
      await bob.page.locator('li.list-item[data-status="dnd"]:has(a[data-jid="alice@example.org"])').first().waitFor();
      await alice.pane
        .getByRole("button", { name: /^Chat with .?Bob/ })
        .first()
        .click();
      await write(alice, "Can we talk?");
      await contact.locator("a.open-chat").click();
      await arrives("Can we talk?");
      await reply("In five minutes");
      await said(alice, "In five minutes").waitFor();
      expect(await said(alice, "Can we talk?").count()).toBe(1);
    });
  });
});
