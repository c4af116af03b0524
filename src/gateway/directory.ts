import type { EmailAddress, Person, Photo } from "../protocol/index.ts";

/** Who is behind an address. Several are asked in the configured order; the first that knows an address answers for it. */
export interface Directory {
  readonly name: string;
  /** Keyed by the address asked for, primary or alias; addresses that it does not know are absent. Rejects with NetworkError only. */
  find(addresses: ReadonlySet<EmailAddress>): Promise<ReadonlyMap<EmailAddress, Person>>;
  /** The members of a list, nested lists opened, each person once. Rejects with code `not-found` where it is no list of this directory. */
  members(list: EmailAddress): Promise<readonly Person[]>;
  /** What networks of that kind call these people, where the directory tells. Such names go to networks alone, never to a pane. */
  names?(kind: NameKind, people: ReadonlySet<EmailAddress>): Promise<ReadonlyMap<EmailAddress, string>>;
  /** The primary address of whoever has that name. */
  named?(kind: NameKind, name: string): Promise<EmailAddress | undefined>;
  /** A small picture of them, under any of their addresses; undefined where there is none. Rejects with NetworkError only. */
  photo?(person: EmailAddress): Promise<Photo | undefined>;
  close?(): Promise<void>;
}

/** xmpp: a bare JID. */
export type NameKind = "xmpp";
