import { client, xml } from "@xmpp/client";
import { rogue, type Rogue } from "./rogue.ts";

let server: Rogue;
beforeEach(async () => {
  server = await rogue();
});
afterEach(() => server.close());

/** An ordinary client that is signed in, and stays as it is when the stream breaks. */
async function enter() {
  const xmpp = client({
    service: server.service,
    domain: "example.org",
    resource: "pane",
    credentials: (authenticate) => authenticate({ username: "alice", password: "whatever" }, "PLAIN", xml("user-agent")),
  });
  xmpp.reconnect.stop();
  const errors: Error[] = [];
  xmpp.on("error", (error) => errors.push(error));
  return { xmpp, errors, jid: String(await xmpp.start()) };
}

it("lets anybody in, and gives them the resource that they ask for", async () => {
  const { xmpp, jid } = await enter();
  expect(jid).toBe("alice@example.org/pane");
  expect(server.logins).toBe(1);
  await xmpp.stop();
});

it("hears what is said, and answers as a server that knows nobody", async () => {
  const { xmpp } = await enter();
  expect((await xmpp.iqCaller.get(xml("query", { xmlns: "jabber:iq:roster" })))?.children).toEqual([]);
  await xmpp.send(xml("message", { to: "bob@example.org" }, xml("body", {}, "hello")));
  const message = await server.received((element) => element.is("message"));
  expect(message.getChildText("body")).toBe("hello");
  await xmpp.stop();
});

it("says whatever it is told to", async () => {
  const { xmpp } = await enter();
  const stanza = new Promise((resolve) => xmpp.once("stanza", resolve));
  server.send('<message from="bob@example.org"><body>hello</body></message>');
  expect(String(await stanza)).toContain("<body>hello</body>");
  await xmpp.stop();
});

it("ends a stream with an error", async () => {
  const { xmpp, errors } = await enter();
  const over = new Promise((resolve) => xmpp.once("disconnect", resolve));
  server.fail("conflict");
  await over;
  expect(errors).toMatchObject([{ condition: "conflict" }]);
});
