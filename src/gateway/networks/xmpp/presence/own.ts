import { isDeepStrictEqual } from "node:util";
import { OwnStatus } from "../../../../protocol/index.ts";
import type { AccountEvents, OwnPresence } from "../../../network.ts";
import { writePresence } from "./presence.ts";
import type { Faculty } from "../session.ts";
import { ns, xml, type Stanza } from "../stanza.ts";
import { keep, recall } from "../storage.ts";
import type { Stream } from "../stream/stream.ts";

/** The user's own presence on the stream. */
export interface Own extends Faculty {
  /** They appear offline. */
  readonly hidden: boolean;
  publish(own: OwnPresence): Promise<void>;
  /** In a call of this network, or no longer. */
  talking(on: boolean): void;
  /** What the user has chosen in another account. */
  adopt(own: OwnStatus): void;
}

interface Others {
  /** The server has taken the first presence of a session. */
  arrived(): void;
  /** For those who appear offline: to the server they are not there (RFC 6121 section 4.5), and they are sent nothing. */
  look(): void;
  /** Milliseconds from one look to the next. */
  readonly every: number;
}

/** `capabilities`: what goes with every presence (XEP-0115). `accounts`: those of the same user that are in use. */
export function ownPresence(stream: Stream, capabilities: Stanza, accounts: Set<Own>, others: Others): Own {
  let own: OwnPresence = { availability: "automatic" };
  let talks = false;
  let begun = false;
  let events: AccountEvents | undefined;
  let looking: NodeJS.Timeout | undefined;
  const hidden = () => own.availability === "offline";
  const lookAround = (): void => {
    clearInterval(looking);
    looking = hidden() && events ? setInterval(others.look, others.every) : undefined;
  };
  const announce = (): void => {
    stream.send(writePresence(own, talks, [capabilities]));
    lookAround();
  };

  const self: Own = {
    get hidden() {
      return hidden();
    },
    listen(who) {
      events = who;
      if (who) accounts.add(self);
      else accounts.delete(self);
      lookAround();
      if (begun) events?.status(choiceOf(own));
    },
    stanza: () => false,
    async begin() {
      const kept = readChoice(await recall(stream, "status", ns.rollcall));
      if (kept) own = { ...kept, ...(own.idleSince !== undefined && { idleSince: own.idleSince }) };
      begun = true;
      announce();
      events?.status(choiceOf(own));
      await stream.ask("get", xml("ping", ns.ping)).catch(() => {}); // answered after the presence was taken
      others.arrived();
    },
    async publish(next) {
      const changed = !isDeepStrictEqual(choiceOf(own), choiceOf(next));
      own = next;
      announce();
      if (!changed) return;
      for (const other of accounts) if (other !== self) other.adopt(choiceOf(own));
      await keep(stream, writeChoice(own));
    },
    talking(on) {
      if (talks === on) return;
      talks = on;
      announce();
    },
    adopt(choice) {
      own = { ...choice, ...(own.idleSince !== undefined && { idleSince: own.idleSince }) };
      announce();
      events?.status(choice);
    },
  };
  return self;
}

const choiceOf = ({ availability, note }: OwnPresence): OwnStatus => ({ availability, ...(note && { note }) });

/** What the user chose, as their own account on the server keeps it: a presence ends with its session, a choice does not. */
function readChoice(kept: Stanza | undefined): OwnStatus | undefined {
  const note = kept?.getChildText("note");
  return OwnStatus.safeParse({ availability: kept?.getChildText("availability"), ...(note && { note }) }).data;
}

const writeChoice = ({ availability, note }: OwnPresence): Stanza =>
  xml("status", ns.rollcall, xml("availability", {}, availability), ...(note ? [xml("note", {}, note)] : []));
