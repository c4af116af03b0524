import type { ConversationId, EmailAddress, Time } from "../../../../protocol/index.ts";
import type { Stanza } from "../stanza.ts";
import type { Talk } from "./conversations.ts";
import { saidAt } from "./entry.ts";
import type { Groups } from "./groups.ts";
import type { Hearing } from "./hearing.ts";
import type { Invitation } from "./invitation.ts";

/** Enters rooms while the session goes on, and tells what was said in them since. */
export interface Entering {
  /** Somebody asks the user into one, by this message: a server keeps no invitation that has come. */
  invited(invitation: Invitation, message: Stanza): void;
  /** The user joins the one that they were asked into. Rejects with NetworkError. */
  join(talk: Talk): Promise<void>;
  /** The one that a pane names. */
  named(id: ConversationId): Promise<Talk | undefined>;
  /** The user is seen again, after having appeared offline. */
  back(): Promise<void>;
  /** Settles when nobody's invitation is being followed. */
  settled(): Promise<unknown>;
}

interface EnteringParts {
  readonly self: { readonly jid: string; readonly address: EmailAddress };
  readonly groups: Groups;
  readonly hearing: Hearing;
  readonly catchUp: (talk: Talk, since?: Time) => Promise<void>;
  readonly now: () => Time;
}

/** How far clocks may differ, in milliseconds: what was said so long before an invitation still counts as after it. */
export const skew = 60_000;

export function entering({ self, groups, hearing, catchUp, now }: EnteringParts): Entering {
  const under = new Set<Promise<void>>();
  const told = (talk: Talk, since?: Time): Promise<void> => catchUp(talk, since).catch(() => {}); // its history says it later

  const follow = async (invitation: Invitation, message: Stanza): Promise<void> => {
    const at = saidAt(message, self.jid, now());
    const talk = await groups.invited(invitation).catch(() => undefined); // the room may be gone, or not let the user in
    if (talk) return told(talk, at - skew);
    const [asked, entry] = (await groups.asked(invitation, at).catch(() => undefined)) ?? [];
    if (asked && entry) hearing.take(asked, entry, true);
  };

  return {
    invited(invitation, message) {
      const entered = follow(invitation, message).finally(() => under.delete(entered));
      under.add(entered);
    },
    async join(talk) {
      await groups.accept(talk);
      await told(talk);
      hearing.changed(talk);
    },
    async named(id) {
      const talk = await groups.named(id);
      if (talk) await catchUp(talk, now() - skew);
      return talk;
    },
    async back() {
      for (const [talk, since] of await groups.back()) await told(talk, since - skew);
    },
    settled: () => Promise.all(under),
  };
}
