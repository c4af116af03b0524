import type { EmailAddress } from "../../../protocol/index.ts";
import type { Directory } from "../../directory.ts";
import { NetworkError, type Account, type AccountEvents, type Network } from "../../network.ts";
import { accounts } from "./accounts.ts";
import { archive } from "./archive.ts";
import { calendars } from "./calendars.ts";
import { switchboard } from "./calls.ts";
import { chat } from "./chat.ts";
import { freeBusy } from "./freeBusy.ts";
import { resolver } from "./people.ts";
import { presenceAgent } from "./presence.ts";
import { standings } from "./standings.ts";
import { openStore } from "./store.ts";

export interface LocalOptions {
  /** Path of the SQLite file, or ":memory:". */
  readonly store: string;
  /** A person's calendar: path of an `.ics` file, or its http(s) address. */
  readonly calendars?: Readonly<Record<string, string>>;
  /** Whoever is in it can be watched, written to and called by everybody else in it. */
  readonly directory: Directory;
  /** Milliseconds until an unanswered call is missed. */
  readonly ringing?: number;
  readonly now?: () => number;
  /** Told once of each thing that an administrator should know; the rest goes on. */
  readonly warn?: (problem: string) => void;
}

const name = "local";

/** The built-in network: presence in memory, chats in SQLite, calls signalled between panes. For one machine. */
export function local(options: LocalOptions): Network {
  const { directory, ringing = 45_000, now = Date.now, warn = () => {} } = options;
  const store = openStore(options.store);
  const damage = store.problem();
  if (damage) warn(damage);
  const signedIn = accounts();
  const resolve = resolver(directory);
  const messages = archive(store, name);
  const plans = calendars({ sources: options.calendars ?? {}, directory, now, warn, changed: (people) => agent.review(people) });
  const everybody = standings(store, now);
  const agent = presenceAgent({ via: name, standings: everybody, directory, scheduleOf: plans.schedule, now });
  const calls = switchboard({ via: name, accounts: signedIn, resolve, talking: agent.talking, ringing, now });

  const signIn = (self: EmailAddress, events: AccountEvents): void => {
    if (!signedIn.signedIn(self)) agent.signIn(self, true);
    signedIn.add(self, events);
  };
  const signOut = (self: EmailAddress, events: AccountEvents): void => {
    agent.unwatch(events);
    signedIn.remove(self, events);
    if (signedIn.signedIn(self)) return;
    calls.lose(self);
    agent.signIn(self, false);
  };
  let closed = false;

  return {
    name,
    problem: store.problem,

    async connect(user, events, signal): Promise<Account> {
      if (signal.aborted || closed) throw new NetworkError("unreachable", "The built-in network is not running.");
      const self = user.person.address;
      signIn(self, events);
      events.status(agent.chosen(self));
      let open = true;
      const end = (): boolean => {
        if (!open) return false;
        open = false;
        signOut(self, events);
        return true;
      };
      const fail = (cause: unknown): void => {
        if (end()) events.closed(cause instanceof NetworkError ? cause : new NetworkError("internal", "Watching failed.", { cause }));
      };
      return {
        presence: {
          watch: (people) => void agent.watch(events, people).catch(fail),
          async publish(own) {
            if (agent.publish(self, own)) signedIn.tell([self], (other) => other !== events && other.status(agent.chosen(self)));
          },
        },
        chat: chat(self, { archive: messages, accounts: signedIn, resolve, now }),
        calls: calls.of(self),
        freeBusy: freeBusy(self, { directory, calendars: plans }),
        async close() {
          end();
        },
      };
    },

    async close() {
      closed = true;
      calls.close();
      plans.close();
      agent.close();
      everybody.close();
      store.close();
    },
  };
}
