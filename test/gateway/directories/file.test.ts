import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { file } from "../../../src/gateway/directories/file/index.ts";
import type { Directory } from "../../../src/gateway/directory.ts";
import type { Person } from "../../../src/protocol/index.ts";
import { address } from "../../contract/stage.ts";

let folder: string;
const opened: Directory[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-directory-"));
});
afterEach(async () => {
  for (const directory of opened.splice(0)) await directory.close?.();
  rmSync(folder, { recursive: true });
});

const write = (content: object | string): string => {
  const path = join(folder, "people");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};
const open = async (content: object | string, warn?: (problem: string) => void): Promise<Directory> => {
  const directory = await file({ path: write(content), warn });
  opened.push(directory);
  return directory;
};
const find = async (directory: Directory, text: string): Promise<Person | undefined> => {
  const wanted = address(text);
  return (await directory.find(new Set([wanted]))).get(wanted);
};
const names = async (directory: Directory, list: string) =>
  (await directory.members(address(list))).map((member) => member.address.split("@")[0]);

const alice = { address: "Alice@Example.org", name: "Alice Adams", aliases: ["a.adams@example.org"], title: "Engineer", department: "R&D" };
const bob = { address: "bob@example.org", phones: [{ kind: "work", number: "+1 555 0100" }], timeZone: "America/New_York" };

const png = `data:image/png;base64,${Buffer.from("89504e470d0a1a0a0000", "hex").toString("base64")}`;

