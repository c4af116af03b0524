import type { Account, Calls, Chat, FreeBusySource, Network, PresenceSource, User } from "../../src/gateway/network.ts";
import { parseAddress, type EmailAddress, type Presence, type Slot } from "../../src/protocol/index.ts";
import { ears, type Ears } from "./ears.ts";

export type Name = "alice" | "bob" | "carol";

/** What a network's test brings: the network, three people of it, and a way to clear up. Called before each test. */
export type Setup = () => Promise<{
  readonly network: Network;
  readonly users: Readonly<Record<Name, User>>;
  /** Where the network has free/busy: the one slot in Bob's calendar, with "Secret" in its subject. Carol has no calendar. */
  readonly meeting?: Slot;
  teardown(): Promise<void>;
}>;

/** The network of the running test, and who is on it. */
export interface Stage {
  readonly network: Network;
  readonly users: Readonly<Record<Name, User>>;
  readonly meeting: Slot;
  /** Signs them in, with ears; signed out after the test. */
  enter<Names extends readonly Name[]>(...names: Names): Promise<{ readonly [Index in keyof Names]: Actor }>;
}

/** A user who is signed in, and what they hear. The parts throw where the account has none. */
export interface Actor extends Ears {
  readonly address: EmailAddress;
  readonly account: Account;
  readonly presence: PresenceSource;
  readonly chat: Chat;
  readonly calls: Calls;
  readonly freeBusy: FreeBusySource;
  /** The presence of somebody they watch, once it fits. */
  sees(person: EmailAddress, fits: (presence: Presence) => boolean): Promise<Presence>;
}

/** Sets the stage before each test of the block that it stands in, and clears it afterwards. */
export function stage(setup: Setup): Stage {
  let set: Awaited<ReturnType<Setup>> | undefined;
  const actors: Actor[] = [];
  const now = () => {
    if (!set) throw new Error("the stage is set before each test, not outside of one");
    return set;
  };
  beforeEach(async () => {
    set = await setup();
  });
  afterEach(async () => {
    for (const actor of actors.splice(0)) await actor.account.close();
    await set?.network.close?.();
    await set?.teardown();
    set = undefined;
  });
  return {
    get network() {
      return now().network;
    },
    get users() {
      return now().users;
    },
    get meeting() {
      const { meeting } = now();
      if (!meeting) throw new Error("a network with free/busy brings Bob's meeting");
      return meeting;
    },
    async enter<Names extends readonly Name[]>(...names: Names) {
      const entered = await Promise.all(names.map((name) => signIn(now().network, now().users[name])));
      actors.push(...entered);
      // One actor for each name: the mapped array has the tuple's length.
      return entered as { readonly [Index in keyof Names]: Actor };
    },
  };
}

export async function signIn(network: Network, user: User): Promise<Actor> {
  const own = ears();
  const account = await network.connect(user, own.events, new AbortController().signal);
  const part = <Part>(found: Part | undefined): Part => {
    if (!found) throw new Error(`this account of ${network.name} lacks the part`);
    return found;
  };
  return {
    ...own,
    account,
    address: user.person.address,
    get presence() {
      return part(account.presence);
    },
    get chat() {
      return part(account.chat);
    },
    get calls() {
      return part(account.calls);
    },
    get freeBusy() {
      return part(account.freeBusy);
    },
    async sees(person, fits) {
      const wanted = (presence: Presence) => presence.address === person && fits(presence);
      const batch = await own.hear("presence", (changes) => changes.some(wanted));
      const found = batch.find(wanted);
      if (!found) throw new Error("the batch that was heard holds what was looked for");
      return found;
    },
  };
}

export const rejection = (code: unknown) => ({ name: "NetworkError", code });

export function address(text: string): EmailAddress {
  const parsed = parseAddress(text);
  if (!parsed) throw new Error(`${text} is no address`);
  return parsed;
}
