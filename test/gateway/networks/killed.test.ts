import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { local } from "../../../src/gateway/networks/local/index.ts";
import { signIn } from "../../contract/stage.ts";
import { people } from "./people.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const { directory, users } = people();

/** A gateway's network in a process of its own, which can be killed: sends messages without end and names each once it is delivered. */
const sender = `
  import { local } from "./dist/gateway/networks/local/index.js";
  const { store, users } = JSON.parse(process.argv[1]);
  const people = Object.values(users).map(({ person }) => person);
  const find = async (addresses) => new Map(people.filter(({ address }) => addresses.has(address)).map((person) => [person.address, person]));
  const network = local({ store, directory: { name: "memory", find } });
  const quiet = new Proxy({}, { get: () => () => {} });
  const { chat } = await network.connect(users.alice, quiet, new AbortController().signal);
  const { id } = await chat.open([users.bob.address], {});
  for (let index = 0; ; index++) {
    const { key } = await chat.send(id, "message " + index, String(index));
    process.stdout.write(key + "\\n");
    await new Promise(setImmediate);
  }
`;

let folder: string;
beforeAll(() => {
  // The child runs the built gateway: not every Node that is supported runs TypeScript.
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-b", "src/gateway"], { cwd: root });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-killed-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a gateway that is killed while it sends", () => {
  it("has every message that it called delivered, each once, and takes the last one again as the same", async () => {
    const store = join(folder, "chat.db");
    const child = spawn(process.execPath, ["--input-type=module", "-e", sender, JSON.stringify({ store, users })], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const delivered: string[] = [];
    for await (const key of createInterface({ input: child.stdout })) {
      delivered.push(key);
      if (delivered.length === 40) child.kill("SIGKILL");
    }
    const network = local({ store, directory });
    try {
      expect(network.problem?.()).toBeUndefined();
      const bob = await signIn(network, users.bob);
      const [conversation] = await bob.chat.conversations();
      if (!conversation) throw new Error("nothing was kept");
      const kept: (string | undefined)[] = [];
      let before: string | undefined;
      for (let more = true; more;) {
        const page = await bob.chat.history(conversation.id, before);
        kept.unshift(...page.messages.map(({ key }) => key));
        before = page.messages[0]?.id;
        more = page.more;
      }
      // The last one may have been kept without its word reaching us; none may be missing.
      expect(kept.slice(0, delivered.length)).toEqual(delivered);
      const alice = await signIn(network, users.alice);
      const last = delivered.at(-1) ?? "";
      expect(await alice.chat.send(conversation.id, `message ${last}`, last)).toMatchObject({ key: last, text: `message ${last}` });
      expect((await bob.chat.conversations())[0]?.unread).toBe(kept.length);
    } finally {
      await network.close?.();
    }
  });
});
