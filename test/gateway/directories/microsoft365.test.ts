import { microsoft365 } from "../../../src/gateway/directories/microsoft365/index.ts";
import type { Directory } from "../../../src/gateway/directory.ts";
import type { GraphOptions, TenantData } from "../../graph/index.ts";
import { address, alice, bob, carol, type GraphStage, organisation, stageGraph } from "../graph/stage.ts";

let stage: GraphStage;
let directory: Directory;
const open = async (data?: TenantData, options?: GraphOptions) => {
  stage = await stageGraph(data, options);
  directory = microsoft365(stage.graph);
};
afterEach(() => stage.close());

const find = async (text: string) => (await directory.find(new Set([address(text)]))).get(address(text));
const members = async (list: string) => (await directory.members(address(list))).map((person) => person.address);

describe("Microsoft 365 as a directory", () => {
  it("tells of a person what people want to know, under any of their addresses", async () => {
    await open();
    const person = {
      address: alice,
      kind: "person",
      name: "Alice Example",
      title: "Buyer",
      department: "Purchasing",
      aliases: ["a.example@example.org", "alice@old.example"],
      phones: [
        { kind: "work", number: "+49 30 23125 101" },
        { kind: "mobile", number: "+44 7700 900100" },
      ],
      photo: true,
    };
    expect(await find("alice@example.org")).toEqual(person);
    expect(await find("alice@old.example")).toEqual(person);
    expect(await find("nobody@example.org")).toBeUndefined();
  });

  it("knows guests and contacts, as people outside", async () => {
    await open();
    expect(await find("guest@elsewhere.example")).toMatchObject({ kind: "person", name: "Guest", external: true });
    expect(await find("supplier@elsewhere.example")).toMatchObject({ kind: "person", name: "Supplier", external: true });
  });

  it("takes nobody's name for more than words", async () => {
    await open({ people: [{ mail: alice, name: " \u202Egpj.ecilA\u0007\n(boss)" }] });
    expect(await find(alice)).toMatchObject({ name: "gpj.ecilA (boss)" });
  });

  it("tells the time zone in which somebody works, once it is known", async () => {
    const workingHours = { start: "09:00", end: "17:00", timeZone: "Singapore Standard Time" };
    await open({ people: [{ mail: alice, workingHours }, { mail: bob }] });
    expect(await find(alice)).not.toHaveProperty("timeZone");
    while (!(await find(alice))?.timeZone) await new Promise((resolve) => setImmediate(resolve));
    expect(await find(alice)).toMatchObject({ timeZone: "Asia/Singapore" });
    expect(stage.standIn.count(/getSchedule/)).toBe(1);
  });

  it("gives out photos that are small pictures, asked for together, and nothing else", async () => {
    const jpeg = Buffer.concat([Buffer.from("ffd8ff", "hex")], 2000).toString("base64");
    await open({ people: [{ mail: alice, photo: jpeg }, { mail: bob, photo: Buffer.from("<svg/>").toString("base64") }, { mail: carol }] });
    await directory.find(new Set([alice, bob, carol, address("nobody@example.org")]));
    const before = stage.standIn.count(/batch/);
    const photos = await Promise.all([alice, bob, carol, address("nobody@example.org")].map((each) => directory.photo?.(each)));
    expect(photos).toEqual([`data:image/jpeg;base64,${jpeg}`, undefined, undefined, undefined]);
    expect(stage.standIn.count(/photos/)).toBe(3);
    expect(stage.standIn.count(/batch/) - before).toBe(1);
  });

  it("has no photos without the permission for them, and tells an administrator; throttled, it does not say that there are none", async () => {
    await open({ people: [{ mail: alice, photo: "/9j/" }] }, { granted: ["User.ReadBasic.All"] });
    expect(await directory.photo?.(alice)).toBeUndefined();
    expect(stage.graph.grants.missing).toEqual(["ProfilePhoto.Read.All"]);
    await stage.close();
    await open({ people: [{ mail: alice, photo: "/9j/" }] });
    stage.standIn.faults.add({ on: /photos/, status: 429, retryAfter: 300 });
    await expect(directory.photo?.(alice)).rejects.toMatchObject({ code: "too-many" });
  });

  it("opens a list, nested ones too, and names each person once", async () => {
    await open();
    expect(await find("purchasing@example.org")).toEqual({
      address: "buyers@example.org",
      kind: "list",
      name: "Buyers",
      aliases: ["purchasing@example.org"],
    });
    expect((await members("buyers@example.org")).toSorted()).toEqual([alice, bob, "supplier@elsewhere.example"]);
  });

  it("says that a list hides its members, unless Rollcall may see them", async () => {
    await open(organisation, { granted: ["User.Read.All", "GroupMember.Read.All"] });
    await expect(members("secret@example.org")).rejects.toMatchObject({ code: "forbidden" });
    expect(stage.graph.grants.missing).toContain("Member.Read.Hidden");
    await stage.close();
    await open();
    expect(await members("secret@example.org")).toEqual([bob]);
  });

  it("knows a list of Exchange's own by its size, and says that it cannot be opened", async () => {
    await open();
    await find(alice); // somebody of the organisation, in whose name mail tips are asked for
    expect(await find("everyone@example.org")).toEqual({ address: "everyone@example.org", kind: "list", size: 812 });
    await expect(members("everyone@example.org")).rejects.toMatchObject({ code: "unsupported" });
  });

  it("refuses to open what is no list", async () => {
    await open();
    await expect(members(alice)).rejects.toMatchObject({ code: "not-found" });
  });

  it("works with fewer permissions, and asks in vain only once", async () => {
    await open(organisation, { granted: ["User.ReadBasic.All"] });
    expect(await find(alice)).toEqual({ address: alice, kind: "person", name: "Alice Example", photo: true });
    for (const text of ["buyers@example.org", "supplier@elsewhere.example", "everyone@example.org"])
      expect(await find(text)).toBeUndefined();
    const refused = stage.standIn.asked.filter(({ status }) => status === 403).map(({ request }) => request.split("/").at(-1));
    expect(refused.toSorted()).toEqual(["contacts", "getMailTips", "getSchedule", "groups", "users"]);
    await expect(members("buyers@example.org")).rejects.toMatchObject({ code: "not-found" });
  });

  it("finds nobody where it may read nothing, and says why", async () => {
    await open(organisation, { granted: [] });
    await expect(find(alice)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("finds a thousand recipients", async () => {
    const people = Array.from({ length: 1000 }, (_, index) => ({ mail: `p${index}@example.org`, aliases: [`q${index}@example.org`] }));
    await open({ people });
    const asked = new Set(people.map(({ mail, aliases }, index) => address(index % 10 === 0 ? (aliases[0] ?? mail) : mail)));
    expect((await directory.find(asked)).size).toBe(1000);
  });

  it("opens a group of two thousand, and refuses one of fifty thousand without reading it all", async () => {
    const people = Array.from({ length: 50_000 }, (_, index) => ({ mail: `p${index}@example.org` }));
    const mails = people.map(({ mail }) => mail);
    const groups = [
      { mail: "many@example.org", name: "Many", members: mails.slice(0, 2000) },
      { mail: "all@example.org", name: "All", members: mails },
    ];
    await open({ people, groups });
    expect(await members("many@example.org")).toHaveLength(2000);
    await expect(members("all@example.org")).rejects.toMatchObject({ code: "too-large" });
    expect(stage.standIn.count(/transitiveMembers/)).toBe(6);
  });

  it("rejects while Graph cannot be reached, so that nobody is taken for a stranger", async () => {
    await open();
    stage.standIn.faults.add({ status: 429, retryAfter: 300, times: 1 });
    await expect(find(carol)).rejects.toMatchObject({ code: "too-many" });
  });
});
