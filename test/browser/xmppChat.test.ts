import { xml } from "@xmpp/client";
import type { Browser } from "playwright-core";
import { onEachServer } from "../servers/each.ts";
import { person, type Person } from "../servers/person.ts";
import { launch } from "./chromium.ts";
import type { Seat } from "./talk.ts";
import { configure, join, say as sayIn } from "../servers/room.ts";
import { openXmppStage, type XmppStage } from "./xmppStage.ts";

describe("a chat over XMPP", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  onEachServer({}, (_name, server) => {
    let stage: XmppStage;
    /** In the pane: Alice. At an ordinary client: Bob. */
    let alice: Seat;
    let bob: Person;
    beforeEach(async () => {
      stage = await openXmppStage(browser, server());
      alice = await stage.seat("alice");
      bob = await person(server(), "bob");
    });
    afterEach(async () => {
      await bob.close();
      await stage.close();
    });

    const body = (text: string) => xml("body", {}, text);
    const say = (id: string, ...children: Parameters<Person["send"]>[2][]) =>
      bob.send("message", { to: "alice@example.org", type: "chat", id }, ...children);
    const sees = (text: string | RegExp) => alice.pane.getByText(text).first().waitFor();
    const write = async (text: string): Promise<void> => {
      const box = alice.pane.getByRole("textbox", { name: "Write a message" });
      await box.fill(text);
      await box.press("Enter");
    };

    it("goes both ways between the pane and an ordinary client, with what became of each message", async () => {
      await alice.pane
        .getByRole("button", { name: /^Chat with .?Bob/ })
        .first()
        .click();
      await write("Can we talk?");
      const said = await bob.received((stanza) => stanza.getChildText("body") === "Can we talk?");
      expect(said.getChildText("subject")).toBe("Budget");
      await sees("Delivered");
      await say("s1", xml("displayed", { xmlns: "urn:xmpp:chat-markers:0", id: said.attrs.id }));
      await sees("Seen");
      await say("t1", xml("composing", { xmlns: "http://jabber.org/protocol/chatstates" }));
      await sees(/Bob.* is writing/);
      await say("b1", body("In fife minutes"));
      await sees("In fife minutes");
      await say("b2", body("In five minutes"), xml("replace", { xmlns: "urn:xmpp:message-correct:0", id: "b1" }));
      await sees("In five minutes");
      await sees("edited");
      await say("b3", body("Not for you"));
      await sees("Not for you");
      await say("b4", xml("retract", { xmlns: "urn:xmpp:message-retract:1", id: "b3" }), xml("store", { xmlns: "urn:xmpp:hints" }));
      await sees("This message was deleted.");
      await say("b5", xml("encrypted", { xmlns: "eu.siacs.conversations.axolotl" }), body("You cannot read this."));
      await sees(/Encrypted message/);
      expect(await alice.pane.getByText("You cannot read this.").count()).toBe(0);
    });

    it("begins with somebody who asks to see the user's status, and is allowed to", async () => {
      const zoe = await person(server(), "zoe");
      await zoe.ask("get", xml("query", { xmlns: "jabber:iq:roster" })); // RFC 6121 section 3.1.6: answers come to those who have
      await zoe.send("presence", { type: "subscribe", to: "alice@example.org" });
      await alice.pane.getByRole("button", { name: /One person asks to see your status/ }).click();
      await alice.pane.getByRole("button", { name: /^Allow .?zoe@example\.org/ }).click();
      await sees("Sees your status now");
      expect(await alice.pane.getByRole("button", { name: /^Allow/ }).count()).toBe(0);
      await zoe.received((stanza) => stanza.attrs.type === undefined && String(stanza.attrs.from).startsWith("alice@example.org/"));
      await zoe.received((stanza) => stanza.attrs.type === "subscribe");
      await zoe.close();
    });

    it("goes on in a room that somebody known has asked the user into", async () => {
      const room = `lunch@${server().muc}`;
      await join(bob, room, "bob");
      await configure(bob, room, { "muc#roomconfig_whois": "anyone" });
      await bob.send("message", { to: room, type: "groupchat" }, xml("subject", {}, "Lunch"));
      await bob.send("message", { to: "alice@example.org" }, xml("x", { xmlns: "jabber:x:conference", jid: room }));
      await bob.received((stanza) => stanza.is("presence") && String(stanza.attrs.from).startsWith(`${room}/Alice`));
      await sayIn(bob, room, "b1", body("Hungry?"));
      await alice.pane.getByRole("button", { name: /Chat with .*Bob.*Lunch.*one new message/ }).click();
      await sees("Hungry?");
      await write("Very.");
      await bob.received((stanza) => stanza.attrs.type === "groupchat" && stanza.getChildText("body") === "Very.");
      expect(await alice.pane.getByText("Very.").count()).toBe(1);
    });
  });
});
