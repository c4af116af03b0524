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
    beforeAll(async () => {
      stage = await openXmppStage(browser, server());
      bob = await openConverse(browser, server(), server().users.bob);
    });
    afterAll(async () => {
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

    it("talk in a room that converse.js makes, and asks the pane's user into", async () => {
      const alice = await stage.seat("alice");
      await alice.pane.getByRole("button", { name: "Bob Available" }).waitFor();
      await bob.enter(`standup@${server().muc}`);
      await bob.page.locator("converse-muc-sidebar").getByRole("button", { name: "Menu" }).click();
      await bob.page.getByRole("button", { name: "Invite someone" }).click();
      await bob.page.getByRole("textbox", { name: "user@example.org" }).fill("alice@example.org");
      await bob.page.getByRole("button", { name: "Invite", exact: true }).click();
      await bob.page.locator("converse-muc-sidebar").getByText("Alice").waitFor();
      await reply("Shall we begin?");
      await alice.pane.getByRole("button", { name: /^Chat with .*standup.*one new message/ }).click();
      await said(alice, "Shall we begin?").waitFor();
      // As both servers have such a room: nobody but its maker sees who is in it.
      await alice.pane
        .getByLabel("Messages")
        .getByText(/^.?bob.? \(name in this chat\)/i)
        .waitFor();
      await alice.pane.getByText("This chat hides who is in it.").waitFor();
      await write(alice, "We shall.");
      await arrives("We shall.");
      expect(await said(alice, "We shall.").count()).toBe(1);
    });

    it("talk in a room that the pane makes, and asks converse.js into", async () => {
      const alice = await stage.seat("alice", { item: "lunch" });
      await alice.pane.getByRole("button", { name: "Bob Available" }).waitFor();
      await alice.pane.getByRole("button", { name: "Chat with all" }).click();
      await write(alice, "Where do we eat?");
      await bob.page.locator("converse-rooms-list a.open-room", { hasText: "Lunch" }).click();
      await arrives("Where do we eat?");
      await reply("Across the street");
      await said(alice, "Across the street").waitFor();
      expect(await said(alice, "Across the street").count()).toBe(1);
      expect(await bob.page.locator(".chat-msg__text:visible", { hasText: "Where do we eat?" }).count()).toBe(1);
    });
  });
});
