import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import type { Directory } from "../../src/gateway/directory.ts";
import type { Network, User } from "../../src/gateway/network.ts";
import { xmppConfig } from "../../src/gateway/networks/xmpp/config.ts";
import { xmpp, type XmppOptions } from "../../src/gateway/networks/xmpp/index.ts";
import { readPem } from "../../src/gateway/pem.ts";
import { parseAddress, type Person } from "../../src/protocol/index.ts";
import type { XmppServer } from "./server.ts";

type Config = Partial<Omit<XmppOptions, "directory">>;

/** Rollcall's network on a server of the tests, configured as an administrator would; `people` are in the directory. */
export async function networkOn(server: XmppServer, people: readonly User[], config: Config = {}): Promise<Network> {
  const key = join(server.folder, "key");
  await writeFile(key, `${server.secret}\n`);
  const { domain, muc: rooms, ca, tcp } = server;
  return network({ domain, rooms, ca, services: [`xmpp://${tcp.host}:${tcp.port}`], credentials: { kind: "jwt", key } }, people, config);
}

/** Rollcall's network on whatever is at `services`. */
export async function network(entry: object, people: readonly User[], config: Config = {}): Promise<Network> {
  const pace = { atOnce: 100, perSecond: 1000 };
  const parsed = xmppConfig(z.string()).parse({ kind: "xmpp", pace, ...entry });
  return xmpp({ lookEvery: 100, readPem, ...parsed, ...config, directory: directoryOf(people.map(({ person }) => person)) });
}

export function user(name: string): User {
  const address = parseAddress(`${name}@example.org`);
  if (!address) throw new Error(`${name} makes no address`);
  return { address, person: { address, kind: "person", name } };
}

const directoryOf = (people: readonly Person[]): Directory => ({
  name: "memory",
  async find(addresses) {
    return new Map(people.filter(({ address }) => addresses.has(address)).map((person) => [person.address, person]));
  },
  async members() {
    return [];
  },
});
