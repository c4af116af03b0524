import { jest } from "@jest/globals";
import { generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { limits } from "../../../src/gateway/graph/notifications/inbox.ts";
import type { Envelope } from "../../graph/subscriptions.ts";
import { droppedBy, hearing, type Hearing } from "./hearing.ts";
import { bob, type GraphStage, stageGraph } from "./stage.ts";

const publisher = "0bf30f3b-4a52-48df-9a82-234910c4a086";
const nobody = "00000000-0000-0000-0000-000000000000";

let stage: GraphStage;
let alice: Hearing;
async function open(): Promise<void> {
  stage = await stageGraph(undefined, { notified: true });
  alice = await hearing(stage);
}
async function close(): Promise<void> {
  await alice.close();
  await stage.close();
}

const withItem = (body: Envelope, fields: Readonly<Record<string, unknown>>) => ({
  ...body,
  value: body.value.map((item) => ({ ...item, ...fields })),
});

/** Posts it, then something genuine, which is looked at after it: what was heard by then, and why the rest was dropped. */
async function outcome(forge: (genuine: Envelope) => unknown, claims = {}) {
  const heard = alice.next(1);
  let status = 0;
  const dropped = await droppedBy(alice.notifications, async () => {
    status = await alice.post(await forge(await alice.envelope("Forged", claims)));
    await alice.post(await alice.envelope("Genuine"));
    await heard;
  });
  return { status, dropped, heard: (await heard).map((content) => JSON.stringify(content).includes("Genuine")) };
}
/** Whoever sent it does not learn of it. */
const isDropped = (why: string) => ({ status: 202, dropped: { [why]: 1 }, heard: [true] });

describe("a notification", () => {
  beforeAll(open);
  afterAll(close);

  it("says what has changed, for nobody but us to read", async () => {
    const heard = alice.next(1);
    const body = await alice.envelope("Busy");
    expect(JSON.stringify(body)).not.toContain("Busy");
    expect(await alice.post(body)).toBe(202);
    expect(await heard).toMatchObject([{ availability: "Busy" }]);
  });

  it("may come with a token of version 2", async () => {
    const heard = alice.next(1);
    const iss = `${stage.standIn.hosts.login}/${stage.standIn.tenant.id}/v2.0`;
    await alice.post(await alice.envelope("Busy", { iss, ver: "2.0", appid: undefined, azp: publisher }));
    expect(await heard).toMatchObject([{ availability: "Busy" }]);
  });

  it.each([
    ["for another application", { aud: "00000003-0000-0000-c000-000000000000" }],
    ["of another issuer", { iss: `https://sts.windows.net/${nobody}/` }],
    ["of another organisation", { tid: nobody }],
    ["of another publisher", { appid: nobody }],
    ["of two publishers", { azp: nobody }],
    ["of no publisher", { appid: undefined }],
    ["that has ended", { exp: 1 }],
    ["without an end", { exp: undefined }],
  ])("with a token %s is dropped", async (_, claims) => {
    expect(await outcome((body) => body, claims)).toEqual(isDropped("validation-token"));
  });

  const signedBySomebody = async (claims: object) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: "RS256" }).sign((await generateKeyPair("RS256")).privateKey);
  it.each([
    ["signed by somebody else", signedBySomebody],
    ["signed by nobody", async (claims: object) => new UnsecuredJWT({ ...claims }).encode()],
    ["that is none", async () => "eyJ"],
    ["that Entra would not give", async () => null],
  ])("with a token %s is dropped", async (_, make) => {
    const { hosts, tenant, app } = stage.standIn;
    const token = await make({ aud: app.id, iss: `${hosts.login}/${tenant.id}/`, appid: publisher, exp: 9e9 });
    expect(await outcome((body) => ({ ...body, validationTokens: [token] }))).toEqual(isDropped("validation-token"));
  });

  it("without a token is dropped, and with a bad one among good ones", async () => {
    expect(await outcome((body) => ({ ...body, validationTokens: [] }))).toEqual(isDropped("validation-token"));
    const mixed = ({ validationTokens = [] }: Envelope) => [...validationTokens, "eyJ"];
    expect(await outcome((body) => ({ ...body, validationTokens: mixed(body) }))).toEqual(isDropped("validation-token"));
  });

  it.each([
    ["a wrong clientState", { clientState: "guessed" }, "client-state"],
    ["no clientState", { clientState: null }, "client-state"],
    ["a subscription that nobody holds", { subscriptionId: nobody, clientState: "guessed" }, "unknown-subscription"],
    ["another organisation's name", { tenantId: nobody }, "tenant"],
  ])("with %s is dropped", async (_, fields, why) => {
    expect(await outcome((body) => withItem(body, fields))).toEqual(isDropped(why));
  });

  const flip = (base64 = "") => `${base64.startsWith("A") ? "B" : "A"}${base64.slice(1)}`;
  it.each(["data", "dataSignature", "dataKey"] as const)("whose %s was changed is dropped", async (part) => {
    const changed = ({ encryptedContent: content }: Envelope["value"][number] = {}) => ({ ...content, [part]: flip(content?.[part]) });
    expect(await outcome((body) => withItem(body, { encryptedContent: changed(body.value[0]) }))).toEqual(isDropped("content"));
  });

  it("that is encrypted for another key is dropped", async () => {
    const named = ({ encryptedContent }: Envelope["value"][number] = {}) => ({ ...encryptedContent, encryptionCertificateId: nobody });
    expect(await outcome((body) => withItem(body, { encryptedContent: named(body.value[0]) }))).toEqual(isDropped("content"));
  });

  it("that comes again is dropped", async () => {
    const body = await alice.envelope("Busy");
    const first = alice.next(1);
    await alice.post(body);
    await first;
    expect(await outcome(() => body)).toEqual(isDropped("replay"));
    const encryptedContent = { ...body.value[0]?.encryptedContent, dataSignature: ` ${body.value[0]?.encryptedContent?.dataSignature}` };
    expect(await outcome(() => withItem(body, { encryptedContent }))).toEqual(isDropped("replay"));
  });

  it("is heard beside others that are not ours", async () => {
    const heard = alice.next(1);
    const good = await alice.envelope("Busy");
    await alice.post({ ...good, value: [...withItem(good, { clientState: "guessed" }).value, ...good.value] });
    expect(await heard).toMatchObject([{ availability: "Busy" }]);
  });
});

