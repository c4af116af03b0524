import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../dist/cli/index.js", import.meta.url));
let folder: string;
beforeAll(
  () => execFileSync(process.execPath, [fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url)), "-b", "src/cli"]),
  120_000,
);
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-serve-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs to its end; `until` is what it says when it is to be stopped. */
function rollcall(args: string[], until?: RegExp): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder });
  let said = "";
  const hear = (text: string) => {
    said += text;
    if (until?.test(said)) child.kill("SIGTERM");
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hear);
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}

function configured(config: object): string[] {
  writeFileSync(join(folder, "rollcall.json"), JSON.stringify({ port: 0, log: "silent", ...config }));
  return ["serve"];
}

describe("rollcall serve", () => {
  it("serves until it is stopped", async () => {
    const args = configured({ networks: [{ kind: "local", store: "rollcall.db" }] });
    expect(await rollcall(args, /http:\/\/localhost:\d+/)).toMatchObject({ code: 0 });
  });

  it.each([
    ["without a configuration", () => ["serve"], /rollcall\.json/],
    ["with a mistake in it", () => configured({ port: -1 }), /rollcall\.json: port/],
    ["for everybody, with sign-in by loopback", () => configured({ host: "0.0.0.0" }), /localhost/],
    ["with a directory that is not there", () => configured({ directories: [{ kind: "file", path: "nobody.json" }] }), /nobody\.json/],
    ["with an option that it does not know", () => ["serve", "--loud"], /--loud/],
  ])("says in words why it does not start %s", async (_, args, words) => {
    const { code, said } = await rollcall(args());
    expect(code).toBe(1);
    expect(said).toMatch(words);
    expect(said).not.toMatch(/^\s+at /m);
  });

  it("says in words that its port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "localhost", resolve));
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const { code, said } = await rollcall(configured({ port }));
    other.close();
    expect(code).toBe(1);
    expect(said).toContain(String(port));
    expect(said).not.toMatch(/^\s+at /m);
  });
});

describe("rollcall", () => {
  it.each([["--help"], ["-h"], []])("explains itself: %s", async (...args) => {
    expect(await rollcall(args)).toMatchObject({ code: 0, said: expect.stringContaining("rollcall serve") });
  });

  it("tells its version", async () => {
    expect(await rollcall(["--version"])).toMatchObject({ code: 0, said: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it("knows no other command", async () => {
    expect(await rollcall(["dance"])).toMatchObject({ code: 1, said: expect.stringContaining("dance") });
  });
});
