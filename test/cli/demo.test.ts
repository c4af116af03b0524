import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:https";
import { createServer, type AddressInfo } from "node:net";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { localhostCertificate } from "../../src/emulator/certificates.ts";
import { temporaryFolders } from "../emulator/stage.ts";

const command = fileURLToPath(new URL("../../dist/cli/index.js", import.meta.url));
const folder = temporaryFolders();

/** A home of its own, so that the demo keeps its certificate and its chats there. */
let home: string;
beforeAll(async () => {
  home = await folder();
  await localhostCertificate(join(home, ".office-addin-dev-certs"));
});

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const each of running) each.kill("SIGKILL");
  running.clear();
});

function start(...options: string[]) {
  const child = spawn(process.execPath, [command, "demo", ...options], { env: { ...process.env, HOME: home, USERPROFILE: home } });
  running.add(child);
  const said = { out: "", error: "" };
  child.stdout.on("data", (chunk) => (said.out += String(chunk)));
  child.stderr.on("data", (chunk) => (said.error += String(chunk)));
  return { child, said };
}

async function refusal(...options: string[]): Promise<string> {
  const { child, said } = start(...options);
  const [code] = await once(child, "close");
  expect({ code, out: said.out }).toEqual({ code: 1, out: "" });
  return said.error;
}

/** A stack, or the name of an error class: nothing for people. */
const jargon = /\n\s+at |Error:/;

test.each(["x", "-1", "1.5", "65535", "1e3", ""])("--port %j is refused", async (port) => {
  const error = await refusal(`--port=${port}`);
  expect(error).not.toMatch(jargon);
  expect(error.trim().split("\n")).toHaveLength(1);
});

test.each([
  ["an unknown option", "--prot", "3000"],
  ["a language that there is not", "--lang", "tlh"],
  ["a network that there is not", "--network", "carrier-pigeon"],
])("%s is refused", async (_name, ...options) => {
  expect(await refusal(...options)).not.toMatch(jargon);
});

test("a folder that is missing, empty or a file is refused as mail", async () => {
  const empty = join(home, "empty");
  await mkdir(empty);
  await writeFile(join(home, "file"), "");
  for (const mail of [join(home, "missing"), empty, join(home, "file")]) {
    const error = await refusal("--mail", mail, "--port", "0");
    expect(error).not.toMatch(jargon);
    expect(error).toContain(mail);
  }
});

test("a port that is taken is named", async () => {
  const other = createServer().listen(0, "localhost");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo; // a TCP server's
  for (const gateway of [port, port - 1]) {
    const error = await refusal("--port", String(gateway));
    expect(error).not.toMatch(jargon);
    expect(error).toContain(String(port));
  }
  await new Promise((resolve) => other.close(resolve));
});

test("it prints where to look, serves the page there with a broken file among the mail, and stops on a signal", async () => {
  const mail = join(home, "mail");
  await mkdir(mail);
  await writeFile(join(mail, "good.eml"), "From: alice@example.org\r\nTo: bob@example.org\r\n\r\n.");
  await writeFile(join(mail, "broken.eml"), "");
  const { child, said } = start("--mail", mail, "--port", "0", "--lang", "de");
  while (!said.out.includes("Ctrl-C")) await once(child.stdout, "data");
  expect(said.out).toContain("broken.eml");

  const address = /https:\/\/localhost:\d+\/\?lang=de/.exec(said.out)?.[0] ?? "";
  const { authority } = await localhostCertificate(join(home, ".office-addin-dev-certs"));
  const [response] = await once(get(address, { ca: authority, agent: false }), "response");
  expect(response.resume().statusCode).toBe(200);

  child.kill("SIGTERM");
  expect(await once(child, "close")).toEqual([0, null]);
  expect(said.error).toBe("");
});