describe("the keys that notifications are vouched for with", () => {
  beforeEach(open);
  afterEach(close);

  it("may be out of reach: whoever is meant looks for themselves", async () => {
    await alice.missed(1); // at the beginning
    const body = await alice.envelope("Busy");
    const mended = stage.standIn.login.fail(503);
    await alice.post(body);
    expect(await alice.missed(2)).toBe(2);
    mended();
  });

  it("change, and are fetched anew", async () => {
    const first = alice.next(1);
    await alice.post(await alice.envelope("Busy"));
    await first;
    stage.standIn.login.rotateKeys();
    // Not more often than twice a minute.
    jest.spyOn(Date, "now").mockReturnValue(Date.now() + 31_000);
    const second = alice.next(1);
    await alice.post(await alice.envelope("Away"));
    expect(await second).toMatchObject([{ availability: "Away" }]);
    jest.restoreAllMocks();
  });
});

describe("the way in for notifications", () => {
  beforeEach(open);
  afterEach(close);
  const dial = (query: Readonly<Record<string, string>>) =>
    fetch(`${alice.subscription.notificationUrl}?${new URLSearchParams(query)}`, {
      method: "POST",
      headers: { "content-type": "text/plain" },
    });
  const receive = (body: string) =>
    alice.notifications.hook.receive({ query: {}, contentType: "application/json", body: Buffer.from(body) });

  it("says back what Graph tries it with, as plain text", async () => {
    const validationToken = "<script>alert(1)</script> ä+%";
    const answer = await dial({ validationToken });
    expect([answer.status, await answer.text()]).toEqual([200, validationToken]);
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await dial({ validationToken: "x".repeat(limits.echo + 1) })).status).toBe(400);
    const bare = await fetch(`${alice.subscription.notificationUrl}?validationToken=hello`, { method: "POST" });
    expect(await bare.text()).toBe("hello");
  });

  it("takes JSON, of so many bytes, and nothing else", async () => {
    const body = await alice.envelope("Busy");
    expect([await alice.post(body, "text/plain"), await alice.post(body, "application/jsonx")]).toEqual([415, 415]);
    for (const wrong of ["", "{", { value: "x" }, Buffer.from([0xff, 0xfe])]) expect(await alice.post(wrong)).toBe(400);
    expect(await alice.post("x".repeat(limits.post + 1))).toBe(413);
    expect((await fetch(alice.subscription.notificationUrl)).status).toBe(404);
  });

  it("lets a flood wait, and hears what Graph repeats", async () => {
    const heard = alice.next(1);
    const flood = Array.from({ length: limits.burst * 2 }, () => receive("{}").status);
    expect(new Set(flood)).toEqual(new Set([400, 429]));
    stage.standIn.tenant.setPresence(bob, { availability: "Busy", activity: "Busy" });
    expect(await heard).toMatchObject([{ availability: "Busy" }]);
  });

  it("holds so many at a time, and sends the others away until later", async () => {
    const body = JSON.stringify(await alice.envelope("Busy"));
    const answers = Array.from({ length: limits.waiting + 5 }, () => receive(body));
    expect(answers.slice(0, limits.waiting).every(({ status }) => status === 202)).toBe(true);
    expect(answers.at(-1)).toMatchObject({ status: 503, retryAfter: expect.any(Number) });
  });

  it("says once in a while what it drops, and nothing of what is in it", async () => {
    for (let time = 0; time < 5; time++) await alice.post(withItem(await alice.envelope("Busy"), { clientState: "guessed" }));
    expect(Object.fromEntries(alice.notifications.dropped)).toEqual({ "client-state": 5 });
    expect(stage.warnings).toHaveLength(1);
    for (const secret of ["guessed", bob, alice.subscription.clientState]) expect(stage.warnings.join("")).not.toContain(secret);
  });
});
