import * as z from "zod/mini";
import { alice, bob, type GraphStage, organisation, stageGraph } from "./stage.ts";

let stage: GraphStage;
afterEach(() => stage.close());

async function open(options?: Parameters<typeof stageGraph>[1]) {
  stage = await stageGraph(organisation, options);
}
const oidOf = (mail: string) => stage.standIn.tenant.byMail(mail)?.id ?? "";
const tokenOf = (mail: string, claims = {}) => stage.standIn.login.userToken({ oid: oidOf(mail), ...claims });
const rejection = (code: string) => ({ name: "NetworkError", code });

describe("a user's token", () => {
  it("is exchanged for one for Graph, once until that ends", async () => {
    await open();
    const { token } = stage.graph.onBehalfOf(await tokenOf(alice));
    const [first, same] = await Promise.all([token.get(), token.get()]);
    expect(same).toBe(first);
    expect(await token.scopes()).toContain("ChatMessage.Send");
    expect(stage.standIn.login.bearer(first)?.user).toBe(oidOf(alice));
    expect(stage.standIn.login.exchanged).toBe(1);
    expect(await stage.graph.onBehalfOf(await tokenOf(bob)).token.get()).not.toBe(first);
  });

  it("is exchanged anew where the exchanged one has ended", async () => {
    await open({ lifetime: 0 });
    const { token } = stage.graph.onBehalfOf(await tokenOf(alice));
    expect(await token.get()).not.toBe(await token.get());
  });

  it("allows what was consented to, and nothing where nobody did", async () => {
    await open({ consented: ["Chat.Read"] });
    expect([...(await stage.graph.onBehalfOf(await tokenOf(alice)).token.scopes())]).toEqual(["Chat.Read"]);
    stage.standIn.login.consent();
    await expect(stage.graph.onBehalfOf(await tokenOf(alice)).token.get()).rejects.toMatchObject(rejection("forbidden"));
  });

  it("is refused where it is nobody's, and asked about once", async () => {
    await open();
    const { token } = stage.graph.onBehalfOf(await tokenOf(alice, { aud: "somebody else" }));
    await expect(token.get()).rejects.toMatchObject(rejection("unauthorized"));
    await expect(token.get()).rejects.toMatchObject({ ...rejection("unauthorized"), claims: undefined });
    token.renew(await tokenOf(alice));
    expect(await token.get()).toEqual(expect.any(String));
  });

  it("meets a claims challenge until the pane brings a token that has the claims", async () => {
    await open();
    const { client, token } = stage.graph.onBehalfOf(await tokenOf(alice));
    await token.get();
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    stage.standIn.login.revoke(oidOf(alice), claims);
    const ask = { path: "/chats/none/messages", schema: z.object({}), workload: "teams" } as const;
    await expect(client.ask(ask)).rejects.toMatchObject({ ...rejection("unauthorized"), claims });
    token.renew(await tokenOf(alice, { acrs: ["c1"] }));
    expect(await token.get()).toEqual(expect.any(String));
  });

  it("says that Entra is away, and tries again", async () => {
    await open();
    const assertion = await tokenOf(alice);
    const { token } = stage.graph.onBehalfOf(assertion);
    const mended = stage.standIn.login.fail(503);
    await expect(token.get()).rejects.toMatchObject(rejection("unreachable"));
    mended();
    expect(await token.get()).toEqual(expect.any(String));
  });
});