describe("a directory file in JSON", () => {
  it("finds people by address and by alias, in any case, and nobody else", async () => {
    const directory = await open({ people: [alice, bob] });
    const found = await find(directory, "alice@example.org");
    expect(found).toEqual({ ...alice, address: "alice@example.org", kind: "person" });
    expect(await find(directory, "A.Adams@example.org")).toBe(found);
    expect(await find(directory, "bob@example.org")).toEqual({ ...bob, kind: "person" });
    expect(await find(directory, "carol@example.org")).toBeUndefined();
  });

  it("has photos, which are told of and given out by themselves", async () => {
    const directory = await open({ people: [{ ...alice, photo: png }, bob] });
    expect(await find(directory, "alice@example.org")).toMatchObject({ name: "Alice Adams", photo: true });
    expect(await directory.photo?.(address("a.adams@example.org"))).toBe(png);
    expect(await find(directory, "bob@example.org")).not.toHaveProperty("photo");
    expect(await directory.photo?.(address("bob@example.org"))).toBeUndefined();
    await expect(open({ people: [{ ...alice, photo: "data:image/png;base64,PHN2Zz4=" }] })).rejects.toMatchObject({ code: "bad-request" });
  });

  it("tells networks what an XMPP server calls somebody, and panes not", async () => {
    const directory = await open({ people: [{ ...alice, jid: "Adams@Chat.Example.org" }, bob] });
    const [asked, other] = [address("alice@example.org"), address("bob@example.org")];
    expect(await directory.names?.("xmpp", new Set([asked, other]))).toEqual(new Map([[asked, "adams@chat.example.org"]]));
    expect(await directory.named?.("xmpp", "adams@chat.example.org")).toBe(asked);
    expect(JSON.stringify(await find(directory, "alice@example.org"))).not.toContain("chat.example.org");
    const twice = [alice, bob].map((person) => ({ ...person, jid: "same@example.org" }));
    await expect(open({ people: twice })).rejects.toMatchObject({ code: "bad-request" });
    await expect(open({ people: [{ ...alice, jid: "no jid" }] })).rejects.toMatchObject({ code: "bad-request" });
  });

  it("opens lists that hold lists, each person once, and lists that hold each other", async () => {
    const directory = await open({
      people: [alice, bob],
      lists: [
        { address: "all@example.org", name: "All", members: ["team@example.org", "bob@example.org", "guest@example.com"] },
        { address: "team@example.org", members: ["a.adams@example.org", "alice@example.org", "all@example.org", "team@example.org"] },
      ],
    });
    expect(await names(directory, "all@example.org")).toEqual(["alice", "bob", "guest"]);
    expect(await names(directory, "team@example.org")).toEqual(["alice", "bob", "guest"]);
    expect(await find(directory, "all@example.org")).toEqual({ address: "all@example.org", kind: "list", name: "All", size: 3 });
  });

  it("refuses the members of what is no list", async () => {
    const directory = await open({ people: [alice] });
    await expect(directory.members(address("alice@example.org"))).rejects.toMatchObject({ code: "not-found" });
    await expect(directory.members(address("nobody@example.org"))).rejects.toMatchObject({ code: "not-found" });
  });

  it("cleans what is shown of control characters and turned directions, and keeps markup and joiners as the text they are", async () => {
    const name = "\u202Egnp.exe\u202C\u0000\n<img src=x onerror=alert(1)> \u200Fمی\u200Cخواهم 👩\u200D💻";
    const directory = await open({ people: [{ address: "eve@example.org", name, title: "x".repeat(1000) }] });
    const found = await find(directory, "eve@example.org");
    expect(found?.name).toBe("gnp.exe <img src=x onerror=alert(1)> می\u200Cخواهم 👩\u200D💻");
    expect(found?.title).toHaveLength(300);
  });

  it("may be empty", async () => {
    expect(await find(await open({}), "alice@example.org")).toBeUndefined();
  });

  it("answers at once for five thousand people", async () => {
    const people = Array.from({ length: 5000 }, (_, index) => ({ address: `p${index}@example.org`, name: `Person ${index}` }));
    const directory = await open({ people, lists: [{ address: "all@example.org", members: people.map((person) => person.address) }] });
    expect(await directory.members(address("all@example.org"))).toHaveLength(5000);
    const asked = new Set(people.map((person) => address(person.address)));
    expect((await directory.find(asked)).size).toBe(5000);
  });

  it.each<readonly [place: string, content: object | string]>([
    ["line 2", '{"people": [\n{"address": oops}]}'],
    ["people[1].address", { people: [alice, { address: "nobody" }] }],
    ["people[0].phones[0].kind", { people: [{ ...alice, phones: [{ kind: "pager", number: "1" }] }] }],
    ["people[0].timeZone", { people: [{ ...alice, timeZone: "Mars/Base" }] }],
    ["people[0]", { people: [{ ...alice, adress: "typo@example.org" }] }],
    ["lists[0].members", { lists: [{ address: "all@example.org" }] }],
    ["people[1]: a.adams@example.org is taken by people[0]", { people: [alice, { address: "a.adams@example.org" }] }],
    ["file", "[]"],
  ])("is refused with the place of the mistake: %s", async (place, content) => {
    await expect(open(content)).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining(`  ${place}`) });
  });

  it("names every mistake at once", async () => {
    const directory = open({ people: [{ address: "nobody" }, { name: "No address" }] });
    await expect(directory).rejects.toMatchObject({ message: expect.stringMatching(/people\[0\][^]*people\[1\]/) });
  });

  it("is refused where it is missing", async () => {
    await expect(file({ path: join(folder, "missing") })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a directory file that changes", () => {
  it("is read again; with mistakes in it the one before stays, and they are said", async () => {
    const warnings: string[] = [];
    const said = new EventTarget();
    const directory = await open({ people: [alice] }, (problem) => {
      warnings.push(problem);
      said.dispatchEvent(new Event("warning"));
    });
    const warning = once(said, "warning");
    write("{");
    await warning;
    expect(warnings).toEqual([expect.stringContaining("line 1")]);
    expect((await find(directory, "alice@example.org"))?.name).toBe("Alice Adams");
    write({ people: [{ ...alice, name: "Alice Brown" }] });
    while ((await find(directory, "alice@example.org"))?.name !== "Alice Brown") await new Promise(setImmediate);
  });
});

describe("a directory file in vCard", () => {
  const cards = [
    ["VERSION:4.0", "FN:Alice Adams", "EMAIL:a.adams@example.org", "EMAIL;PREF=1:alice@example.org", "ORG:Example;R&D", "TITLE:Engineer"],
    ["VERSION:3.0", "FN:Bob\\, the Builder", "item1.EMAIL;TYPE=INTERNET:bob@example.org", "TEL;TYPE=CELL,VOICE:+1 555 0101", "UID:bob-1"],
    ["VERSION:4.0", "FN:Team", "KIND:group", "EMAIL:team@example.org", "MEMBER:mailto:alice@example.org", "MEMBER:urn:uuid:bob-1"],
    ["VERSION:4.0", "FN:Room 1", "KIND:location", "EMAIL:room1@example.org", "TZ:Europe/Berlin", "TEL;VALUE=uri;TYPE=work:tel:+15550102"],
  ];
  const text = cards.map((lines) => ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n")).join("");

  it("finds people, rooms, phones, and the preferred address first", async () => {
    const directory = await open(text);
    expect(await find(directory, "a.adams@example.org")).toEqual({
      address: "alice@example.org",
      kind: "person",
      name: "Alice Adams",
      title: "Engineer",
      department: "R&D",
      aliases: ["a.adams@example.org"],
    });
    expect(await find(directory, "bob@example.org")).toMatchObject({
      name: "Bob, the Builder",
      phones: [{ kind: "mobile", number: "+1 555 0101" }],
    });
    expect(await find(directory, "room1@example.org")).toMatchObject({
      kind: "room",
      timeZone: "Europe/Berlin",
      phones: [{ kind: "work", number: "+15550102" }],
    });
  });

  it("leaves out cards without an address", async () => {
    const directory = await open(`BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Plumber\r\nTEL:1\r\nEND:VCARD\r\n${text}`);
    expect(await find(directory, "bob@example.org")).toBeDefined();
  });

  it("reads what an XMPP server calls somebody", async () => {
    const directory = await open(
      "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:A\r\nEMAIL:a@example.org\r\nIMPP:sip:a@x\r\nIMPP:xmpp:a@x.example\r\nEND:VCARD\r\n",
    );
    expect(await directory.named?.("xmpp", "a@x.example")).toBe("a@example.org");
  });

  it("has photos of either version, and goes on without one that cannot be shown", async () => {
    const [, base64 = ""] = png.split(",");
    const card = (who: string, photo: string) =>
      `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nEMAIL:${who}@example.org\r\n${photo}\r\nEND:VCARD\r\n`;
    const warnings: string[] = [];
    const directory = await open(
      card("alice", `PHOTO;ENCODING=b;TYPE=JPEG:${base64.slice(0, 8)}\r\n ${base64.slice(8)}`) +
        card("bob", `PHOTO:${png}`).replace("3.0", "4.0") +
        card("carol", "PHOTO;VALUE=URI:http://example.org/carol.gif") +
        card("dan", "PHOTO;ENCODING=b;TYPE=GIF:R0lGODlh"),
      (problem) => warnings.push(problem),
    );
    const photoOf = (who: string) => directory.photo?.(address(`${who}@example.org`));
    expect(await Promise.all(["alice", "bob", "carol", "dan"].map(photoOf))).toEqual([png, png, undefined, undefined]);
    expect(warnings).toEqual([expect.stringContaining("line 20")]);
  });

  it("reads a group as a list, its members named by address or by UID", async () => {
    expect(await names(await open(text), "team@example.org")).toEqual(["alice", "bob"]);
  });

  it.each([
    ["line 9", `${text.split("END:VCARD")[0]}END:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nEMAIL:nobody\r\nEND:VCARD\r\n`],
    ["line 1", "BEGIN:VCARD\r\nVERSION:4.0\r\nno colon here\r\nEND:VCARD\r\n"],
    ["line 1", "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:cut off"],
  ])("is refused with the line of the card that has the mistake: %s", async (place, content) => {
    await expect(open(content)).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining(`  ${place}`) });
  });
});
