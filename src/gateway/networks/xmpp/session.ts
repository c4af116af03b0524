import { setTimeout as after } from "node:timers/promises";
import { NetworkError, type Account, type AccountEvents } from "../../network.ts";
import type { Named } from "./addresses.ts";
import { openStream, type Stream, type StreamOptions } from "./stream/stream.ts";
import type { Stanza } from "./stanza.ts";

/** One thing that a session is good for. */
export interface Faculty {
  /** Whom to tell from now on; undefined: nobody, because the account is closed or its connection broke. */
  listen(events: AccountEvents | undefined): void;
  /** A message or presence that came; true where it was for this faculty. */
  stanza(stanza: Stanza): boolean;
  /** The session is new, and the server knows nothing of it. Settles when all is in order; rejects with NetworkError. */
  begin(): Promise<void>;
  /** The connection is back, and the session is the same. */
  resumed?(): void;
  /** Settles when all is done that the server takes for done, because it was told that the stanza has come. */
  finish?(): Promise<void>;
}

/** What a session offers, and its faculties in the order in which they are begun and asked. */
export interface Equipment {
  readonly faculties: readonly Faculty[];
  readonly parts: Omit<Account, "close">;
}

/** One user's session on the server. It outlives a connection that breaks; the account that it gives out does not. */
export interface Session {
  readonly self: Named;
  /** Connects, anew or again. Rejects with NetworkError. */
  connect(events: AccountEvents, signal: AbortSignal): Promise<Omit<Account, "close">>;
  /** True where it may be taken up again. */
  readonly resumable: boolean;
  close(): Promise<void>;
}

interface SessionOptions {
  readonly stream: StreamOptions;
  readonly equip: (stream: Stream) => Equipment;
  /** Its connection broke; whoever used it has been told. */
  readonly lost: (session: Session) => void;
}

/** How long a session that is being closed waits for what is still to be done, in milliseconds. */
const farewell = 2000;

export function openSession(self: Named, { stream: options, equip, lost }: SessionOptions): Session {
  let events: AccountEvents | undefined;
  /** The account has been given out. */
  let inUse = false;
  const stream = openStream(options, self.jid, {
    stanza(stanza) {
      faculties.find((faculty) => faculty.stanza(stanza));
    },
    lost(error) {
      const told = inUse ? events : undefined;
      inUse = false;
      listen(undefined);
      if (!told) return; // `connect` says it
      lost(session);
      told.closed(error);
    },
  });
  const { faculties, parts } = equip(stream);
  const listen = (who: AccountEvents | undefined): void => {
    events = who;
    for (const faculty of faculties) faculty.listen(who);
  };

  const session: Session = {
    self,
    get resumable() {
      return stream.resumable;
    },
    async connect(who, signal) {
      // Before anything else: what a resumed session has missed follows in the same packet.
      listen(who);
      const outcome = await stream.connect(signal).catch((error: unknown) => {
        listen(undefined);
        throw error;
      });
      try {
        if (outcome === "fresh") for (const faculty of faculties) await faculty.begin();
        else for (const faculty of faculties) faculty.resumed?.();
      } catch (error) {
        await session.close();
        throw error;
      }
      if (events !== who) throw new NetworkError("unreachable", "The connection to the XMPP server broke while it was being made.");
      inUse = true;
      return parts;
    },
    async close() {
      inUse = false;
      listen(undefined);
      if (stream.connected)
        await Promise.race([Promise.all(faculties.map((faculty) => faculty.finish?.())), after(farewell, undefined, { ref: false })]);
      await stream.close();
    },
  };
  return session;
}
