import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { jest } from "@jest/globals";
import { type Identity, openIdentity } from "../../../src/gateway/identity.ts";
import { fakeClock, soon } from "./soon.ts";
import { alice, bob, type GraphStage, stageGraph } from "./stage.ts";

const minute = 60_000;
const other = "99999999-9999-4999-8999-999999999999";
const signIn = { kind: "microsoft365", scope: "access_as_user" } as const;

let stage: GraphStage;
let identity: Identity;
beforeEach(async () => {
  fakeClock();
  stage = await stageGraph();
  identity = await openIdentity(signIn, stage.graph);
});
afterEach(async () => {
  jest.useRealTimers();
  await stage.close();
});

const idOf = (mail: string) => stage.standIn.tenant.byMail(mail)?.id;
const token = (claims: Readonly<Record<string, unknown>> = {}) => stage.standIn.login.userToken({ oid: idOf(alice), ...claims });
const user = async (what: string | Promise<string>) => soon(identity.user(await what));
const unauthorized = { name: "NetworkError", code: "unauthorized" };
const now = () => Math.floor(Date.now() / 1000);

describe("a token of Entra's", () => {
  it("says who the user is, by their id in the organisation, and until when", async () => {
    const exp = now() + 3600;
    expect(await user(token({ exp, preferred_username: bob, email: bob, upn: bob }))).toEqual({ address: alice, expires: exp * 1000 });
  });

  it("follows its user to a new address", async () => {
    const before = await token();
    await user(before);
    stage.standIn.tenant.change(alice, { mail: "alice.new@example.org" });
    expect(await user(before)).toMatchObject({ address: "alice.new@example.org" });
  });

  it("may be as much out of step as clocks are", async () => {
    expect(await user(token({ exp: now() - 30, nbf: now() - 3600 }))).toMatchObject({ address: alice });
    expect(await user(token({ nbf: now() + 30 }))).toMatchObject({ address: alice });
  });

  it("is refused where it has ended, or has not begun", async () => {
    await expect(user(token({ exp: now() - 90 }))).rejects.toMatchObject(unauthorized);
    await expect(user(token({ nbf: now() + 90 }))).rejects.toMatchObject(unauthorized);
    await expect(user(token({ exp: undefined }))).rejects.toMatchObject(unauthorized);
  });

  it.each([
    ["is for another application", { aud: other }],
    ["is for Graph", { aud: "https://graph.microsoft.com" }],
    ["is of another organisation", { tid: other }],
    ["was issued by another organisation", { iss: `https://login.microsoftonline.com/${other}/v2.0` }],
    ["was asked for by another application", { azp: other }],
    ["is for another scope", { scp: "access_as_user2 User.Read" }],
    ["is for no scope, as that of an application is", { scp: undefined, idtyp: "app", roles: ["access_as_user"] }],
    ["is of an application, whatever its scope", { idtyp: "app" }],
    ["is of version 1.0", { ver: "1.0" }],
    ["names nobody", { oid: undefined }],
    ["names somebody by no id", { oid: "../groups" }],
    ["names somebody who is not there any more", { oid: other }],
  ])("is refused where it %s", async (_, claims) => {
    await expect(user(token(claims))).rejects.toMatchObject(unauthorized);
  });

  it("may be asked for by other applications where these are named, and for several scopes", async () => {
    identity = await openIdentity({ ...signIn, clients: [other] }, stage.graph);
    expect(await user(token({ azp: other, scp: "profile access_as_user" }))).toMatchObject({ address: alice });
    await expect(user(token())).rejects.toMatchObject(unauthorized);
  });

  it("is refused where nobody signed it, somebody else did, or it was changed", async () => {
    const genuine = await token();
    const [header = "", payload = "", signature = ""] = genuine.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>; // as the stand-in made it
    const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string };
    const { privateKey } = await generateKeyPair("RS256");
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid }).sign(privateKey);
    const shared = await new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid }).sign(new TextEncoder().encode("x".repeat(32)));
    const changed = Buffer.from(JSON.stringify({ ...claims, oid: idOf(bob) })).toString("base64url");
    const tokens = [
      new UnsecuredJWT(claims).encode(),
      forged,
      shared,
      `${header}.${changed}.${signature}`,
      `${header}.${payload}.`,
      "loopback:x",
      "",
    ];
    for (const each of tokens) await expect(user(each)).rejects.toMatchObject(unauthorized);
    expect(await user(genuine)).toMatchObject({ address: alice });
  });

  it("is believed with a new key of Entra's, and no longer with one that was withdrawn", async () => {
    const old = await token();
    await user(old);
    stage.standIn.login.rotateKeys();
    jest.advanceTimersByTime(minute);
    await user(token());
    jest.advanceTimersByTime(11 * minute);
    await expect(user(old)).rejects.toMatchObject(unauthorized);
  });

  it("is neither believed nor refused while Entra's keys cannot be fetched, or Graph does not answer", async () => {
    const good = await token();
    stage.standIn.faults.add({ status: 503, times: 3 });
    await expect(user(good)).rejects.toMatchObject({ code: "unreachable" });
    identity = await openIdentity(signIn, {
      ...stage.graph,
      application: { ...stage.graph.application, cloud: { login: "http://127.0.0.1:1", graph: "http://127.0.0.1:1" } },
    });
    await expect(user(good)).rejects.toMatchObject({ code: "unreachable" });
  });
});
