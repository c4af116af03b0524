import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { xml } from "@xmpp/client";
import { login, ways, type Way } from "./login.ts";
import { person } from "./person.ts";
import { claims, mint, unsigned } from "./tokens.ts";
import type { Options, XmppServer } from "./server.ts";

/** All that were started there, by Linux's list of them; what has ended but was not waited for has no folder any more. */
function processesIn(folder: string): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false; // gone since it was listed
    }
  });
}

/** What the other tests lean on: the same for every server. `native` is the SASL mechanism that an ordinary client comes to use. */
export function serverSuite(
  name: string,
  start: (options?: Options) => Promise<XmppServer | undefined>,
  installed: boolean,
  native: string,
): void {
  (installed ? describe : describe.skip)(`${name} as a server for the tests`, () => {
    let server: XmppServer;
    beforeAll(async () => {
      server = await started(start({ people: 120 }));
    });
    afterAll(() => server?.stop());

    const enter = (user: string, token: string, way: Way = "WebSocket") =>
      login(server, way, { username: user, password: token, plain: true });

    it.each(ways)("takes a token over %s", async (way) => {
      const token = await mint(server.secret, claims("alice"));
      expect(await enter("alice", token, way)).toMatchObject({ jid: "alice@example.org" });
    });

    it("takes the user's own password beside it, as ordinary clients send it", async () => {
      const { bob } = server.users;
      expect(await login(server, "STARTTLS", { username: "bob", password: bob.password })).toMatchObject({
        jid: bob.jid,
        mechanism: native,
      });
      expect(await login(server, "STARTTLS", { username: "bob", password: "wrong" })).toEqual({ refused: "not-authorized" });
    });

    it("puts the staff on each other's rosters, and strangers on nobody's", async () => {
      expect(await enter("alice", await mint(server.secret, claims("alice")))).toMatchObject({
        roster: ["bob", "carol", "dave", "erin", "frank"].map((name) => `${name}@example.org`),
      });
      expect(await enter("zoe", await mint(server.secret, claims("zoe")))).toMatchObject({ roster: [] });
    });

    it("has as many people as it is told to, each with their team on the roster", async () => {
      const token = await mint(server.secret, claims("u0120"));
      expect(await enter("u0120", token)).toHaveProperty("roster.length", 19); // the third team has what two of fifty leave
    });

    it("carries presence and messages between ordinary clients, and keeps what was said", async () => {
      const [alice, bob] = [await person(server, "alice"), await person(server, "bob")];
      await alice.received((stanza) => stanza.is("presence") && stanza.attrs.from === bob.jid);
      await bob.send("message", { to: "alice@example.org", type: "chat" }, xml("body", {}, "hello"));
      await alice.received((stanza) => stanza.getChildText("body") === "hello");
      const archive = await alice.ask("set", xml("query", { xmlns: "urn:xmpp:mam:2" }));
      expect(archive?.attrs).toMatchObject({ complete: "true" });
      expect(alice.all().some((stanza) => stanza.getChild("result", "urn:xmpp:mam:2"))).toBe(true);
      await Promise.all([alice.close(), bob.close()]);
    });

    const hour = 3600;
    const { iat, exp, ...alice } = claims("alice");
    it.each<[string, (secret: string) => string | Promise<string>]>([
      ["that has expired", (secret) => mint(secret, { ...alice, iat: iat - hour, exp: exp - hour })],
      ["that never expires", (secret) => mint(secret, { ...alice, iat })],
      ["of another user", (secret) => mint(secret, claims("bob"))],
      ["of a user of the same name elsewhere", (secret) => mint(secret, { jid: "alice@example.net", iat, exp })],
      ["of nobody", (secret) => mint(secret, { iat, exp })],
      ["that another key has signed", () => mint("A".repeat(43), claims("alice"))],
      ["that nobody has signed", () => unsigned(claims("alice"))],
      [
        "whose claims were changed afterwards",
        async (secret) => {
          const [header, , signature] = (await mint(secret, claims("bob"))).split(".");
          return [header, unsigned(claims("alice")).split(".")[1], signature].join(".");
        },
      ],
    ])("refuses a token %s", async (_, token) => {
      expect(await enter("alice", await token(server.secret))).toEqual({ refused: "not-authorized" });
    });

    it("takes tokens again after a restart, and after it was killed", async () => {
      await server.restart();
      expect(await enter("alice", await mint(server.secret, claims("alice")))).toHaveProperty("jid");
      await server.kill();
      await server.restart();
      expect(await enter("alice", await mint(server.secret, claims("alice")), "STARTTLS")).toHaveProperty("jid");
    });

    it.each([
      ["expired", "CERT_HAS_EXPIRED"],
      ["wrong-name", "ERR_TLS_CERT_ALTNAME_INVALID"],
      ["unknown-ca", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ] as const)("shows a certificate that is bad, where it is told to: %s", async (certificate, refused) => {
      const bad = await started(start({ certificate }));
      try {
        const token = await mint(bad.secret, claims("alice"));
        expect(await login(bad, "STARTTLS", { username: "alice", password: token, plain: true })).toEqual({ refused });
      } finally {
        await bad.stop();
      }
    });

    it("leaves neither a process nor a file behind", async () => {
      const short = await started(start());
      expect(processesIn(short.folder)).not.toEqual([]);
      await short.stop();
      expect(processesIn(short.folder)).toEqual([]);
      expect(existsSync(short.folder)).toBe(false);
    });
  });
}

async function started(starting: Promise<XmppServer | undefined>): Promise<XmppServer> {
  const server = await starting;
  if (!server) throw new Error("the server is installed, as was looked up before");
  return server;
}
