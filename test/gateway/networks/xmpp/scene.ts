import { xml } from "@xmpp/client";
import type { Network, User } from "../../../../src/gateway/network.ts";
import { signIn, type Actor } from "../../../contract/stage.ts";
import { networkOn, user } from "../../../servers/network.ts";
import { person, type Person } from "../../../servers/person.ts";
import type { XmppServer } from "../../../servers/server.ts";

/** Those who are in a test, in Rollcall and at ordinary clients; they leave after it, and then their networks are closed. */
export interface Scene {
  /** So many of one team whom no test before has met. */
  strangers(count: number): readonly User[];
  open(people: readonly User[], config?: Parameters<typeof networkOn>[2]): Promise<Network>;
  enter(network: Network, who: User): Promise<Actor>;
  atDesk(who: User, resource?: string): Promise<Person>;
}

const teamSize = 50;

export const body = (text: string) => xml("body", {}, text);

/** Whether the server's archive forgets what was taken back, as ejabberd's does from 24 on: whoever takes it back. */
export async function erases(client: Person, { name, domain }: XmppServer): Promise<boolean> {
  const said = await client.ask("get", xml("query", "jabber:iq:version"), { to: domain });
  return name === "ejabberd" && Number.parseInt(said?.getChildText("version") ?? "", 10) >= 24;
}

/** For the block that it stands in. The server has `people` enough. */
export function scene(server: () => XmppServer): Scene {
  let next = 0;
  const leaving: (() => Promise<void>)[] = [];
  const networks: Network[] = [];
  afterEach(async () => {
    for (const leave of leaving.splice(0)) await leave();
    for (const network of networks.splice(0)) await network.close?.();
  });
  return {
    strangers(count) {
      if ((next % teamSize) + count > teamSize) next += teamSize - (next % teamSize);
      return Array.from({ length: count }, () => user(`u${String(++next).padStart(4, "0")}`));
    },
    async open(people, config) {
      const network = await networkOn(server(), people, config);
      networks.push(network);
      return network;
    },
    async enter(network, who) {
      const actor = await signIn(network, who);
      leaving.push(() => actor.account.close());
      return actor;
    },
    async atDesk({ address }, resource) {
      const found = await person(server(), address.replace(/@.*/, ""), resource);
      leaving.push(found.close);
      return found;
    },
  };
}
