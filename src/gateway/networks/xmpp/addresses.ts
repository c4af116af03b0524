import { LRUCache } from "lru-cache";
import { type EmailAddress, parseAddress } from "../../../protocol/index.ts";
import type { Directory } from "../../directory.ts";
import { NetworkError } from "../../network.ts";
import { bare } from "./stanza.ts";

/** A person as both sides name them. `address` is the primary one. */
export interface Named {
  readonly address: EmailAddress;
  /** Bare. */
  readonly jid: string;
}

/** Which JID is whose. JIDs never leave this network. */
export interface Addresses {
  /** Keyed by the address asked for; people whom no directory knows are absent. Rejects with NetworkError where the directory does. */
  named(people: ReadonlySet<EmailAddress>): Promise<ReadonlyMap<EmailAddress, Named>>;
  /** A user who is signed in, in a directory or not. */
  user(address: EmailAddress): Promise<Named>;
  /** The person behind a JID, of this organisation or another's; undefined where it can be nobody's address. */
  owner(jid: string): Promise<EmailAddress | undefined>;
}

/** These people but for the user, each once. Rejects with `not-found` where one of them is nobody. */
export async function othersAmong(people: readonly EmailAddress[], self: Named, { named }: Addresses): Promise<readonly Named[]> {
  const found = await named(new Set(people));
  const each = people.map((address) => {
    const person = address === self.address ? self : found.get(address);
    if (!person) throw new NetworkError("not-found", "Not everybody is in the directory.");
    return person;
  });
  return [...new Map(each.map((person) => [person.jid, person])).values()].filter(({ jid }) => jid !== self.jid);
}

interface AddressOptions {
  readonly directory: Directory;
  /** `{address}`, `{local}` and `{domain}` stand for the mail address and its two halves. */
  readonly template: string;
}

/** The directory's own word goes before the template's. */
export function addresses({ directory, template }: AddressOptions): Addresses {
  const owners = new LRUCache<string, EmailAddress>({ max: 50_000 });
  /** Where the template leaves the mail domain out, these are tried. */
  const domains = new Set<string>();

  const jidOf = (address: EmailAddress): string => {
    const [, local = "", domain = ""] = /^(.*)@(.*)$/.exec(address) ?? [];
    domains.add(domain);
    return bare(template.replaceAll("{address}", address).replaceAll("{local}", escapeLocal(local)).replaceAll("{domain}", domain));
  };

  const named: Addresses["named"] = async (people) => {
    const found = await directory.find(people);
    const primary = new Set([...found.values()].map(({ address }) => address));
    const told = await directory.names?.("xmpp", primary);
    const answer = new Map<EmailAddress, Named>();
    for (const [asked, { address, kind }] of found) {
      if (kind === "list") continue;
      const jid = bare(told?.get(address) ?? jidOf(address));
      owners.set(jid, address);
      answer.set(asked, { address, jid });
    }
    return answer;
  };

  return {
    named,
    async user(address) {
      return (await named(new Set([address]))).get(address) ?? { address, jid: jidOf(address) };
    },
    async owner(jid) {
      const known = owners.get(jid) ?? (await directory.named?.("xmpp", jid));
      if (known) return known;
      const guesses = [jid, ...[...domains].map((domain) => `${jid.split("@")[0]}@${domain}`)];
      const candidates = new Set(guesses.flatMap((guess) => parseAddress(guess) ?? []));
      // The map that comes back says whether a guess, written as a JID, is that one.
      const people = await named(candidates).catch(() => new Map<EmailAddress, Named>());
      const owner = [...people.values()].find((person) => person.jid === jid)?.address ?? parseAddress(jid);
      if (owner) owners.set(jid, owner);
      return owner;
    },
  };
}

/** XEP-0106: what a mail address may hold and a JID may not. */
const escapes: Readonly<Record<string, string>> = {
  " ": "\\20",
  '"': "\\22",
  "&": "\\26",
  "'": "\\27",
  "/": "\\2f",
  ":": "\\3a",
  "<": "\\3c",
  ">": "\\3e",
  "@": "\\40",
};
const escapeLocal = (local: string): string => local.replaceAll(/[ "&'/:<>@]/g, (character) => escapes[character] ?? character);
