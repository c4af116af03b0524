import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archive } from "../../../src/gateway/networks/local/archive.ts";
import { local } from "../../../src/gateway/networks/local/index.ts";
import { openStore, type Store } from "../../../src/gateway/networks/local/store.ts";
import { ConversationId } from "../../../src/protocol/index.ts";
import { signIn } from "../../contract/stage.ts";
import { people } from "./people.ts";

const { directory, users } = people();
const [alice, bob] = [users.alice.address, users.bob.address];

let folder: string;
let path: string;
const opened: Store[] = [];
const open = () => {
  const store = openStore(path);
  opened.push(store);
  return store;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-store-"));
  path = join(folder, "data", "chat.db");
});
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  rmSync(folder, { recursive: true });
});

const fill = (store: Store, count: number, size = 10) => {
  const kept = archive(store, "local");
  const { id } = kept.open([alice, bob], alice, {});
  for (let index = 0; index < count; index++) {
    kept.keep({ conversation: id, from: alice, text: "x".repeat(size), at: index, key: `${index}` });
  }
  return { kept, id };
};

describe("the store", () => {
  it("keeps everything over a restart, in a folder that it makes", () => {
    const { id } = fill(open(), 3);
    opened.splice(0).forEach((store) => store.close());
    expect(archive(open(), "local").page(id).messages).toHaveLength(3);
  });

  it("takes any text whole", () => {
    const { kept, id } = fill(open(), 0);
    const text = "'; DROP TABLE message; -- \u0000 \u202E 👩‍👩‍👧 \\ \" \r\n";
    kept.keep({ conversation: id, from: alice, text, at: 1, key: text });
    const shown = text.replace("\0", "\uFFFD"); // SQLite's C strings end at a NUL
    expect(kept.page(id).messages[0]).toMatchObject({ text: shown, key: shown });
  });

  it("says which key it does not know instead of guessing", () => {
    const { kept, id } = fill(open(), 1);
    expect(() => kept.page(id, "1 OR 1=1")).toThrow(expect.objectContaining({ code: "bad-request" }));
    expect(kept.people(ConversationId.parse("nowhere"))).toEqual([]);
  });

  it.each([
    ["is no database", () => writeFileSync(path, "not a database ".repeat(1000))],
    ["lacks its second half", () => truncateSync(path, readFileSync(path).length / 2)],
    ["has a page that was overwritten", () => writeFileSync(path, readFileSync(path).fill(0xff, 4096, 12_288))],
  ])("moves a file aside that %s, keeps it, begins anew, and says so", (_, damage) => {
    fill(open(), 300, 200);
    opened.splice(0).forEach((store) => store.close());
    damage();
    const damaged = readFileSync(path);
    const store = open();
    expect(store.problem()).toContain(".corrupt-");
    expect(fill(store, 1).kept.latest(bob)).toHaveLength(1);
    const aside = readdirSync(join(folder, "data")).find((name) => name.includes(".corrupt-"));
    expect(readFileSync(join(folder, "data", aside ?? "")).equals(damaged)).toBe(true);
  });

  it("refuses a file of a newer version, and leaves it where it is", () => {
    open().query("PRAGMA user_version = 99").all();
    opened.splice(0).forEach((store) => store.close());
    expect(() => openStore(path)).toThrow(expect.objectContaining({ code: "storage" }));
    expect(readdirSync(join(folder, "data"))).not.toContainEqual(expect.stringContaining("corrupt"));
  });

  it("refuses a path that cannot be opened", () => {
    path = folder;
    expect(() => openStore(path)).toThrow(expect.objectContaining({ code: "storage" }));
  });

  it("refuses to write on a full disk, changes nothing, and goes on when there is room", () => {
    const store = open();
    const { kept, id } = fill(store, 1);
    const limit = (pages: number) => store.query(`PRAGMA max_page_count = ${pages}`).all();
    limit(1); // SQLite takes the size that it has now for the least
    const large = { conversation: id, from: alice, text: "x".repeat(8000), at: 1, key: "large" };
    expect(() => {
      for (let index = 0; index < 20; index++) kept.keep({ ...large, key: `large ${index}` });
    }).toThrow(expect.objectContaining({ code: "storage" }));
    const before = kept.page(id).messages.length;
    expect(() => kept.keep(large)).toThrow(expect.objectContaining({ code: "storage" }));
    expect(store.problem()).toBe("The disk is full.");
    expect(kept.page(id).messages).toHaveLength(before);
    expect(kept.latest(bob)[0]?.unread).toBe(before);
    limit(1_000_000);
    expect(kept.keep(large).fresh).toBe(true);
    expect(kept.page(id).messages).toHaveLength(before + 1);
    expect(store.problem()).toBeUndefined();
  });
});

describe("the built-in network on a damaged file", () => {
  it("warns once, shows the problem, and works", async () => {
    fill(open(), 1);
    opened.splice(0).forEach((store) => store.close());
    writeFileSync(path, "garbage ".repeat(2000));
    const warnings: string[] = [];
    const network = local({ store: path, directory, warn: (problem) => warnings.push(problem) });
    try {
      expect(warnings).toEqual([network.problem?.()]);
      const actor = await signIn(network, users.alice);
      const conversation = await actor.chat.open([bob], {});
      await expect(actor.chat.send(conversation.id, "hello", "1")).resolves.toMatchObject({ text: "hello" });
      await actor.account.close();
    } finally {
      await network.close?.();
    }
  });
});
