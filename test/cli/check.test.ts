import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { everyPermission, type GraphStandIn, startGraph } from "../graph/index.ts";
import { temporaryFolders } from "../emulator/stage.ts";

const command = fileURLToPath(new URL("../../dist/cli/index.js", import.meta.url));
const folder = temporaryFolders();

let standIn: GraphStandIn;
afterEach(() => standIn.close());

/** What the command says of a tenant in which this is granted. */
async function check(
  granted: readonly string[],
  { person = "alice@example.org", secret }: { readonly person?: string; readonly secret?: string } = {},
) {
  standIn = await startGraph({ people: [{ mail: "alice@example.org", name: "Alice Example", calendar: [] }] }, { granted });
  const { app, tenant, hosts } = standIn;
  const config = join(await folder(), "rollcall.json");
  await writeFile(
    config,
    JSON.stringify({ microsoft365: { tenant: tenant.id, client: app.id, secret: secret ?? app.secret, cloud: hosts } }),
  );
  const child = spawn(process.execPath, [command, "check", "--person", person, "--config", config]);
  const said = { out: "", error: "" };
  child.stdout.on("data", (chunk) => (said.out += String(chunk)));
  child.stderr.on("data", (chunk) => (said.error += String(chunk)));
  const [code] = await once(child, "close");
  return {
    code,
    ...said,
    marks: Object.fromEntries(said.out.split("\n").flatMap((line) => (line ? [[line.split(" ")[1], line[0]]] : []))),
  };
}

describe("rollcall check", () => {
  it("is content with a tenant that has granted everything", async () => {
    const { code, marks, out, error } = await check(everyPermission);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(marks).toEqual({
      "User.ReadBasic.All": "✓",
      "User.Read.All": "✓",
      "ProfilePhoto.Read.All": "✓",
      "OrgContact.Read.All": "✓",
      "GroupMember.Read.All": "✓",
      "Member.Read.Hidden": "?",
      "Presence.Read.All": "✓",
      "Calendars.ReadBasic": "✓",
      "MailTips.ReadBasic.All": "✓",
    });
    expect(out).not.toContain("Alice");
  });

  it("names what is missing, and where to grant it", async () => {
    const { code, marks, error } = await check(["User.ReadBasic.All", "Presence.Read.All"]);
    expect(code).toBe(1);
    expect(marks).toMatchObject({ "User.ReadBasic.All": "✓", "User.Read.All": "✗", "Presence.Read.All": "✓", "Calendars.ReadBasic": "✗" });
    expect(error).toContain(`${standIn.hosts.login}/${standIn.tenant.id}/adminconsent?client_id=${standIn.app.id}`);
  });

  it("does not take for missing what it has nobody to try on", async () => {
    const { marks } = await check(everyPermission, { person: "nobody@example.org" });
    expect(marks).toMatchObject({
      "User.Read.All": "✓",
      "Presence.Read.All": "?",
      "Calendars.ReadBasic": "?",
      "MailTips.ReadBasic.All": "?",
    });
  });

  it("says that Entra does not let the application in, without the secret", async () => {
    const { code, out, error } = await check(everyPermission, { secret: "an old secret" });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(error).toMatch(/Entra/);
    expect(error).not.toContain("an old secret");
  });

  it("wants to know on whom to try", async () => {
    expect(await check(everyPermission, { person: "" })).toMatchObject({ code: 1, out: "" });
  });
});
