import { parseConfig, type ConfigInput } from "../../src/gateway/config.ts";
import { signInPage } from "../../src/gateway/signInPage.ts";

const origin = "https://rollcall.example.org";
const tenant = "7d1c6f0a-3c4e-4b7e-9a52-0f4f0a8b2c11";
const client = "c0ffee00-1111-4222-8333-444455556666";
const pageOf = (more: ConfigInput) => signInPage(parseConfig({ microsoft365: { tenant, client, secret: "hush" }, ...more }), origin);

describe("what a page is told of signing in", () => {
  it("is the way's name alone where there is nothing to ask", () => {
    expect(pageOf({})).toEqual({ kind: "loopback", settings: {} });
    const jwt = { kind: "jwt" as const, secret: "0".repeat(32), issuer: "i", audience: "a" };
    expect(pageOf({ signIn: jwt })).toEqual({ kind: "jwt", settings: {} });
  });

  it("is the application, whom to ask, and for what, where that is Entra; and no secret", () => {
    const page = pageOf({ signIn: { kind: "microsoft365" } });
    const authority = `https://login.microsoftonline.com/${tenant}`;
    expect(page).toMatchObject({
      kind: "microsoft365",
      settings: { client, authority, issuer: `${authority}/v2.0`, scope: `api://${client}/access_as_user` },
      asks: "https://login.microsoftonline.com",
    });
    expect(JSON.stringify(page)).not.toContain("hush");
  });

  it("leads an administrator to Entra, and back to the gateway", () => {
    const { consent = "" } = pageOf({ signIn: { kind: "microsoft365" } }).settings;
    const { pathname, searchParams } = new URL(consent);
    expect(pathname).toBe(`/${tenant}/v2.0/adminconsent`);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: client,
      scope: "https://graph.microsoft.com/.default",
      redirect_uri: `${origin}/consent.html`,
    });
  });

  it("follows the cloud, and a registration with another name", () => {
    const microsoft365 = { tenant, client, secret: "hush", cloud: "china" as const };
    const api = "api://rollcall.example.org/one";
    expect(pageOf({ microsoft365, signIn: { kind: "microsoft365", api } }).settings).toMatchObject({
      authority: `https://login.chinacloudapi.cn/${tenant}`,
      issuer: `https://login.partner.microsoftonline.cn/${tenant}/v2.0`,
      scope: `${api}/access_as_user`,
    });
  });
});
