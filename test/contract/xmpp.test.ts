import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import { xmppConfig } from "../../src/gateway/networks/xmpp/config.ts";
import { xmpp } from "../../src/gateway/networks/xmpp/index.ts";
import { parseAddress, type Person } from "../../src/protocol/index.ts";
import type { Directory } from "../../src/gateway/directory.ts";
import type { User } from "../../src/gateway/network.ts";
import * as ejabberd from "../servers/ejabberd.ts";
import * as prosody from "../servers/prosody.ts";
import type { XmppServer } from "../servers/server.ts";
import { networkContract } from "./network.ts";

/** Every test takes three people whom no test before has touched; they are of one team, and so see each other. */
const each = 3;
const teamSize = 50;
const people = 600;

const servers = { ejabberd, prosody } as const;
const ways = ["tcp", "ws"] as const;

for (const name of ["ejabberd", "prosody"] as const) {
  const { start, installed } = servers[name];
  // Shown as skipped where it is not installed.
  (installed ? describe : describe.skip)(name, () => contract(name, start));
}

function contract(name: XmppServer["name"], start: (typeof servers)[typeof name]["start"]): void {
  let server: XmppServer;
  let next = 0;
  beforeAll(async () => {
    const started = await start({ people });
    if (!started) throw new Error(`${name} does not start`);
    server = started;
    await writeFile(join(server.folder, "key"), server.secret);
  }, 120_000);
  afterAll(async () => server?.stop());

  const user = (number: number): User => {
    const address = parseAddress(`u${String(number).padStart(4, "0")}@example.org`);
    if (!address) throw new Error("no address");
    return { address, person: { address, kind: "person" } };
  };

  const three = () => {
    if ((next % teamSize) + each > teamSize) next += teamSize - (next % teamSize);
    const [alice, bob, carol] = [user(next + 1), user(next + 2), user(next + 3)];
    next += each;
    return { alice, bob, carol };
  };

  describe.each(ways)("over %s", (way) => {
    networkContract(
      `${name} over ${way}`,
      async () => {
        const users = three();
        const network = await xmpp({
          ...configOf(server, way),
          lookEvery: 100,
          directory: directoryOf(Object.values(users).map(({ person }) => person)),
        });
        return { network, users, async teardown() {} };
      },
      ["presence", "publish"],
    );
  });
}

/** As an administrator would write it. */
function configOf({ domain, muc, tcp, ws, ca, folder }: XmppServer, way: (typeof ways)[number]) {
  return xmppConfig(z.string()).parse({
    kind: "xmpp",
    domain,
    rooms: muc,
    services: [way === "tcp" ? `xmpp://${tcp.host}:${tcp.port}` : ws],
    ca,
    credentials: { kind: "jwt", key: join(folder, "key") },
    pace: { atOnce: 100, perSecond: 1000 },
  });
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
