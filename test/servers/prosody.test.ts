import { login } from "./login.ts";
import { installed, start } from "./prosody.ts";
import type { XmppServer } from "./server.ts";
import { serverSuite } from "./suite.ts";
import { claims, mint } from "./tokens.ts";

serverSuite("Prosody", start, installed, "SCRAM-SHA-1");

(installed ? describe : describe.skip)("Rollcall's module for Prosody", () => {
  let server: XmppServer | undefined;
  beforeAll(async () => {
    server = await start({ audience: "example.org" });
  });
  afterAll(() => server?.stop());

  const refused = { refused: "not-authorized" };
  const entered = { jid: "alice@example.org" };
  const ahead = Math.floor(Date.now() / 1000) + 3600;

  it.each<[string, object, object]>([
    ["takes a token that is meant for it", { aud: "example.org" }, entered],
    ["takes one that is meant for others, too", { aud: ["example.net", "example.org"] }, entered],
    ["refuses one that is meant for others", { aud: ["example.net"] }, refused],
    ["refuses one that does not say for whom", {}, refused],
    ["takes one from a clock that is a little ahead", { aud: "example.org", iat: ahead - 3590, nbf: ahead - 3590 }, entered],
    ["refuses one that is still to be issued", { aud: "example.org", iat: ahead }, refused],
    ["refuses one that is not valid yet", { aud: "example.org", nbf: ahead }, refused],
    ["refuses one whose times are no times", { aud: "example.org", exp: "never" }, refused],
    ["refuses one for a single device", { aud: "example.org", jid: "alice@example.org/pane" }, refused],
  ])("%s", async (_, change, outcome) => {
    const token = await mint(server?.secret ?? "", { ...claims("alice"), ...change });
    expect(await enter("alice", token)).toMatchObject(outcome);
  });

  it("refuses one of another algorithm, signed with the right key as it is", async () => {
    const token = await mint(server?.secret ?? "", { ...claims("alice"), aud: "example.org" }, "HS384");
    expect(await enter("alice", token)).toEqual(refused);
  });

  it("refuses a good one for somebody who has no account", async () => {
    const token = await mint(server?.secret ?? "", { ...claims("mallory"), aud: "example.org" });
    expect(await enter("mallory", token)).toEqual(refused);
  });

  function enter(username: string, password: string) {
    if (!server) throw new Error("Prosody is installed, as was looked up before");
    return login(server, "WebSocket", { username, password, plain: true });
  }
});
