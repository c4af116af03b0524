import type { Browser } from "playwright-core";
import { onEachServer } from "../servers/each.ts";
import { person } from "../servers/person.ts";
import { launch } from "./chromium.ts";
import { inIsolation, loopback } from "./isolation.ts";
import { frameOf, watchMedia } from "./media.ts";
import type { Seat } from "./talk.ts";
import { openWebClient } from "./webClient.ts";
import { openXmppStage, type XmppStage } from "./xmppStage.ts";

inIsolation("a call over XMPP", import.meta.url, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch({ args: loopback });
  });
  afterAll(() => browser.close());

  onEachServer({}, (_name, server) => {
    let stage: XmppStage;
    beforeEach(async () => {
      stage = await openXmppStage(browser, server());
    });
    afterEach(() => stage.close());

    const sit = (mailbox: "alice" | "bob") => stage.seat(mailbox, { before: watchMedia });
    const call = ({ pane }: Seat, name: string) =>
      pane
        .getByRole("button", { name: new RegExp(`^Call .?${name}`) })
        .first()
        .click();
    const connected = ({ pane }: Seat) => pane.getByText("Connected", { exact: true }).waitFor();
    const hears = (seat: Seat) => frameOf(seat).waitForFunction(async () => ((await window.media.lines())[0]?.energy ?? 0) > 0);

    it("carries sound both ways between two panes, and ends for both", async () => {
      const alice = await sit("alice");
      const bob = await sit("bob");
      await call(alice, "Bob");
      await bob.pane.getByRole("button", { name: /^Answer the call from .?Alice/ }).click();
      await Promise.all([alice, bob].map(connected));
      await Promise.all([alice, bob].map(hears));
      await bob.pane.getByRole("button", { name: "Hang up", exact: true }).click();
      await alice.pane.getByText(/The call with .*Bob.* has ended/).waitFor();
      for (const seat of [alice, bob]) await frameOf(seat).waitForFunction(() => window.media.released());
      expect(await alice.pane.getByRole("timer").count()).toBe(0);
    });

    it("carries sound both ways to an ordinary web client, which answers", async () => {
      const bob = await openWebClient(browser, server(), server().users.bob);
      const alice = await sit("alice");
      const answered = bob.answer();
      await call(alice, "Bob");
      await answered;
      await connected(alice);
      await Promise.all([hears(alice), bob.hears()]);
      await bob.end("success");
      await alice.pane.getByText(/The call with .*Bob.* has ended/).waitFor();
      expect(await alice.pane.getByRole("timer").count()).toBe(0);
    });

    it("carries sound both ways from an ordinary web client, which calls", async () => {
      const bob = await openWebClient(browser, server(), server().users.bob);
      const alice = await sit("alice");
      const other = await person(server(), "bob", "phone");
      const { attrs } = await other.received((stanza) => stanza.is("presence") && /^alice@.*\/rollcall/.test(stanza.attrs.from));
      await other.close();
      await bob.call(String(attrs.from));
      await alice.pane.getByRole("button", { name: /^Answer the call from .?Bob/ }).click();
      await connected(alice);
      await Promise.all([hears(alice), bob.hears()]);
      await alice.pane.getByRole("button", { name: "Hang up", exact: true }).click();
      expect(await bob.ended()).toBe("success");
    });

    it("shows both cameras between two panes, even where they come on at once, and takes one back", async () => {
      const alice = await sit("alice");
      const bob = await sit("bob");
      await call(alice, "Bob");
      await bob.pane.getByRole("button", { name: /^Answer the call from .?Alice/ }).click();
      await Promise.all([alice, bob].map(connected));
      await Promise.all([alice, bob].map(({ pane }) => pane.getByRole("button", { name: "Camera" }).click()));
      const picture = ({ pane }: Seat, name: string) => pane.getByLabel(new RegExp(`Picture of .?${name}`));
      await picture(alice, "Bob").waitFor();
      await picture(bob, "Alice").waitFor();
      await alice.pane.getByRole("button", { name: "Camera" }).click();
      await picture(bob, "Alice").waitFor({ state: "detached" });
      expect(await picture(alice, "Bob").count()).toBe(1);
      await hears(bob);
    });
  });
});
