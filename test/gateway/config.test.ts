import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfig, readConfig, StartError } from "../../src/gateway/config.ts";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rollcall-config-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(value: unknown): string {
  const file = join(folder, "rollcall.json");
  writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
  return file;
}

function mistakesOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof StartError && error.code === "config") return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("a configuration", () => {
  it("need not say anything", () => {
    expect(parseConfig({})).toMatchObject({
      host: "localhost",
      port: 3000,
      signIn: "loopback",
      networks: [],
      directories: [],
      log: "info",
    });
  });

  it("names files from its own folder", () => {
    const file = write({
      tls: { cert: "cert.pem", key: "/etc/key.pem" },
      networks: [
        { kind: "local", store: "data/rollcall.db", calendars: { "a@example.org": "a.ics", "b@example.org": "https://example.org/b.ics" } },
      ],
      directories: [{ kind: "file", path: "people.json" }],
    });
    expect(readConfig(file, {})).toMatchObject({
      tls: { cert: join(folder, "cert.pem"), key: "/etc/key.pem" },
      networks: [
        {
          store: join(folder, "data/rollcall.db"),
          calendars: { "a@example.org": join(folder, "a.ics"), "b@example.org": "https://example.org/b.ics" },
        },
      ],
      directories: [{ path: join(folder, "people.json") }],
    });
    expect(parseConfig({ networks: [{ kind: "local", store: ":memory:" }] }).networks).toEqual([{ kind: "local", store: ":memory:" }]);
  });

  it("gives way to the environment", () => {
    const file = write({ port: 1, signIn: { kind: "jwt", issuer: "i", audience: "a" } });
    const secret = "a secret of at least thirty-two bytes";
    expect(
      readConfig(file, { ROLLCALL_PORT: "8443", ROLLCALL_HOST: "::", ROLLCALL_LOG: "warn", ROLLCALL_JWT_SECRET: secret }),
    ).toMatchObject({
      port: 8443,
      host: "::",
      log: "warn",
      signIn: { kind: "jwt", secret },
    });
  });

  it("hears of every mistake at once, each with its place", () => {
    const file = write({
      port: "3000",
      hots: "x",
      networks: [{ kind: "carrier-pigeon" }, { kind: "local" }],
      signIn: { kind: "jwt", secret: "short" },
    });
    const mistakes = mistakesOf(() => readConfig(file, {}));
    for (const place of ["port", "networks.0.kind", "networks.1.store", "signIn", "hots"]) {
      expect(mistakes.filter((line) => line.startsWith(file) && line.includes(place))).toHaveLength(1);
    }
  });

  it.each([
    ["is not there", undefined],
    ["is no JSON", '{"port": 3000,}'],
    ["is empty", ""],
    ["is a list", "[]"],
    ["is a word", '"port"'],
    ["is nothing", "null"],
  ])("is refused where it %s", (_, text) => {
    const file = text === undefined ? join(folder, "nowhere.json") : write(text);
    const mistakes = mistakesOf(() => readConfig(file, {}));
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(file);
  });

  describe("of Microsoft 365", () => {
    const ids = { tenant: "7d1c6f0a-3c4e-4b7e-9a52-0f4f0a8b2c11", client: "c0ffee00-1111-4222-8333-444455556666" };

    it("takes the secret from the environment, and is of Microsoft's global cloud unless said otherwise", () => {
      const { microsoft365 } = readConfig(write({ microsoft365: ids }), { ROLLCALL_MICROSOFT365_SECRET: "secret" });
      expect(microsoft365).toEqual({ ...ids, secret: "secret", cloud: "global" });
    });

    it("takes the https origin where Microsoft reaches it, and that of panes where something stands in for Microsoft", () => {
      const notifications = { origin: "https://rollcall.example.org" };
      const standIn = { login: "http://127.0.0.1:1", graph: "http://127.0.0.1:1" };
      expect(parseConfig({ microsoft365: { ...ids, secret: "secret", notifications } }).microsoft365).toMatchObject({ notifications });
      expect(parseConfig({ microsoft365: { ...ids, secret: "secret", cloud: standIn, notifications: {} } }).microsoft365).toMatchObject({
        notifications: {},
      });
    });

    it.each([
      ["neither a secret nor a certificate", ids],
      ["both", { ...ids, secret: "secret", certificate: { cert: "c.pem", key: "k.pem" } }],
      ["a tenant by its name", { ...ids, tenant: "example.org", secret: "secret" }],
      ["a cloud that is none", { ...ids, secret: "secret", cloud: "nine" }],
      ["notifications that Microsoft brings nowhere", { ...ids, secret: "secret", notifications: {} }],
      ["notifications without https", { ...ids, secret: "secret", notifications: { origin: "http://rollcall.example.org" } }],
      ["notifications for a path", { ...ids, secret: "secret", notifications: { origin: "https://rollcall.example.org/rollcall" } }],
    ])("is refused with %s", (_, microsoft365) => {
      const [mistake, ...others] = mistakesOf(() => parseConfig({ microsoft365 }));
      expect(mistake).toContain("microsoft365");
      expect(others).toEqual([]);
    });
  });

  it("is refused with a port from the environment that is none", () => {
    expect(mistakesOf(() => readConfig(write({}), { ROLLCALL_PORT: "many" }))).toHaveLength(1);
  });
});
