import { readFileSync, readdirSync } from "node:fs";
import { parse } from "ltx";
import { contacts } from "../../../../src/gateway/networks/xmpp/presence/contacts.ts";
import { heard } from "../../../../src/gateway/networks/xmpp/presence/heard.ts";
import { writePresence } from "../../../../src/gateway/networks/xmpp/presence/presence.ts";
import { xml } from "../../../../src/gateway/networks/xmpp/stanza.ts";
import { user } from "../../../servers/network.ts";

/** `<stream>` holds what the server sent Alice, in order; the JSON what she may then be told of Bob. */
const fixtures = new URL("presence/", import.meta.url);
const names = readdirSync(fixtures)
  .filter((name) => name.endsWith(".xml"))
  .map((name) => name.slice(0, -".xml".length));

const now = Date.UTC(2026, 10, 24, 12);
const bob = user("bob").address;
const read = (name: string) => readFileSync(new URL(name, fixtures), "utf8");

it.each(names)("composes %s", (name) => {
  const told = contacts("alice@example.org", "xmpp", heard("xmpp"), () => now);
  told.roster(xml("query", {}, xml("item", { jid: "bob@example.org", subscription: "both" })));
  for (const stanza of parse(read(`${name}.xml`)).getChildElements()) {
    const take = {
      iq: () => told.roster(stanza.getChild("query") ?? stanza),
      presence: () => told.presence(stanza),
      message: () => told.event(stanza),
    };
    take[stanza.name as keyof typeof take](); // the fixtures have no other stanzas
  }
  expect(told.of("bob@example.org", bob)).toEqual(JSON.parse(read(`${name}.json`)));
});

it.each([
  [{ availability: "automatic" }, `<presence/>`],
  [{ availability: "available", note: "a < b" }, `<presence><status>a &lt; b</status></presence>`],
  [{ availability: "busy" }, `<presence><show>dnd</show><busy xmlns="urn:rollcall:0"/></presence>`],
  [{ availability: "do-not-disturb" }, `<presence><show>dnd</show></presence>`],
  [{ availability: "offline", note: "not told" }, `<presence type="unavailable"/>`],
  [
    { availability: "automatic", idleSince: now },
    `<presence><show>away</show><idle xmlns="urn:xmpp:idle:1" since="2026-11-24T12:00:00.000Z"/></presence>`,
  ],
] as const)("writes %j as other clients understand it", (own, stanza) => {
  expect(writePresence(own, false).toString()).toBe(stanza);
});

it("gives the same object to everybody who hears the same", () => {
  const words = heard("xmpp");
  const stanza = (to: string) => xml("presence", { from: "bob@example.org/1", to }, xml("show", {}, "dnd"));
  const both = ["alice@example.org", "carol@example.org"].map((to) => {
    const told = contacts(to, "xmpp", words, () => now);
    told.roster(xml("query", {}, xml("item", { jid: "bob@example.org", subscription: "both" })));
    told.presence(stanza(to));
    return told.of("bob@example.org", bob);
  });
  expect(both[0]).toBe(both[1]);
});

it("forgets resources that have not answered since they were asked the last time", () => {
  const told = contacts("alice@example.org", "xmpp", heard("xmpp"), () => now);
  told.roster(xml("query", {}, xml("item", { jid: "bob@example.org", subscription: "both" })));
  told.presence(xml("presence", { from: "bob@example.org/1" }));
  expect(told.doubt(["bob@example.org"])).toEqual([]);
  told.presence(xml("presence", { from: "bob@example.org/1" }));
  expect(told.doubt(["bob@example.org"])).toEqual([]);
  expect(told.doubt(["bob@example.org"])).toEqual(["bob@example.org"]);
  expect(told.of("bob@example.org", bob)).toMatchObject({ availability: "offline" });
});
