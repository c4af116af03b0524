import type { Directory } from "../../../../src/gateway/directory.ts";
import { addresses } from "../../../../src/gateway/networks/xmpp/addresses.ts";
import { parseAddress, type EmailAddress } from "../../../../src/protocol/index.ts";
import { user } from "../../../servers/network.ts";

const bob = user("bob").address;
const address = (text: string): EmailAddress => {
  const parsed = parseAddress(text);
  if (!parsed) throw new Error(`${text} is no address`);
  return parsed;
};

/** Everybody at example.org is in it, under every alias that begins with their name. */
const directory: Directory = {
  name: "memory",
  async find(asked) {
    const known = [...asked].filter((one) => /@(mail\.)?example\.org$/.test(one) && !one.startsWith("nobody"));
    return new Map(known.map((one) => [one, { address: address(one.replace("@mail.", "@")), kind: "person" }]));
  },
  async members() {
    return [];
  },
};

it.each([
  ["{address}", "bob@example.org"],
  ["{local}@chat.example.org", "bob@chat.example.org"],
  ["{local}.{domain}@example.net", "bob.example.org@example.net"],
])("makes a JID of a mail address by %s, and the address of the JID", async (template, jid) => {
  const names = addresses({ directory, template });
  expect((await names.named(new Set([bob]))).get(bob)).toEqual({ address: bob, jid });
  expect(await names.owner(jid)).toBe(bob);
});

it("finds whose JID it is before it has ever seen the person", async () => {
  const names = addresses({ directory, template: "{local}@chat.example.org" });
  await names.user(user("alice").address); // so that it knows the mail domain
  expect(await names.owner("bob@chat.example.org")).toBe(bob);
});

it("takes the directory's word before the template's, both ways", async () => {
  const telling: Directory = {
    ...directory,
    names: async () => new Map([[bob, "Robert@Example.org"]]),
    named: async (_, jid) => (jid === "robert@example.org" ? bob : undefined),
  };
  expect((await addresses({ directory: telling, template: "{address}" }).named(new Set([bob]))).get(bob)?.jid).toBe("robert@example.org");
  expect(await addresses({ directory: telling, template: "{address}" }).owner("robert@example.org")).toBe(bob);
});

it("gives the primary address for an alias", async () => {
  const alias = address("bob@mail.example.org");
  const names = addresses({ directory, template: "{address}" });
  expect((await names.named(new Set([alias]))).get(alias)).toEqual({ address: bob, jid: "bob@example.org" });
});

it("leaves out whom no directory knows, and takes a stranger's JID for their address", async () => {
  const names = addresses({ directory, template: "{address}" });
  expect(await names.named(new Set([address("nobody@example.org")]))).toEqual(new Map());
  expect(await names.owner("dana@elsewhere.example")).toBe("dana@elsewhere.example");
  expect(await names.owner("elsewhere.example")).toBeUndefined();
});

it("writes what a JID may not hold as XEP-0106 says", async () => {
  const oreilly = address("o'reilly/dev&test@example.org");
  const names = addresses({ directory, template: "{local}@{domain}" });
  expect((await names.named(new Set([oreilly]))).get(oreilly)?.jid).toBe("o\\27reilly\\2fdev\\26test@example.org");
  expect(await names.owner("o\\27reilly\\2fdev\\26test@example.org")).toBe(oreilly);
});
