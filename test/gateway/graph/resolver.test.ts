import { address, alice, bob, carol, type GraphStage, organisation, stageGraph } from "./stage.ts";

let stage: GraphStage;
afterEach(() => stage.close());

const find = async (...texts: string[]) => {
  const found = await stage.graph.users.find(texts.map(address));
  return Object.fromEntries([...found].map(([asked, { displayName }]) => [asked, displayName]));
};

describe("people of Microsoft 365", () => {
  it("are found by mail, user principal name and every other address", async () => {
    stage = await stageGraph();
    expect(
      await find("alice@example.org", "a.example@example.org", "b0b@example.org", "guest@elsewhere.example", "nobody@example.org"),
    ).toEqual({
      "alice@example.org": "Alice Example",
      "a.example@example.org": "Alice Example",
      "b0b@example.org": "Bob O'Hara",
      "guest@elsewhere.example": "Guest",
    });
  });

  it("are asked for together, whoever asks, and once", async () => {
    stage = await stageGraph();
    const { users } = stage.graph;
    await Promise.all([users.find([alice, bob]), users.find([bob, carol]), users.find([carol])]);
    expect(stage.standIn.count(/^GET \/users$/)).toBe(1);
    await users.find([alice, bob, carol]);
    expect(stage.standIn.asked).toHaveLength(2); // the batch, and the question in it
  });

  it("are asked for anew once forgotten", async () => {
    stage = await stageGraph();
    await find(bob);
    stage.standIn.tenant.remove(bob);
    expect(Object.keys(await find(bob))).toEqual([bob]);
    stage.graph.users.forget(bob);
    expect(await find(bob)).toEqual({});
  });

  it("may have quotes in their addresses", async () => {
    const mail = "o'hara@example.org";
    stage = await stageGraph({ people: [{ mail, name: "O'Hara" }] });
    expect(await find(mail)).toEqual({ [mail]: "O'Hara" });
  });

  it("are found a thousand at a time, within the quota", async () => {
    const mails = Array.from({ length: 1000 }, (_, index) => `p${index}@example.org`);
    stage = await stageGraph({ people: mails.map((mail) => ({ mail })) });
    expect(Object.keys(await find(...mails))).toHaveLength(1000);
    expect(stage.standIn.count(/^POST \/\$batch$/)).toBe(4);
    expect(stage.standIn.asked.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it("are found by their first address alone where no more is permitted", async () => {
    stage = await stageGraph(organisation, { granted: ["User.ReadBasic.All"] });
    expect(await find(alice, "a.example@example.org")).toEqual({ [alice]: "Alice Example" });
    expect(stage.graph.grants.missing).toEqual(["User.Read.All"]);
    await find("nobody@example.org");
    expect(stage.standIn.asked.filter(({ status }) => status === 403)).toHaveLength(1);
  });

  it("are found by their ids together, where many sign in at once", async () => {
    stage = await stageGraph();
    const { tenant } = stage.standIn;
    const ids = [alice, bob, alice].map((mail) => tenant.byMail(mail)?.id ?? "");
    const addresses = await Promise.all([...ids, "00000000-0000-4000-a000-000000000000"].map((id) => stage.graph.addressOf(id)));
    expect(addresses).toEqual([alice, bob, alice, undefined]);
    expect(stage.standIn.count(/^GET/)).toBe(1);
  });

  it("are not taken for strangers where Graph does not answer", async () => {
    stage = await stageGraph();
    stage.standIn.faults.add({ status: 400 });
    await expect(find(alice)).rejects.toMatchObject({ code: "bad-request" });
    expect(await stage.graph.users.find([])).toEqual(new Map());
  });
});
