import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { everyPermission, type GraphStandIn, startGraph, type TenantData } from "../graph/index.ts";
import { temporaryFolders } from "../emulator/stage.ts";

const command = fileURLToPath(new URL("../../dist/cli/index.js", import.meta.url));
const folder = temporaryFolders();

let standIn: GraphStandIn;
afterEach(() => standIn.close());

interface CheckOptions {
  readonly person?: string;
  readonly secret?: string;
  /** Of the configuration. */
  readonly more?: object;
  readonly registration?: TenantData["registration"];
}

/** What the command says of a tenant in which this is granted. */
async function check(granted: readonly string[], { person = "alice@example.org", secret, more = {}, registration }: CheckOptions = {}) {
  standIn = await startGraph({ people: [{ mail: "alice@example.org", name: "Alice Example", calendar: [] }], registration }, { granted });
  const { app, tenant, hosts } = standIn;
  const config = join(await folder(), "rollcall.json");
  await writeFile(
    config,
    JSON.stringify({ microsoft365: { tenant: tenant.id, client: app.id, secret: secret ?? app.secret, cloud: hosts }, ...more }),
  );
  const child = spawn(process.execPath, [command, "check", "--person", person, "--config", config]);
  const said = { out: "", error: "" };
  child.stdout.on("data", (chunk) => (said.out += String(chunk)));
  child.stderr.on("data", (chunk) => (said.error += String(chunk)));
  const [code] = await once(child, "close");
  return {
    code,
    ...said,
    marks: Object.fromEntries([...said.out.matchAll(/^([✓✗?]) (\S+)/gm)].map(([, mark, name]) => [name, mark])),
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

describe("rollcall check, where people sign in with Entra", () => {
  const client = "c0ffee00-1111-4222-8333-444455556666";
  const more = {
    origin: "https://rollcall.example.org",
    signIn: { kind: "microsoft365" },
    networks: [{ kind: "microsoft365", chat: true }],
  };
  const registration = {
    identifierUris: [`api://${client}`],
    api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: "access_as_user", isEnabled: true }] },
    spa: {
      redirectUris: [
        "brk-multihub://rollcall.example.org",
        "https://rollcall.example.org/signin.html",
        "https://rollcall.example.org/consent.html",
      ],
    },
    granted: "openid Chat.ReadWrite",
  };
  const looking = [...everyPermission, "Application.Read.All", "Directory.Read.All"];

  it("is content with a registration that holds everything", async () => {
    const { code, error, marks } = await check(looking, { more, registration });
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(marks).toMatchObject({ Scope: "✓", Access: "✓", Redirect: "✓", "Chat.Read": "✓", "Chat.ReadWrite": "✓" });
    expect(marks).not.toHaveProperty("OnlineMeetings.ReadWrite");
  });

  it("names what is set otherwise, and what nobody has consented to, with the link for that", async () => {
    const wrong = { ...registration, api: { ...registration.api, requestedAccessTokenVersion: null }, granted: "Chat.Read" };
    const { code, marks, error } = await check(looking, { more, registration: wrong });
    expect(code).toBe(1);
    expect(marks).toMatchObject({ Scope: "✓", Access: "✗", "Chat.Read": "✓", "Chat.Create": "✗" });
    expect(error).toContain(`${standIn.hosts.login}/${standIn.tenant.id}/v2.0/adminconsent?client_id=${client}`);
  });

  it("says what must be set where it may not look", async () => {
    const { code, marks, out } = await check(everyPermission, { more, registration });
    expect(code).toBe(0);
    expect(marks).toMatchObject({ Scope: "?", Access: "?", Redirect: "?", "Chat.Create": "?" });
    for (const redirect of registration.spa.redirectUris) expect(out).toContain(redirect);
    expect(out).toContain("Directory.Read.All");
  });
});
