import { jest } from "@jest/globals";
import * as z from "zod/mini";
import { createBudget } from "../../../src/gateway/graph/budget.ts";
import { type Ask, createClient } from "../../../src/gateway/graph/client.ts";
import { createGrants } from "../../../src/gateway/graph/permissions.ts";
import { fakeClock, soon } from "./soon.ts";
import { alice, type GraphStage, organisation, stageGraph } from "./stage.ts";

const minute = 60_000;
const person: Ask<{ mail: string }> = {
  path: `/users/${alice}?$select=mail`,
  schema: z.object({ mail: z.string() }),
  workload: "directory",
  permission: "User.ReadBasic.All",
};
const other = (name: string): typeof person => ({ ...person, path: `/users/${name}@example.org?$select=mail` });

let stage: GraphStage;
beforeEach(fakeClock);
afterEach(async () => {
  jest.useRealTimers();
  await stage.close();
});

const ask = (what = person) => soon(stage.graph.client.ask(what));

describe("the way to Graph", () => {
  it("asks once for what several want to know at the same time", async () => {
    stage = await stageGraph();
    await soon(Promise.all([stage.graph.client.ask(person), stage.graph.client.ask(person)]));
    expect(stage.standIn.asked).toHaveLength(1);
  });

  it("keeps one token until it is about to end", async () => {
    stage = await stageGraph(organisation, { lifetime: 3600 });
    await ask();
    jest.advanceTimersByTime(54 * minute);
    await ask();
    expect(stage.standIn.login.issued).toBe(1);
    jest.advanceTimersByTime(2 * minute);
    await ask();
    expect(stage.standIn.login.issued).toBe(2);
  });

  it("takes a new token where the old one was withdrawn", async () => {
    stage = await stageGraph();
    await ask();
    stage.standIn.login.expireTokens();
    expect(await ask()).toEqual({ mail: alice });
  });

  it("says that Entra refuses the application", async () => {
    stage = await stageGraph(organisation, { app: { id: "c0ffee00-1111-4222-8333-444455556666", secret: "new" } });
    Object.assign(stage.standIn.app, { secret: "changed since" });
    await expect(ask()).rejects.toMatchObject({ name: "NetworkError", code: "unauthorized" });
  });

  it.each([429, 503, 504] as const)("waits as long as a %d says, and asks again", async (status) => {
    stage = await stageGraph();
    stage.standIn.faults.add({ status, retryAfter: 4, times: 1 });
    const began = Date.now();
    expect(await ask()).toEqual({ mail: alice });
    expect(Date.now() - began).toBeGreaterThanOrEqual(4000);
    expect(stage.standIn.asked).toHaveLength(2);
  });

  it("comes through a storm", async () => {
    stage = await stageGraph();
    for (const fault of [{ status: 503 }, { broken: true }] as const) stage.standIn.faults.add({ ...fault, times: 1 });
    expect(await ask()).toEqual({ mail: alice });
  });

  it("gives up after three times", async () => {
    stage = await stageGraph();
    stage.standIn.faults.add({ status: 504 });
    await expect(ask()).rejects.toMatchObject({ code: "unreachable", cause: { status: 504 } });
    expect(stage.standIn.asked).toHaveLength(3);
  });

  it("sends nothing for as long as it is throttled, and goes on afterwards", async () => {
    stage = await stageGraph();
    stage.standIn.faults.add({ status: 429, retryAfter: 300, times: 1 });
    await expect(ask()).rejects.toMatchObject({ code: "too-many" });
    await expect(ask(other("carol"))).rejects.toMatchObject({ code: "too-many" });
    expect(stage.standIn.asked).toHaveLength(1);
    jest.advanceTimersByTime(5 * minute);
    expect(await ask()).toEqual({ mail: alice });
  });

  it("does not ask again for what is not there, or not allowed", async () => {
    stage = await stageGraph(organisation, { granted: ["Presence.Read.All"] });
    await expect(ask()).rejects.toMatchObject({ code: "forbidden", cause: { status: 403, code: "Authorization_RequestDenied" } });
    stage.standIn.login.grant("User.ReadBasic.All");
    expect(await ask()).toEqual({ mail: alice }); // with a new token
    await expect(ask(other("nobody"))).rejects.toMatchObject({ code: "not-found" });
    expect(stage.standIn.asked.map(({ status }) => status)).toEqual([403, 200, 404]);
  });

  it("answers each of a batch by itself, and asks again for those alone that may come", async () => {
    stage = await stageGraph();
    stage.standIn.faults.add({ on: /b0b/, status: 429, retryAfter: 2, times: 1 });
    const asks = [other("carol"), other("b0b"), other("nobody"), ...Array.from({ length: 30 }, () => person)];
    const answers = await soon(stage.graph.client.askAll(asks));
    expect(answers.slice(0, 4).map((each) => (each.status === "fulfilled" ? each.value.mail : each.reason.code))).toEqual([
      "carol@example.org",
      "bob@example.org",
      "not-found",
      alice,
    ]);
    expect(stage.standIn.asked.filter(({ request }) => request.includes("b0b"))).toHaveLength(2);
    expect(stage.standIn.count(/\$batch/)).toBe(3);
  });

  it("reads a list page by page", async () => {
    stage = await stageGraph();
    const found: string[] = [];
    const group = stage.standIn.tenant.byMail("buyers@example.org")?.id ?? "";
    const members = stage.graph.client.pages({
      path: `/groups/${group}/transitiveMembers?$select=mail&$top=2`,
      schema: z.object({ mail: z.string() }),
      workload: "directory",
      permission: "GroupMember.Read.All",
    });
    await soon(
      (async () => {
        for await (const page of members) found.push(...page.map(({ mail }) => mail));
      })(),
    );
    expect(found).toHaveLength(5);
    expect(stage.standIn.asked).toHaveLength(3);
  });

  it("does not follow a list to another host, because its token would go along", async () => {
    stage = await stageGraph();
    const body = { value: [], "@odata.nextLink": "https://graph.microsoft.com.elsewhere.example/v1.0/users" };
    const client = createClient({
      base: "https://graph.microsoft.com/v1.0",
      transport: { one: async () => ({ status: 200, header: () => undefined, body }), batch: async () => [] },
      budget: createBudget(),
      grants: createGrants(),
      forgetToken: () => {},
    });
    const pages = client.pages(person);
    await pages.next();
    await expect(pages.next()).rejects.toMatchObject({ code: "internal" });
  });

  it("stays within the quota by itself", async () => {
    stage = await stageGraph(organisation, { quotas: { directory: { limit: 3500, window: 10 } } });
    for (let round = 0; round < 4; round++) await soon(stage.graph.client.askAll(Array.from({ length: 1000 }, () => person)));
    expect(stage.standIn.asked.filter(({ status }) => status === 429)).toEqual([]);
  });

  it("slows down where Graph says that the quota is nearly used up", async () => {
    stage = await stageGraph(organisation, { quotas: { directory: { limit: 100, window: 10 } } });
    const began = Date.now();
    await soon(stage.graph.client.askAll(Array.from({ length: 160 }, () => person)));
    await ask();
    expect(Date.now() - began).toBeGreaterThan(1000);
  });
});
