import { createServer, type Socket } from "node:net";
import { once } from "node:events";
import { connect } from "node:net";
import { exportPKCS8, generateKeyPair, jwtVerify } from "jose";
import { prover } from "../../../../src/gateway/networks/xmpp/stream/credentials.ts";
import { OauthBearer, External } from "../../../../src/gateway/networks/xmpp/stream/mechanisms.ts";
import { starttls } from "../../../../src/gateway/networks/xmpp/stream/starttls.ts";
import { rejection } from "../../../contract/stage.ts";
import { user } from "../../../servers/network.ts";

const alice = user("alice");
const jid = "alice@example.org";

describe("credentials", () => {
  it("are a token for one user and one minute, signed with the secret", async () => {
    const secret = Buffer.alloc(32, 3);
    const prove = await prover({ kind: "jwt", key: "key", algorithm: "HS256", audience: "xmpp", mechanism: "PLAIN" }, async () =>
      secret.toString("base64url"),
    );
    const { mechanism, username, password } = await prove(alice, jid);
    expect({ mechanism, username }).toEqual({ mechanism: "PLAIN", username: "alice" });
    const { payload } = await jwtVerify(password, secret, { audience: "xmpp", algorithms: ["HS256"] });
    expect(payload).toMatchObject({ jid, sub: jid });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  });

  it("are signed with a private key, whose other half is all that the server needs", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const pem = await exportPKCS8(privateKey);
    const prove = await prover({ kind: "jwt", key: "key", algorithm: "ES256", mechanism: "OAUTHBEARER" }, async () => pem);
    const { password } = await prove(alice, jid);
    expect((await jwtVerify(password, publicKey)).payload).toMatchObject({ jid });
  });

  it("are the token that the pane signed in with, and nothing without one", async () => {
    const prove = await prover({ kind: "token" }, async () => "");
    expect(await prove({ ...alice, token: "abc" }, jid)).toMatchObject({ mechanism: "OAUTHBEARER", password: "abc" });
    await expect(prove(alice, jid)).rejects.toMatchObject(rejection("unauthorized"));
  });

  it("say at the start that a key is none", async () => {
    const config = { kind: "jwt", key: "key", algorithm: "RS256", mechanism: "PLAIN" } as const;
    await expect(prover(config, async () => "no key")).rejects.toMatchObject(rejection("bad-request"));
  });

  it("are written as RFC 7628 and RFC 4422 say", () => {
    const given = { username: "alice", password: "abc", authzid: "a=b,c@example.org" };
    expect(new OauthBearer().response(given)).toBe("n,a=a=3Db=2Cc@example.org,\u0001auth=Bearer abc\u0001\u0001");
    expect(new External().response(given)).toBe("a=b,c@example.org");
  });
});

describe("STARTTLS", () => {
  const open = `<stream:stream xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams" version="1.0">`;
  const offer = `<stream:features><starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"/></stream:features>`;

  /** What `starttls` makes of a server that says this, one after the other. */
  async function asked(...answers: readonly string[]): Promise<boolean> {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      let next = 0;
      socket.on("data", () => socket.write(answers[next++] ?? "")).on("error", () => {});
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const where = server.address();
    const socket = connect(typeof where === "object" ? (where?.port ?? 0) : 0, "127.0.0.1");
    try {
      return await starttls(socket, "example.org", 500);
    } finally {
      socket.destroy();
      for (const each of sockets) each.destroy();
      server.close();
    }
  }

  it("goes on where the server is ready, and is told where it offers none", async () => {
    expect(await asked(open + offer, `<proceed xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>`)).toBe(true);
    expect(await asked(`${open}<stream:features/>`)).toBe(false);
  });

  it.each([
    ["refuses", [open + offer, `<failure xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>`]],
    ["ends the stream", [`${open}<stream:error><host-unknown/></stream:error>`]],
    ["writes nonsense", ["SSH-2.0-OpenSSH_9.2\r\n<"]],
    ["says nothing", []],
  ] as const)("fails at a server that %s", async (_, answers) => {
    await expect(asked(...answers)).rejects.toBeInstanceOf(Object);
  });
});
